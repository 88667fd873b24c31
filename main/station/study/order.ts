/**
 * In which order an appraiser sees the parts: another in each trial, and the same again from the same seed, so that an
 * appraisal goes on at any screen and can be checked years later.
 */
import { seededRandom, shuffled } from '../random.ts';

export interface Step {
  /** 0 for the first trial. */
  readonly trial: number;
  /** Place in the list of parts. */
  readonly part: number;
}

/**
 * Every part once a trial. With two parts and more, none comes twice in a row where one trial ends and the next begins.
 *
 * @param appraiser its number in the study: another order for each.
 */
export function orderOf(seed: number, appraiser: number, parts: number, trials: number): readonly Step[] {
  const random = seededRandom(seed, appraiser);
  const steps: Step[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const order = shuffled(
      Array.from({ length: parts }, (_, part) => part),
      random,
    );
    if (parts > 1 && order[0] === steps.at(-1)?.part) {
      // With any other place: every order that may be remains as likely as every other.
      const other = 1 + Math.floor(random() * (parts - 1));
      [order[0], order[other]] = [order[other] as number, order[0] as number];
    }
    steps.push(...order.map((part) => ({ trial, part })));
  }
  return steps;
}
