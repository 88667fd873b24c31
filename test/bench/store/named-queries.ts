/** What a quality engineer asks, from the usual to the hardest; each is one page, as the screen asks for it. */
import type { PartFilter } from '../../../main/api/slices/quality.ts';
import { yearMs, yearStart } from './plausible-part.ts';

const dayMs = 86_400_000;
const month = (number: number): { from: number; until: number } => ({
  from: yearStart + (number * yearMs) / 12,
  until: yearStart + ((number + 1) * yearMs) / 12,
});

export interface NamedQuery {
  readonly name: string;
  readonly filter: PartFilter;
  /** Pages that are asked for before the one that is measured. */
  readonly pagesBefore?: number;
}

/** @param people who decides at the station. @param serial of a part in the middle of the year, `M6-2026-00471100`. */
export function namedQueries(people: readonly string[], serial: string): readonly NamedQuery[] {
  const person = people.slice(0, 1);
  return [
    { name: 'everything', filter: {} },
    { name: 'everything, tenth page', filter: {}, pagesBefore: 9 },
    { name: 'one day in February', filter: { from: yearStart + 40 * dayMs, until: yearStart + 41 * dayMs } },
    { name: 'a recipe', filter: { recipes: ['Bushings'] } },
    { name: 'a bundle of last year', filter: { bundles: ['surface-pitting@1.0.0'] } },
    { name: 'a shift', filter: { shifts: ['Night'] } },
    { name: 'fails', filter: { verdicts: ['fail'] } },
    { name: 'passes', filter: { verdicts: ['pass'] } },
    { name: 'a usual reason', filter: { reasons: ['defect:dent'] } },
    { name: 'a rare reason', filter: { reasons: ['unknown-part'] } },
    { name: 'a score between the limits', filter: { score: { class: 'pitting', min: 0.4, max: 0.5 } } },
    { name: 'a score that passes hardly have', filter: { score: { class: 'dent', min: 0.2999, max: 0.31 } } },
    { name: 'waiting for a person', filter: { dispositions: ['open'] } },
    { name: 'called a defect', filter: { dispositions: ['defect'] } },
    { name: 'fails nobody was asked about', filter: { verdicts: ['fail'], dispositions: ['none'] } },
    { name: 'missed that was called good', filter: { verdicts: ['missed'], dispositions: ['good'] } },
    { name: 'decided by one person', filter: { people: person } },
    { name: 'a whole serial', filter: { serial } },
    { name: 'the beginning of many serials', filter: { serial: serial.slice(0, -4) } },
    { name: 'the beginning of all serials', filter: { serial: 'M6' } },
    { name: 'a code without order', filter: { serial: 'Q7' } },
    { name: 'no such serial', filter: { serial: 'ZZ-99' } },
    { name: 'last digits of a serial', filter: { text: serial.slice(-8) } },
    { name: 'a word in comments', filter: { text: 'gussnaht' } },
    { name: 'three words in comments', filter: { text: 'rust lab edge' } },
    { name: 'a word in a serial and one in a comment', filter: { text: 'm6 linse' } },
    { name: 'a word of every serial', filter: { text: '2026' } },
    { name: 'a word of nothing', filter: { text: 'unicorn' } },
    {
      name: 'reason, shift, recipe and month',
      filter: { reasons: ['bad-picture:blurred'], shifts: ['Late'], recipes: ['Screws M6'], ...month(2) },
    },
    { name: 'person, class called and month', filter: { people: person, dispositions: ['defect'], ...month(0) } },
    {
      name: 'everything at once',
      filter: {
        ...month(4),
        ...{ recipes: ['Screws M6'], bundles: ['surface-pitting'], shifts: ['Early', 'Night'], verdicts: ['review'] },
        ...{ reasons: ['unsure:pitting'], score: { class: 'pitting', min: 0.3, max: 0.8 }, dispositions: ['good'] },
        ...{ people: person, serial: 'M6-', text: 'rust' },
      },
    },
    {
      name: 'rare: fails with a low other score',
      filter: { verdicts: ['fail'], reasons: ['defect:dent'], score: { class: 'pitting', min: 0.2995, max: 0.3 } },
    },
    {
      name: 'nothing: passes of a night with a high score',
      filter: { verdicts: ['pass'], shifts: ['Night'], score: { class: 'scratch', min: 0.9, max: 1 } },
    },
  ];
}
