/**
 * What the store keeps of the outbox and its targets, in memory: the same deeds as `storekeeper/sync/` by plain lists. It is
 * what the store is held against (`test/storekeeper/sync/model.test.ts`), and a store for tests of whatever asks one.
 */
import { StationError } from '../../main/api/errors.ts';
import { say } from '../../main/api/said/say.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../main/station/store/command-table.ts';
import type { QueryInput, QueryOutput } from '../../main/station/store/query-table.ts';
import type { FrozenBatch, Message, SetAside, StoredTarget } from '../../main/station/store/sync-table.ts';
import { partOf } from '../../main/sync/sender/choose-batch.ts';
import type { BatchStore } from '../../main/sync/sender/next-batch.ts';

interface ParkedModel {
  readonly message: Message;
  readonly reason: string;
  readonly bodies: readonly string[] | null;
  readonly parkedAt: number;
  readonly state: 'parked' | 'again';
}

interface TargetModel {
  readonly stored: StoredTarget;
  readonly acknowledged: number;
  readonly settled: string | null;
  readonly batch: FrozenBatch | null;
  readonly parked: ReadonlyMap<number, ParkedModel>;
}

type Deeds = { readonly [N in CommandName]?: (input: CommandInput<N>) => CommandOutput<N> };

export class ModelSyncStore implements BatchStore {
  /** Wall clock of what is written. */
  now = 0;
  private readonly messages: Message[] = [];
  private readonly lost = new Set<number>();
  private readonly targets = new Map<string, TargetModel>();

  /** As it came into the outbox, behind those that are there. */
  add(message: Message): void {
    if (message.sequence <= this.highest) throw new Error(`message ${message.sequence} comes after ${this.highest}`);
    this.messages.push(message);
  }

  /** Its record is gone: there is a row and no message. */
  lose(sequence: number): void {
    this.lost.add(sequence);
  }

  get highest(): number {
    return this.messages.at(-1)?.sequence ?? 0;
  }

  /** As it stands, for tests to look at. */
  peek(target: string): Pick<TargetModel, 'acknowledged' | 'batch' | 'parked'> {
    return this.targetFor(target);
  }

  async syncProgress({ target }: QueryInput<'syncProgress'>): Promise<QueryOutput<'syncProgress'>> {
    const found = this.targets.get(target);
    if (!found) return null;
    const waiting = this.behind(found.acknowledged);
    const [oldest] = waiting;
    return {
      acknowledged: found.acknowledged,
      waiting: waiting.length,
      oldestAt: oldest ? Date.parse(oldest.eventTime) : null,
      parked: found.parked.size,
      again: [...found.parked.values()].filter(({ state }) => state === 'again').length,
    };
  }

  async frozenBatch({ target }: QueryInput<'frozenBatch'>): Promise<QueryOutput<'frozenBatch'>> {
    return structuredClone(this.targets.get(target)?.batch ?? null);
  }

  async outboxMessages({ after, limit }: QueryInput<'outboxMessages'>): Promise<QueryOutput<'outboxMessages'>> {
    const page = this.behind(after).slice(0, limit);
    return {
      messages: structuredClone(page.filter(({ sequence }) => !this.lost.has(sequence))),
      upTo: page.at(-1)?.sequence ?? after,
      lost: page.map(({ sequence }) => sequence).filter((sequence) => this.lost.has(sequence)),
    };
  }

  async messagesAgain({ target, limit }: QueryInput<'messagesAgain'>): Promise<QueryOutput<'messagesAgain'>> {
    return inOrder(this.targets.get(target)?.parked ?? new Map())
      .filter(({ state, message }) => state === 'again' && !this.lost.has(message.sequence))
      .slice(0, limit)
      .map(({ message }) => structuredClone(message));
  }

  async partsParked({ target, parts }: QueryInput<'partsParked'>): Promise<QueryOutput<'partsParked'>> {
    const parked = new Set(
      [...(this.targets.get(target)?.parked.values() ?? [])].map(({ message }) => partOf(message)),
    );
    return parts.filter((part) => parked.has(part));
  }

  async parkedPage({ target, before, limit }: QueryInput<'parkedPage'>): Promise<QueryOutput<'parkedPage'>> {
    const all = inOrder(this.targets.get(target)?.parked ?? new Map()).reverse();
    const page = all.filter(({ message }) => message.sequence < (before ?? Number.MAX_SAFE_INTEGER)).slice(0, limit);
    return {
      parked: page.map(({ message, reason, parkedAt, state }) => ({
        ...{
          sequence: message.sequence,
          kind: message.kind,
          messageId: message.messageId,
          eventTime: message.eventTime,
        },
        part: partOf(message),
        serial: 'part' in message ? message.part.serial : null,
        ...{ reason, parkedAt, state },
      })),
      next: page.length < limit ? null : (page.at(-1)?.message.sequence ?? null),
      total: all.length,
    };
  }

  async syncTargets(): Promise<QueryOutput<'syncTargets'>> {
    return [...this.targets.values()]
      .map(({ stored }) => structuredClone(stored))
      .sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
  }

  async perform<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const deed = this.deeds[name] as ((input: CommandInput<N>) => CommandOutput<N>) | undefined;
    if (!deed) throw new StationError('bad-input', `the model knows no command named ${name}`);
    return deed(structuredClone(input));
  }

  private readonly deeds: Deeds = {
    saveTarget: ({ id, name, settings, startsFrom }) => {
      const before = this.targets.get(id);
      const others = [...this.targets.values()].filter(({ stored }) => stored.id !== id);
      if (others.some(({ stored }) => stored.name === name)) throw new StationError('conflict', 'the name is taken');
      const first = this.messages[0]?.sequence ?? this.highest + 1;
      const made: TargetModel = {
        stored: { id, name, settings, isPaused: false, createdAt: this.now },
        ...{ acknowledged: startsFrom === 'now' ? this.highest : first - 1, settled: null, batch: null },
        parked: new Map(),
      };
      this.targets.set(id, before ? { ...before, stored: { ...before.stored, name, settings } } : made);
      return {};
    },
    removeTarget: ({ target }) => {
      this.targets.delete(target);
      return {};
    },
    pauseTarget: ({ target, isPaused }) => {
      const found = this.targetFor(target);
      this.targets.set(target, { ...found, stored: { ...found.stored, isPaused } });
      return {};
    },
    freezeBatch: ({ target, batch, aside }) => {
      const found = this.targetFor(target);
      if (found.batch?.id === batch.id || found.settled === batch.id) return {};
      const isBehind = batch.of === 'new' && batch.upTo <= found.acknowledged;
      if (found.batch || isBehind) throw new StationError('conflict', 'something else is under way, or it had it');
      this.targets.set(target, { ...found, batch, parked: this.withParked(found.parked, aside) });
      return {};
    },
    settleBatch: ({ target, batch: id, refused }) => {
      const found = this.targets.get(target);
      if (!found?.batch || found.batch.id !== id) return {};
      const { batch } = found;
      const parked = new Map(this.withParked(found.parked, refused));
      const isRefused = new Set(refused.map(({ sequence }) => sequence));
      for (const { sequence } of batch.envelopes) {
        if (batch.of === 'again' && !isRefused.has(sequence)) parked.delete(sequence);
      }
      const accepted = batch.envelopes.filter(({ sequence }) => !isRefused.has(sequence));
      if (batch.of === 'again') for (const { part } of accepted) release(parked, part);
      const acknowledged = batch.of === 'new' ? this.cursorAt(found, batch.upTo) : found.acknowledged;
      this.targets.set(target, { ...found, acknowledged, settled: id, batch: null, parked });
      return {};
    },
    passOver: ({ target, upTo, aside }) => {
      const found = this.targetFor(target);
      if (found.batch?.of === 'new') throw new StationError('conflict', 'something is under way');
      const parked = this.withParked(found.parked, aside);
      this.targets.set(target, { ...found, acknowledged: this.cursorAt(found, upTo), parked });
      return {};
    },
    resendParked: ({ target, sequences }) => {
      const found = this.targetFor(target);
      const wanted = inOrder(found.parked).filter(({ message }) => sequences?.includes(message.sequence) ?? true);
      const going = inOrder(found.parked).filter(
        ({ message }) =>
          !this.lost.has(message.sequence) &&
          wanted.some(
            (other) =>
              other.message.sequence === message.sequence ||
              (partOf(message) !== null &&
                partOf(other.message) === partOf(message) &&
                other.message.sequence > message.sequence),
          ),
      );
      const parked = new Map(found.parked);
      for (const each of going) parked.set(each.message.sequence, { ...each, state: 'again' });
      this.targets.set(target, { ...found, parked });
      const again = [...parked.values()].filter(({ state }) => state === 'again');
      return { count: sequences === null ? again.length : going.length };
    },
  };

  private withParked(before: ReadonlyMap<number, ParkedModel>, aside: readonly SetAside[]) {
    const parked = new Map(before);
    for (const { sequence, reason, bodies } of aside.toSorted((one, other) => one.sequence - other.sequence)) {
      const message = this.messages.find((each) => each.sequence === sequence);
      if (!message) continue;
      const part = partOf(message);
      const ofPart = inOrder(parked).filter((each) => part !== null && partOf(each.message) === part);
      const earlier = ofPart.filter((each) => each.message.sequence < sequence);
      const goesAfterThem =
        !parked.has(sequence) && earlier.length > 0 && earlier.every(({ state }) => state === 'again');
      const state = goesAfterThem ? 'again' : 'parked';
      parked.set(sequence, { message, reason, bodies, parkedAt: this.now, state });
      for (const each of ofPart) {
        if (each.message.sequence > sequence) parked.set(each.message.sequence, { ...each, state: 'parked' });
      }
    }
    return parked;
  }

  private cursorAt({ acknowledged }: TargetModel, upTo: number): number {
    return Math.max(acknowledged, Math.min(upTo, this.highest));
  }

  private targetFor(target: string): TargetModel {
    const found = this.targets.get(target);
    if (!found) throw new StationError('not-found', 'this target is not there');
    return found;
  }

  private behind(after: number): Message[] {
    return this.messages.filter(({ sequence }) => sequence > after);
  }
}

/** What only waited behind earlier messages about the part goes after them. */
function release(parked: Map<number, ParkedModel>, part: string | null): void {
  if (part === null) return;
  for (const each of inOrder(parked).filter(({ message }) => partOf(message) === part)) {
    if (each.state === 'again') continue;
    if (each.reason !== say('syncBehindParked')) return;
    parked.set(each.message.sequence, { ...each, state: 'again' });
  }
}

/** Oldest first. */
function inOrder(parked: ReadonlyMap<number, ParkedModel>): ParkedModel[] {
  return [...parked.values()].sort((one, other) => one.message.sequence - other.message.sequence);
}
