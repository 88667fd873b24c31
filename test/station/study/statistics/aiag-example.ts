/**
 * AIAG, Measurement Systems Analysis, 4th edition (2010), chapter III.C, table "Attribute Study Data Set": 50 parts, three
 * appraisers, three trials. Below only parts on which somebody differs; on all others everybody says the reference.
 */
import type { Rating, Reference } from '../../../../main/api/slices/study-result.ts';
import type { StudyData } from '../../../../main/station/study/statistics/agreement.ts';

const bad = new Set([3, 4, 5, 9, 12, 22, 25, 26, 30, 34, 37, 39, 42, 45, 48, 50]);

/** Trials of A, of B, of C; 1 is good. */
const differing: Readonly<Record<number, readonly [string, string, string]>> = {
  6: ['110', '110', '100'],
  7: ['111', '111', '101'],
  12: ['000', '000', '010'],
  14: ['110', '111', '100'],
  21: ['110', '101', '010'],
  22: ['001', '010', '110'],
  26: ['010', '000', '001'],
  30: ['000', '001', '000'],
  34: ['001', '001', '011'],
  36: ['110', '111', '101'],
  43: ['101', '111', '110'],
};

const parts = Array.from({ length: 50 }, (_, index) => index + 1);
const referenceOf = (part: number): Reference => (bad.has(part) ? 'defect' : 'good');
const read = (trials: string): readonly Rating[] => [...trials].map((one) => (one === '1' ? 'good' : 'defect'));

export const aiagExample: StudyData = {
  trials: 3,
  references: parts.map(referenceOf),
  appraisals: ['A', 'B', 'C'].map((name, appraiser) => ({
    appraiser: { kind: 'person', id: `00000000-0000-4000-8000-00000000000${appraiser + 1}`, name },
    ratings: parts.map((part) => read(differing[part]?.[appraiser] ?? (bad.has(part) ? '000' : '111'))),
  })),
};
