import { describe, expect, it, onTestFinished } from 'vitest';
import { type Connection, targetSettingsSchema } from '../../main/api/slices/sync-target.ts';
import type { StoreQueries } from '../../main/station/store/store-queries.ts';
import type { FromSync, ToSync } from '../../main/station/sync/protocol.ts';
import { SyncProcess } from '../../main/sync/sync-process.ts';
import { TargetTrouble, type TargetType, type TransportContext } from '../../main/sync/transport.ts';
import { aPartMessage, idOf } from '../support/messages.ts';
import { PlayedClock } from '../support/played-clock.ts';
import { PlayedSyncStore } from '../support/played-sync-store.ts';

type Kept = Extract<ToSync, { kind: 'targets' }>['targets'][number];

function target(name: string, given: Partial<Kept> = {}): Kept {
  const settings = targetSettingsSchema.parse({ connection: { kind: 'https', url: 'https://mes.example/v1' } });
  return { id: idOf(name), name, settings, isPaused: false, createdAt: 0, secrets: {}, ...given };
}

/** The process with a store and receivers that do what a test says. */
function played() {
  const clock = new PlayedClock();
  const outbox = new PlayedSyncStore();
  const said: FromSync[] = [];
  const seen = { connected: [] as TransportContext<Connection>[], closed: 0, attached: [] as string[], sent: 0 };
  const link = { isUp: true, trouble: null as TargetTrouble | null, lost: (): void => undefined };
  const type: TargetType = {
    connect: (context) => {
      seen.connected.push(context);
      return {
        limits: { messages: 10, bytes: 100_000 },
        send: async ({ envelopes }) => {
          seen.sent += envelopes.length;
          return envelopes.map(() => ({ as: 'accepted' }));
        },
        test: async () => {
          if (link.trouble) throw link.trouble;
          return 'it answers';
        },
        address: null,
        ask: async ({ serial }) => {
          if (link.trouble) throw link.trouble;
          return { isReleased: serial !== 'bad', reason: null, workOrder: 'WO-7', recipe: null };
        },
        close: async () => {
          seen.closed += 1;
        },
      };
    },
    defaultMapping: () => 'part',
  };
  const store = {
    ...outbox.queries,
    sampleMessage: async () => aPartMessage(1),
    attach: async ({ path }: { readonly path: string }) => {
      seen.attached.push(path);
      if (!link.isUp) throw new Error('nobody listens there');
    },
    onLost: (listener: () => void) => {
      link.lost = listener;
    },
    close: () => undefined,
  } as unknown as StoreQueries;
  const sync = new SyncProcess({
    start: { station: { id: idOf('station'), name: 'Station 1', version: '0.1.0' }, dataDir: '/nowhere' },
    ...{ store, clock, after: clock.after, random: () => 0.5, say: (message) => said.push(message) },
    types: { https: type, cfx: type, mqtt: type, sparkplug: type, files: type },
    createRender: () => async (message) => [JSON.stringify(message)],
  });
  const close = async (): Promise<void> => {
    const closing = sync.close();
    await clock.advance(60_000);
    await closing;
  };
  onTestFinished(close);
  const targets = async (...all: readonly Kept[]) => {
    sync.hear({ kind: 'targets', targets: [...all] });
    await clock.advance(200);
  };
  const heard = <K extends FromSync['kind']>(kind: K) =>
    said.filter((message): message is Extract<FromSync, { kind: K }> => message.kind === kind);
  return { sync, clock, outbox, seen, link, targets, heard, close };
}

describe('the sync process', () => {
  it('sends to every target there is, each with its own connection and secrets', async () => {
    const { outbox, seen, targets, clock } = played();
    outbox.add(aPartMessage(1));
    await targets(target('mes', { secrets: { token: 't' } }), target('b'));
    await clock.advance(2_000);
    expect(seen.connected.map(({ secrets }) => secrets)).toEqual([{ token: 't' }, {}]);
    expect(seen.sent).toBe(1);
  });

  it('starts a changed target anew and leaves the others alone', async () => {
    const { seen, targets } = played();
    await targets(target('a'), target('b'));
    await targets(target('a'), target('b', { secrets: { token: 'new' } }));
    expect(seen.connected).toHaveLength(3);
    expect(seen.closed).toBe(1);
    await targets(target('a'));
    expect(seen.closed).toBe(2);
  });

  it('says how each target is every second, also when there is none: silence means that it hangs', async () => {
    const { heard, targets, clock } = played();
    await clock.advance(5_000);
    expect(heard('status').length).toBeGreaterThanOrEqual(5);
    await targets(target('a'), target('b', { isPaused: true }));
    await clock.advance(1_000);
    expect(
      heard('status')
        .at(-1)
        ?.targets.map(({ state }) => state),
    ).toEqual(['up-to-date', 'paused']);
  });

  it('finds the store again by itself, and where the station says that it listens now', async () => {
    const { sync, seen, link, clock, heard } = played();
    sync.hear({ kind: 'store', endpoint: { path: '/one', secret: 'x' } });
    await clock.advance(0);
    link.isUp = false;
    link.lost();
    await clock.advance(1_200);
    expect(heard('problem').at(-1)?.text).toContain('nobody listens there');
    link.isUp = true;
    await clock.advance(1_000);
    const tries = seen.attached.length;
    await clock.advance(5_000);
    expect(seen.attached).toHaveLength(tries);
  });

  it('tries a connection without keeping it, and says what to do when it fails', async () => {
    const { sync, clock, link, heard, seen } = played();
    const { id, settings } = target('a');
    sync.hear({ kind: 'test', call: 1, id, settings, secrets: { token: 't' } });
    await clock.advance(10);
    link.trouble = new TargetTrouble('broken', 'the password is wrong', { remedy: 'Enter it again.' });
    sync.hear({ kind: 'test', call: 2, id, settings, secrets: {} });
    await clock.advance(10);
    expect(heard('tested')).toMatchObject([
      { call: 1, isOk: true, text: 'it answers', remedy: null },
      { call: 2, isOk: false, text: 'the password is wrong', remedy: 'Enter it again.' },
    ]);
    expect(seen.closed).toBe(2);
  });

  it('shows how a real record would look', async () => {
    const { sync, clock, heard } = played();
    sync.hear({ kind: 'preview', call: 3, settings: target('a').settings, of: 'part', part: null });
    await clock.advance(10);
    const [seen] = heard('previewed');
    expect(seen).toMatchObject({ call: 3, problem: null, expression: 'part' });
    expect(seen?.messages).toHaveLength(1);
  });

  it('brings questions to the target that is asked, and why there is no answer', async () => {
    const { sync, clock, heard, link, targets } = played();
    await targets(target('a'));
    const ask = (call: number, name: string): void =>
      sync.hear({ kind: 'ask', call, target: idOf(name), serial: 'SN-1', recipe: 'boards', timeoutMs: 1000 });
    ask(1, 'a');
    await clock.advance(10);
    link.trouble = new TargetTrouble('away', 'nobody listens');
    ask(2, 'a');
    ask(3, 'gone');
    await clock.advance(10);
    expect(heard('asked').toSorted((a, b) => a.call - b.call)).toMatchObject([
      { call: 1, answer: { isReleased: true, workOrder: 'WO-7' }, problem: null },
      { call: 2, answer: null, problem: 'nobody listens' },
      { call: 3, answer: null, problem: expect.stringContaining('not there') },
    ]);
  });
});
