/**
 * PINs are looked at one after the other: many at once would each be tried before the first wrong one counts, and each
 * takes 32 MiB.
 */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';

const waitingAtMost = 16;

export class OneAtATime {
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** @throws StationError `unavailable` when too many wait; whatever `work` throws. */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= waitingAtMost) {
      const error = new StationError('unavailable', say('tooManySignIns'), {
        remedy: say('tryInSeconds'),
      });
      return Promise.reject(error);
    }
    this.waiting += 1;
    const done = this.last.then(work).finally(() => {
      this.waiting -= 1;
    });
    // Whoever asked hears how it ended; the next one comes either way.
    this.last = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }
}
