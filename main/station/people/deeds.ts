/** Sign-ins on their way into the history. Nobody is kept from going because the store is away; what they did waits. */
import { v7 as uuidv7 } from 'uuid';
import { toWireError } from '../../api/errors.ts';
import type { Log } from '../log/log.ts';
import type { CommandInput } from '../store/command-table.ts';
import type { StoreQueries } from '../store/store-queries.ts';

export type Deed = Omit<CommandInput<'tellSignIn'>, 'id' | 'lock'> & Partial<Pick<CommandInput<'tellSignIn'>, 'lock'>>;

const waitingAtMost = 10_000;

export class Deeds {
  private readonly store: Pick<StoreQueries, 'perform'>;
  private readonly log: Log;
  private readonly waiting: CommandInput<'tellSignIn'>[] = [];
  private isSending = false;

  constructor(store: Pick<StoreQueries, 'perform'>, log: Log) {
    this.store = store;
    this.log = log;
  }

  /** Resolves when it is on disk. @throws StationError `unavailable`, `timeout`. */
  async tell(deed: Deed): Promise<void> {
    await this.store.perform('tellSignIn', whole(deed));
  }

  /** Written once the store takes it. */
  tellLater(deed: Deed): void {
    if (this.waiting.length >= waitingAtMost) {
      this.waiting.shift();
      this.log.error('an entry about a sign-in is lost: the store has been away for too long');
    }
    this.waiting.push(whole(deed));
    void this.send();
  }

  /** Tries again what waits; resolves when nothing waits or the store does not take it. */
  async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      for (let next = this.waiting[0]; next; next = this.waiting[0]) {
        if (!(await this.isSettled(next))) return;
        if (this.waiting[0] === next) this.waiting.shift();
      }
    } finally {
      this.isSending = false;
    }
  }

  private async isSettled(deed: CommandInput<'tellSignIn'>): Promise<boolean> {
    try {
      await this.store.perform('tellSignIn', deed);
      return true;
    } catch (thrown) {
      const { code } = toWireError(thrown);
      if (code === 'unavailable' || code === 'timeout') return false;
      this.log.error('an entry about a sign-in was refused', { error: thrown, deed: deed.deed });
      return true;
    }
  }
}

function whole(deed: Deed): CommandInput<'tellSignIn'> {
  return { lock: null, ...deed, id: uuidv7() };
}
