import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEngineClient } from '../../../main/station/inference/engine-client.ts';
import { type Endpoint, type Link, listenLink, randomEndpoint } from '../../../main/station/link/link.ts';
import { createPictureJobs } from '../../../main/station/store/picture-jobs.ts';
import { createRecordWriter } from '../../../main/station/store/record-writer.ts';
import { createStoreQueries } from '../../../main/station/store/store-queries.ts';

/** A process that lives on, whatever becomes of its links. */
async function child() {
  const endpoint = randomEndpoint('test');
  const links: Link[] = [];
  const server = await listenLink(endpoint, (link) => links.push(link));
  onTestFinished(() => {
    for (const link of links) link.destroy();
    server.close();
  });
  const newest = async (count: number): Promise<Link> => {
    await vi.waitUntil(() => links.length === count);
    return links.at(-1) as Link;
  };
  return { endpoint, newest };
}

interface Client {
  attach(endpoint: Endpoint): Promise<void>;
  onLost(listener: (reason: string) => void): void;
  close(): void;
}

const clients: [string, () => Client][] = [
  [
    'engine',
    () => createEngineClient({ inputBytes: 12, mapLength: 4, boxesLength: 0, featuresLength: 0, hangMs: 20_000 }),
  ],
  ['records', () => createRecordWriter()],
  ['pictures', () => createPictureJobs()],
  ['queries', () => createStoreQueries()],
];

describe.each(clients)('the client of the link: %s', (_, make) => {
  it('tells of a link that the other end closed, once', async () => {
    const client = make();
    const lost: string[] = [];
    client.onLost((reason) => lost.push(reason));
    const { endpoint, newest } = await child();
    await client.attach(endpoint);
    (await newest(1)).close();
    await vi.waitUntil(() => lost.length > 0);
    client.close();
    expect(lost).toEqual([expect.stringMatching(/link .*ended/)]);
  });

  it('tells of a peer that says what nobody understands', async () => {
    const client = make();
    const lost: string[] = [];
    client.onLost((reason) => lost.push(reason));
    const { endpoint, newest } = await child();
    await client.attach(endpoint);
    (await newest(1)).send({ kind: 'nonsense' });
    await vi.waitUntil(() => lost.length > 0);
    client.close();
    expect(lost).toHaveLength(1);
  });

  it('says nothing of a link that it closes itself, to take another or for good', async () => {
    const client = make();
    const lost: string[] = [];
    client.onLost((reason) => lost.push(reason));
    const { endpoint, newest } = await child();
    await client.attach(endpoint);
    const first = await newest(1);
    const firstEnded = new Promise((resolve) => first.onClose(resolve));
    await client.attach(endpoint);
    await firstEnded;
    const second = await newest(2);
    const secondEnded = new Promise((resolve) => second.onClose(resolve));
    client.close();
    await secondEnded;
    expect(lost).toEqual([]);
  });
});
