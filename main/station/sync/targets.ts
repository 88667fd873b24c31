/**
 * The targets of the MES and their secrets, as the station keeps them: settings in the store, secrets in their box.
 */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { ParsedInput } from '../../api/slices/index.ts';
import { secretNames, type TargetSettings } from '../../api/slices/sync-target.ts';
import type { StoreQueries } from '../store/store-queries.ts';
import type { StoredTarget } from '../store/sync-table.ts';
import { changedSecrets, type SecretBox, type Secrets } from './secret-box.ts';

type Given = Readonly<Record<string, string>>;

export class Targets {
  private readonly store: Pick<StoreQueries, 'syncTargets' | 'perform'>;
  private readonly box: SecretBox;
  private stored: readonly StoredTarget[] = [];
  private secrets: Secrets = {};
  /** One change after the other: two writes of the file at once would lose one. */
  private changing: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<StoreQueries, 'syncTargets' | 'perform'>, box: SecretBox) {
    this.store = store;
    this.box = box;
  }

  get kept(): 'key-store' | 'file' {
    return this.box.kept;
  }

  /** By name. */
  all(): (StoredTarget & { readonly secrets: Record<string, string> })[] {
    return this.stored.map((target) => ({ ...target, secrets: { ...this.secrets[target.id] } }));
  }

  /** @throws StationError while the store is away, or when the secrets cannot be read. */
  async read(): Promise<void> {
    this.secrets = await this.box.read();
    this.stored = await this.store.syncTargets({});
  }

  /** Secrets for a try with these settings: those given, else those kept. @throws StationError `bad-input` */
  secretsFor(id: string, settings: TargetSettings, given: Given): Record<string, string> {
    refuseUnknown(settings, given);
    return changedSecrets(this.secrets[id] ?? {}, given);
  }

  /** @throws StationError `bad-input`, `conflict` */
  save(input: ParsedInput<'sync.saveTarget'>, by: string | null): Promise<void> {
    return this.oneByOne(async () => {
      const { id, name, settings, startsFrom, secrets } = input;
      const changed = this.secretsFor(id, settings, secrets);
      // The secrets first: a target without them would knock at the receiver with the wrong ones.
      if (Object.keys(secrets).length > 0) await this.keep({ ...this.secrets, [id]: changed });
      await this.store.perform('saveTarget', { by, id, name, settings, startsFrom, secrets: Object.keys(secrets) });
      await this.read();
    });
  }

  remove(target: string, reason: string, by: string | null): Promise<void> {
    return this.oneByOne(async () => {
      await this.store.perform('removeTarget', { by, target, reason });
      const { [target]: _, ...others } = this.secrets;
      await this.keep(others);
      await this.read();
    });
  }

  pause(target: string, isPaused: boolean, by: string | null): Promise<void> {
    return this.oneByOne(async () => {
      await this.store.perform('pauseTarget', { by, target, isPaused });
      await this.read();
    });
  }

  private async keep(secrets: Secrets): Promise<void> {
    await this.box.write(secrets);
    this.secrets = secrets;
  }

  private oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const done = this.changing.then(change, change);
    this.changing = done.catch(() => undefined);
    return done;
  }
}

function refuseUnknown({ connection }: TargetSettings, given: Given): void {
  const known: readonly string[] = secretNames[connection.kind];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new StationError('bad-input', say('secretUnknown', { name: unknown }));
}
