import { expect, it, onTestFinished } from 'vitest';
import { connectLink, listenLink, randomEndpoint } from '../../main/station/link/link.ts';
import { storeWindow, type ToStore } from '../../main/station/store/store-protocol.ts';
import { serveLink } from '../../main/storekeeper/inbox.ts';
import type { Settled } from '../../main/storekeeper/keeper.ts';
import { eventually } from '../support/eventually.ts';
import { aRecord } from './a-record.ts';

/** A link to a store that commits when the test says so. */
async function linkToStore() {
  const waiting: (Settled | null)[] = [];
  const keeper = { add: (_item: unknown, settled: Settled | null = null) => void waiting.push(settled) };
  const endpoint = randomEndpoint('store');
  const server = await listenLink(endpoint, (link) => serveLink(link, keeper, () => Promise.resolve(null), Date.now));
  onTestFinished(() => void server.close());
  const link = await connectLink(endpoint);
  onTestFinished(() => link.destroy());
  const heard: unknown[] = [];
  link.onMessage((message) => heard.push(message));
  const closed = new Promise<void>((resolve) => link.onClose(() => resolve()));
  let trigger = 0;
  const send = (count: number): void => {
    for (let more = 0; more < count; more += 1) {
      const record = aRecord(++trigger);
      link.send({ kind: 'part', id: record.id, record } satisfies ToStore);
    }
  };
  const received = (count: number): Promise<number> =>
    eventually(
      () => waiting.length,
      (length) => length >= count,
    );
  return { waiting, send, received, heard, closed };
}

it('a link that sends more than the window without a word of the store is cut off, and no more is taken from it', async () => {
  const { waiting, send, closed } = await linkToStore();
  send(storeWindow + 200);
  await closed;
  expect(waiting).toHaveLength(storeWindow);
});

it('a link that waits for the word of the store sends as much as it likes', async () => {
  const { waiting, send, received, heard } = await linkToStore();
  for (let round = 1; round <= 3; round += 1) {
    send(storeWindow);
    await received(storeWindow * round);
    for (const settled of waiting.slice(storeWindow * (round - 1))) settled?.(null);
  }
  await eventually(
    () => heard.length,
    (length) => length >= 3,
  );
  expect(waiting).toHaveLength(3 * storeWindow);
});
