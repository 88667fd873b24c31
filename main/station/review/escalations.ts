/** Deadlines that passed, on their way into the store: nothing that it was away for is forgotten. */
import type { z } from 'zod';
import { StationError } from '../../api/errors.ts';
import type { Log } from '../log/log.ts';
import type { escalationSchema } from '../store/review-commands.ts';
import type { StoreQueries } from '../store/store-queries.ts';

export type Move = z.infer<typeof escalationSchema>;
const mostAtOnce = 200;

export class Escalations {
  private readonly store: Pick<StoreQueries, 'perform'>;
  private readonly log: Log;
  private readonly moves: Move[] = [];
  private isSending = false;

  constructor(store: Pick<StoreQueries, 'perform'>, log: Log) {
    this.store = store;
    this.log = log;
  }

  add(move: Move): void {
    this.moves.push(move);
  }

  /** Parts that the store does not know to be elsewhere yet. */
  underWay(): ReadonlySet<string> {
    return new Set(this.moves.map(({ id }) => id));
  }

  /** To be called often; what the store could not take is sent again. */
  async send(): Promise<void> {
    if (this.isSending || this.moves.length === 0) return;
    this.isSending = true;
    const moves = this.moves.slice(0, mostAtOnce);
    try {
      await this.store.perform('escalateReviews', { moves });
      this.moves.splice(0, moves.length);
    } catch (thrown) {
      if (isPassing(thrown)) return;
      this.moves.splice(0, moves.length);
      this.log.error('the store refused escalations', { error: thrown });
    } finally {
      this.isSending = false;
    }
  }
}

/** The store is away, or did not answer in time: the same again is safe. */
function isPassing(thrown: unknown): boolean {
  return thrown instanceof StationError && (thrown.code === 'unavailable' || thrown.code === 'timeout');
}
