/**
 * Events of the station on their way to the outbox: one after the other, each tried until the store has it, since a fault of
 * the store itself is what a receiver most wants to hear of afterwards.
 */
import { v7 } from 'uuid';
import { toWireError } from '../../api/errors.ts';
import type { Log } from '../log/log.ts';
import type { StoreQueries } from '../store/store-queries.ts';
import type { StationEvent } from '../store/sync-table.ts';

/** A store that is away for days must not fill the memory; the oldest are told in the log and given up. */
const mostKept = 1_000;

interface Note {
  readonly id: string;
  readonly at: number;
  readonly event: StationEvent;
}

export class StationEvents {
  private readonly store: Pick<StoreQueries, 'perform'>;
  private readonly log: Log;
  private readonly notes: Note[] = [];
  private flushing: Promise<void> | null = null;
  private hasTold = false;

  constructor(store: Pick<StoreQueries, 'perform'>, log: Log) {
    this.store = store;
    this.log = log;
  }

  get waiting(): number {
    return this.notes.length;
  }

  /** @param at milliseconds since 1970 */
  note(event: StationEvent, at: number): void {
    this.notes.push({ id: v7(), at, event });
    while (this.notes.length > mostKept) {
      const lost = this.notes.shift();
      this.log.error('an event of the station was given up: the store has been away for too long', { ...lost });
    }
  }

  /** Resolves when all of them are on disk or the store does not answer; never rejects. */
  flush(): Promise<void> {
    this.flushing ??= this.flushAll().finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  private async flushAll(): Promise<void> {
    for (let note = this.notes[0]; note; note = this.notes[0]) {
      try {
        await this.store.perform('noteStationEvent', note);
      } catch (thrown) {
        if (!this.hasTold)
          this.log.warn(`events of the station wait for the store: ${toWireError(thrown).message}`, {
            waiting: this.notes.length,
          });
        this.hasTold = true;
        return;
      }
      this.hasTold = false;
      if (this.notes[0] === note) this.notes.shift();
    }
  }
}
