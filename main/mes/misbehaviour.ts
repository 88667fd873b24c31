/** How the stand-in misbehaves: everything that receivers do to stations in the field, each by a switch. */
import { z } from 'zod';

/**
 * `half-refused`, `half-again`: every second record, within a good answer · `conflict`: 409 · `too-large`: 413 above `most`
 * records · `patience`: 429 with Retry-After · `error`: 500 · `garbage`: 200 with something that is no answer · `never`: takes
 * the request and says nothing · `slow`: answers after `slowMs` · `lost`: stores, then drops the connection before it answers ·
 * `closes`: drops the connection before it stores · `poison`: 422 when a record with `mark` in it is among them.
 */
export const misbehaviours = [
  'none',
  'half-refused',
  'half-again',
  'conflict',
  'too-large',
  'patience',
  'error',
  'garbage',
  'never',
  'slow',
  'lost',
  'closes',
  'poison',
] as const;

export const misbehaviourSchema = z.strictObject({
  is: z.enum(misbehaviours),
  /** For so many requests, then it behaves; null: until it is told otherwise. */
  times: z.number().int().positive().nullable().default(null),
  /** `patience`: what Retry-After says. */
  seconds: z.number().min(0).max(3600).default(1),
  /** `too-large`: more records than this are too many. */
  most: z.number().int().min(0).default(10),
  slowMs: z.number().min(0).max(600_000).default(2_000),
  /** `poison`: text in a record that the receiver fails on. */
  mark: z.string().min(1).default('poison'),
});
export type Misbehaviour = z.output<typeof misbehaviourSchema>;

export const behaves: Misbehaviour = misbehaviourSchema.parse({ is: 'none' });

/** The switch, shared by all ways in. */
export class Switchboard {
  private now: Misbehaviour = behaves;
  private left = Number.POSITIVE_INFINITY;

  set(misbehaviour: Misbehaviour): void {
    this.now = misbehaviour;
    this.left = misbehaviour.times ?? Number.POSITIVE_INFINITY;
  }

  /** As it stands, for showing. */
  get current(): Misbehaviour {
    return this.left > 0 ? this.now : behaves;
  }

  /** How to treat one request. */
  next(): Misbehaviour {
    const { current } = this;
    this.left -= 1;
    return current;
  }
}
