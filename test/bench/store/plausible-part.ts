/** Parts as a line makes them in a year: most pass, defects come in streaks, serials count up. Pure: a number is a part. */
import type { Reason, Verdict } from '../../../main/api/words.ts';
import { seededRandom } from '../../../main/station/random.ts';

export const classes = ['pitting', 'scratch', 'dent'];
export const recipes = ['Screws M6', 'Bushings', 'Gear wheels'];
export const shiftNames = ['Early', 'Late', 'Night'];
const dayMs = 86_400_000;
export const shiftMs = dayMs / 3;
/** 1 January 2026, 06:00 in Berlin. */
export const yearStart = Date.UTC(2026, 0, 1, 5);
export const yearMs = 365 * dayMs;

export interface PlausiblePart {
  readonly at: number;
  readonly recipe: number;
  readonly serial: string | null;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly scores: readonly number[];
  readonly hasPicture: boolean;
}

/** 0..1, the same each time for the same part and question. */
export function chance(part: number, what: number): number {
  return seededRandom(part, what)();
}

/** @param part from 1 to `of` */
export function plausiblePart(part: number, of: number): PlausiblePart {
  const at = Math.floor(yearStart + ((part - 1) / of) * yearMs);
  // Recipes change every other hour or so.
  const recipe = Math.floor(chance(Math.floor(at / 6_000_000), 1) * recipes.length);
  const { verdict, reasons, scores } = judged(part);
  const hasPicture = verdict !== 'missed' && (verdict !== 'pass' || chance(part, 2) < 0.01);
  return { at, recipe, serial: serialOf(part, recipe), verdict, reasons, scores, hasPicture };
}

/** One product counts up, one has codes without order, one has none. */
function serialOf(part: number, recipe: number): string | null {
  if (recipe === 0) return `M6-2026-${String(part).padStart(8, '0')}`;
  if (recipe === 1)
    return (
      Math.floor(chance(part, 3) * 36 ** 5)
        .toString(36)
        .toUpperCase()
        .padStart(6, '0') + (part % 36 ** 3).toString(36).toUpperCase()
    );
  return null;
}

type Judged = Pick<PlausiblePart, 'verdict' | 'reasons' | 'scores'>;

function judged(part: number): Judged {
  const fate = chance(part, 4);
  const low = classes.map((_, index) => chance(part, 10 + index) ** 3 * 0.3);
  const index = Math.floor(chance(part, 5) ** 2 * classes.length);
  const name = classes[index] ?? 'pitting';
  const suspected = (score: number): number[] => low.map((one, at) => (at === index ? score : one));
  if (fate < 0.96) return { verdict: 'pass', reasons: [], scores: low };
  if (fate < 0.98) {
    const score = 0.8 + chance(part, 6) * 0.2;
    return { verdict: 'fail', reasons: [{ kind: 'defect', class: name, score, limit: 0.8 }], scores: suspected(score) };
  }
  if (fate < 0.994) {
    const score = 0.3 + chance(part, 6) * 0.5;
    const reason: Reason = { kind: 'unsure', class: name, score, passBelow: 0.3, failAbove: 0.8 };
    return { verdict: 'review', reasons: [reason], scores: suspected(score) };
  }
  if (fate < 0.997) return { verdict: 'review', reasons: [doubt(part)], scores: low };
  return { verdict: 'missed', reasons: [{ kind: 'no-frame' }], scores: [] };
}

function doubt(part: number): Reason {
  const fate = chance(part, 7);
  if (fate < 0.5) return { kind: 'late', tookMs: 21, deadlineMs: 16 };
  if (fate < 0.9) return { kind: 'bad-picture', fault: 'blurred', value: 12, limit: 20 };
  if (fate < 0.999) return { kind: 'incomplete-frame', detail: 'missing packets' };
  return { kind: 'unknown-part', value: 9, limit: 5 };
}
