import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint, Link } from '../../../main/station/link/link.ts';
import type { PartRecord } from '../../../main/station/record/record.ts';
import { createRecordWriter } from '../../../main/station/store/record-writer.ts';
import { storeWindow, toStoreSchema } from '../../../main/station/store/store-protocol.ts';
import { aRecord } from '../../storekeeper/a-record.ts';

const anywhere: Endpoint = { path: 'anywhere', secret: 's' };

/**
 * A store behind a link that breaks: what it committed stays, what it had only received or had not yet acknowledged
 * is lost with the link. One of each id, as the real one.
 */
class BreakingStore {
  readonly committed: string[] = [];
  private readonly known = new Set<string>();
  private received: string[] = [];
  private unsaid: string[] = [];
  private current: { close: (() => void)[]; say: (meta: unknown) => void } | null = null;

  connect = (): Promise<Link> => {
    const close: (() => void)[] = [];
    let listener: (meta: unknown, payload: Uint8Array | null) => void = () => undefined;
    const connection = { close, say: (meta: unknown) => listener(meta, null) };
    this.current = connection;
    this.received = [];
    this.unsaid = [];
    return Promise.resolve({
      waitingBytes: 0,
      send: (meta) => {
        if (this.current !== connection) return;
        const message = toStoreSchema.parse(meta);
        if ('id' in message) this.received.push(message.id);
      },
      onMessage: (listen) => {
        listener = listen;
      },
      onClose: (closed) => {
        close.push(() => closed(null));
      },
      close: () => this.cut(),
      destroy: () => this.cut(),
    });
  };

  commit(count: number): void {
    for (const id of this.received.splice(0, count)) {
      if (!this.known.has(id)) {
        this.known.add(id);
        this.committed.push(id);
      }
      this.unsaid.push(id);
    }
  }
  get underWay(): number {
    return this.received.length + this.unsaid.length;
  }
  acknowledge(): void {
    const ids = this.unsaid.splice(0);
    if (ids.length > 0) this.current?.say({ kind: 'committed', ids });
  }
  cut(): void {
    const connection = this.current;
    this.current = null;
    for (const closed of connection?.close ?? []) closed();
  }
}

describe('the record writer', () => {
  it('brings every record to the store exactly once and in order, whenever the link breaks', async () => {
    const act = fc.oneof(
      fc.record({ act: fc.constant('append' as const), count: fc.constantFrom(1, 3, 700) }),
      fc.record({ act: fc.constant('commit' as const), count: fc.constantFrom(1, 8, 500) }),
      fc.record({ act: fc.constantFrom('acknowledge' as const, 'cut' as const, 'attach' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (script) => {
        const store = new BreakingStore();
        const writer = createRecordWriter(store.connect);
        const told: string[] = [];
        writer.onCommitted((records) => told.push(...records.map((record) => record.id)));
        const appended: string[] = [];
        for (const step of script) {
          if (step.act === 'append') {
            for (let more = 0; more < step.count; more += 1) {
              const record = aRecord(appended.length + 1);
              appended.push(record.id);
              writer.append(record);
            }
          } else if (step.act === 'commit') store.commit(step.count);
          else if (step.act === 'acknowledge') store.acknowledge();
          else if (step.act === 'cut') store.cut();
          else await writer.attach(anywhere);
          expect(writer.waiting).toBe(appended.length - told.length);
        }
        await writer.attach(anywhere);
        while (writer.waiting > 0) {
          store.commit(appended.length);
          store.acknowledge();
        }

        expect(store.committed).toEqual(appended);
        expect(told).toEqual(appended);
        expect(writer.waiting).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('has no more under way to the store than its window, keeps the rest packed, and brings it all in order', async () => {
    const store = new BreakingStore();
    const writer = createRecordWriter(store.connect);
    await writer.attach(anywhere);
    const told: PartRecord[] = [];
    writer.onCommitted((records) => told.push(...records));
    // A full disk: nothing is acknowledged.
    const records = Array.from({ length: storeWindow * 3 }, (_, index) => aRecord(index + 1));
    for (const record of records) writer.append(record);
    expect(store.underWay).toBe(storeWindow);
    expect(writer.waiting).toBe(records.length);
    // Neither does a store that starts again get more.
    store.cut();
    await writer.attach(anywhere);
    expect(store.underWay).toBe(storeWindow);

    while (writer.waiting > 0) {
      store.commit(32);
      store.acknowledge();
      expect(store.underWay).toBeLessThanOrEqual(storeWindow);
    }
    expect(told).toEqual(records);
  });

  it('tells every listener of what is committed, and nobody of a picture result', async () => {
    const store = new BreakingStore();
    const writer = createRecordWriter(store.connect);
    await writer.attach(anywhere);
    const told: number[][] = [];
    for (let listener = 0; listener < 2; listener += 1) {
      writer.onCommitted((records) => told.push(records.map((record) => record.trigger)));
    }
    const record = aRecord(7);
    writer.append(record);
    writer.pictureDone({ picture: aRecord(1).id, part: record.id, outcome: 'kept', bytes: 5 });

    store.commit(1);
    store.acknowledge();
    store.commit(1);
    store.acknowledge();

    expect(told).toEqual([[7], [7]]);
  });

  it('tells how long the oldest record waits for the word of the store', async () => {
    const store = new BreakingStore();
    const time = { ms: 100 };
    const writer = createRecordWriter(store.connect, { monotonicMs: () => time.ms, wallMs: () => 0 });
    await writer.attach(anywhere);
    expect(writer.oldestWaitingMs()).toBe(0);
    writer.append(aRecord(1));
    time.ms += 3_000;
    writer.append(aRecord(2));
    time.ms += 4_000;
    expect(writer.oldestWaitingMs()).toBe(7_000);
    // Received is not on disk, and a link that breaks makes nothing younger.
    store.cut();
    await writer.attach(anywhere);
    expect(writer.oldestWaitingMs()).toBe(7_000);
    store.commit(1);
    store.acknowledge();
    expect(writer.oldestWaitingMs()).toBe(4_000);
    store.commit(1);
    store.acknowledge();
    expect(writer.oldestWaitingMs()).toBe(0);
  });

  it('takes nothing for an acknowledgement that is none, and keeps what waits', async () => {
    const problems: string[] = [];
    const writer = createRecordWriter(async () => ({
      waitingBytes: 0,
      send: () => undefined,
      onMessage: (listen) => queueMicrotask(() => listen({ kind: 'committed', ids: 'all of them' }, null)),
      onClose: () => undefined,
      close: () => undefined,
      destroy: () => undefined,
    }));
    writer.onRefused(({ message }) => problems.push(message));
    writer.append(aRecord(1));

    await writer.attach(anywhere);
    await Promise.resolve();

    expect(writer.waiting).toBe(1);
    expect(problems).toEqual([expect.stringContaining('said something unknown')]);
  });
});
