import { people } from '../words/people/en.ts';
import type { Say } from '../words/words.ts';
import type { RightsRow } from './rights.ts';

export type RightText = keyof typeof people.right;

export function isRightText(id: string): id is RightText {
  return Object.hasOwn(people.right, id);
}

/** What a line of the table is about. `review.judge` has the text `review-judge`. */
export function rightWords({ slice, row, calls }: Pick<RightsRow, 'slice' | 'row' | 'calls'>, t: Say): string {
  const id = `${slice}-${row}`;
  // A call that is newer than the words: its own name says more than nothing.
  return isRightText(id) ? t(`right.${id}`) : calls.join(', ');
}
