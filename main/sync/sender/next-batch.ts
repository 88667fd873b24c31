/** Gathers what goes to a target next, renders it and freezes it in the store: after that every retry sends the same bytes. */
import { v7 } from 'uuid';
import { say } from '../../api/said/say.ts';
import type { StoreQueries } from '../../station/store/store-queries.ts';
import type { FrozenBatch, Message } from '../../station/store/sync-table.ts';
import type { Render } from '../transport.ts';
import { type BatchLimits, chooseBatch, partOf, type Rendered } from './choose-batch.ts';

export type BatchStore = Pick<
  StoreQueries,
  'frozenBatch' | 'outboxMessages' | 'messagesAgain' | 'partsParked' | 'syncProgress' | 'perform'
>;

export interface NextBatchParts {
  readonly target: string;
  readonly store: BatchStore;
  readonly render: Render;
  readonly limits: BatchLimits;
  /** For the log: a message whose record is gone. */
  readonly problem: (text: string) => void;
}

/** Frozen and ready to go; null: nothing waits. @throws StationError while the store is away. */
export async function nextBatch(parts: NextBatchParts): Promise<FrozenBatch | null> {
  const { target, store, limits } = parts;
  const progress = await store.syncProgress({ target });
  if (!progress) return null;
  if (limits.messages === 0) return passAll(parts, progress);
  if (progress.again > 0) {
    const again = await batchAgain(parts, progress.acknowledged);
    if (again) return again;
  }
  let after = progress.acknowledged;
  for (;;) {
    const { messages, upTo, lost } = await store.outboxMessages({ after, limit: Math.min(1000, limits.messages) });
    if (upTo === after) return null;
    for (const sequence of lost) parts.problem(`message ${sequence} has no record any more and is not sent`);
    const rendered = await renderAll(parts.render, messages);
    const chosen = chooseBatch(rendered, upTo, await partsParked(parts, messages), limits);
    const aside = [...chosen.aside];
    if (chosen.envelopes.length > 0) {
      const batch: FrozenBatch = { id: v7(), of: 'new', upTo: chosen.upTo, envelopes: [...chosen.envelopes] };
      await store.perform('freezeBatch', { target, batch, aside });
      return batch;
    }
    await store.perform('passOver', { target, upTo: chosen.upTo, aside });
    after = chosen.upTo;
  }
}

/** A target that takes no messages must not hold up the clearing of what the others have. */
async function passAll(
  { target, store }: NextBatchParts,
  { acknowledged, waiting }: { readonly acknowledged: number; readonly waiting: number },
): Promise<null> {
  if (waiting > 0) await store.perform('passOver', { target, upTo: acknowledged + waiting, aside: [] });
  return null;
}

async function batchAgain(parts: NextBatchParts, acknowledged: number): Promise<FrozenBatch | null> {
  const { target, store, limits } = parts;
  const messages = await store.messagesAgain({ target, limit: Math.min(1000, limits.messages) });
  const rendered = (await renderAll(parts.render, messages)).map(
    (each): Rendered =>
      'bodies' in each && each.bodies === null ? { message: each.message, problem: say('syncKindNotSent') } : each,
  );
  const upTo = messages.at(-1)?.sequence ?? 0;
  const chosen = chooseBatch(rendered, upTo, new Set(), limits);
  const aside = [...chosen.aside];
  if (chosen.envelopes.length === 0) {
    if (aside.length > 0) await store.perform('passOver', { target, upTo: acknowledged, aside });
    return null;
  }
  const batch: FrozenBatch = { id: v7(), of: 'again', upTo: acknowledged, envelopes: [...chosen.envelopes] };
  await store.perform('freezeBatch', { target, batch, aside });
  return batch;
}

async function partsParked({ target, store }: NextBatchParts, messages: readonly Message[]): Promise<Set<string>> {
  const parts = [...new Set(messages.map(partOf).filter((part) => part !== null))];
  return new Set(parts.length === 0 ? [] : await store.partsParked({ target, parts }));
}

async function renderAll(render: Render, messages: readonly Message[]): Promise<Rendered[]> {
  const rendered: Rendered[] = [];
  for (const message of messages) {
    try {
      rendered.push({ message, bodies: await render(message) });
    } catch (thrown) {
      // A mapping that fails on one record fails on that record only: it is parked with the reason.
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      rendered.push({ message, problem: say('syncMappingFailed', { why }) });
    }
  }
  return rendered;
}
