import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import type { Child } from '../../../main/process/spawn.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import type { TargetReport, ToSync } from '../../../main/station/sync/protocol.ts';
import { SyncChild } from '../../../main/station/sync/sync-child.ts';
import { idOf } from '../../support/messages.ts';

const settings = targetSettingsSchema.parse({ connection: { kind: 'https', url: 'https://mes.example/v1' } });
const mes = { id: idOf('mes'), name: 'MES', settings, isPaused: false, createdAt: 0, secrets: { token: 't' } };
const endpoint = { path: '/store', secret: 's' };

/** Stands for the process: a test says what it says, and sees what it was told. */
class PlayedChild implements Child {
  readonly pid = 4711;
  readonly told: (ToSync | { start: unknown })[] = [];
  private listener: (message: unknown) => void = () => undefined;
  private onGone: (how: string) => void = () => undefined;
  send(message: unknown): void {
    this.told.push(message as ToSync);
    if ((message as { kind?: string }).kind === 'stop') queueMicrotask(() => this.end('exit code 0'));
  }
  onMessage(listener: (message: unknown) => void): void {
    this.listener = listener;
  }
  onExit(listener: (how: string) => void): void {
    this.onGone = listener;
  }
  kill(): void {
    this.end('killed by SIGKILL');
  }
  say(message: unknown): void {
    this.listener(message);
  }
  end(how: string): void {
    this.onGone(how);
  }
  of<K extends ToSync['kind']>(kind: K): Extract<ToSync, { kind: K }>[] {
    return this.told.filter(
      (message): message is Extract<ToSync, { kind: K }> => 'kind' in message && message.kind === kind,
    );
  }
}

function played() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const children: PlayedChild[] = [];
  const seen = { reports: [] as (readonly TargetReport[])[], troubles: [] as (string | null)[], log: [] as string[] };
  const child = new SyncChild({
    spawner: (name) => {
      expect(name).toBe('sync');
      const made = new PlayedChild();
      children.push(made);
      return made;
    },
    start: { station: { id: idOf('station'), name: 'Station 1', version: '0.1.0' }, dataDir: '/data' },
    log: { ...silentLog, warn: (text) => seen.log.push(text), error: (text) => seen.log.push(text) },
    onReports: (reports) => seen.reports.push(reports),
    onTrouble: (trouble) => seen.troubles.push(trouble),
  });
  onTestFinished(() => child.stop());
  const process = (): PlayedChild => children.at(-1) ?? expect.unreachable('no process was started');
  return { child, children, process, seen };
}

describe('the station’s end of the sync process', () => {
  it('starts none before there is a target', () => {
    const { child, children } = played();
    child.storeListens(endpoint);
    child.targetsAre([]);
    expect(children).toEqual([]);
    child.targetsAre([mes]);
    expect(children).toHaveLength(1);
  });

  it('tells each new process where the store listens and which targets there are', () => {
    const { child, children, process } = played();
    child.storeListens(endpoint);
    child.targetsAre([mes]);
    expect(process().told).toHaveLength(1);
    process().say({ kind: 'ready' });
    expect(process().of('store')).toEqual([{ kind: 'store', endpoint }]);
    expect(process().of('targets')).toEqual([{ kind: 'targets', targets: [mes] }]);
    process().end('killed by SIGSEGV');
    vi.advanceTimersByTime(5_000);
    expect(children).toHaveLength(2);
    process().say({ kind: 'ready' });
    expect(process().of('targets')).toHaveLength(1);
  });

  it('passes reports on, and what is unknown into the log', () => {
    const { child, process, seen } = played();
    child.targetsAre([mes]);
    process().say({ kind: 'ready' });
    process().say({ kind: 'status', targets: [] });
    process().say({ kind: 'status', targets: 'many' });
    process().say({ kind: 'problem', text: 'the store is not reached' });
    expect(seen.reports).toEqual([[]]);
    expect(seen.log).toEqual(['the sync process said something unknown', 'sync: the store is not reached']);
  });

  it('says while the process is no good, and that it is well again', () => {
    const { child, process, seen } = played();
    child.targetsAre([mes]);
    process().say({ kind: 'ready' });
    process().end('killed by SIGKILL');
    vi.advanceTimersByTime(5_000);
    process().say({ kind: 'ready' });
    expect(seen.troubles.some((trouble) => trouble !== null)).toBe(true);
    expect(seen.troubles.at(-1)).toBeNull();
  });

  it('brings each answer to its question', async () => {
    const { child, process } = played();
    child.targetsAre([mes]);
    process().say({ kind: 'ready' });
    const ask = (serial: string) => child.ask({ target: mes.id, serial, recipe: 'boards', timeoutMs: 1000 });
    const [first, second] = [ask('A'), ask('B')];
    const [a, b] = process().of('ask');
    const answer = { isReleased: true, reason: null, workOrder: null, recipe: null };
    process().say({ kind: 'asked', call: b?.call, answer: null, problem: 'nobody listens', tookMs: 7 });
    process().say({ kind: 'asked', call: a?.call, answer, problem: null, tookMs: 9 });
    expect(await first).toEqual({ outcome: 'answered', answer, tookMs: 9 });
    expect(await second).toEqual({ outcome: 'no-answer', why: 'nobody listens', tookMs: 7 });
  });

  it('does not let a question wait for a process that is being started, or that ended', async () => {
    const { child, process } = played();
    const question = { target: mes.id, serial: 'A', recipe: 'boards', timeoutMs: 1000 };
    expect(await child.ask(question)).toMatchObject({ outcome: 'no-answer' });
    child.targetsAre([mes]);
    process().say({ kind: 'ready' });
    const asked = child.ask(question);
    process().end('killed by SIGKILL');
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('finds the expression that is none among those of a target, before it is kept', async () => {
    const { child, process } = played();
    child.targetsAre([mes]);
    process().say({ kind: 'ready' });
    const given = { ...settings, mapping: { part: 'part.id', event: 'event.(', segment: null } };
    const found = child.unreadable(given);
    const answer = (call: number, isReadable: boolean): void => {
      const said = { document: null, messages: [], problem: isReadable ? null : 'a slip', expression: 'x', isReadable };
      process().say({ kind: 'previewed', call, ...said });
    };
    answer(1, true);
    await vi.advanceTimersByTimeAsync(0);
    answer(2, false);
    expect(await found).toEqual({ kind: 'event', problem: 'a slip' });
    expect(
      process()
        .of('preview')
        .map(({ of }) => of),
    ).toEqual(['part', 'event']);
  });

  it('starts a process for a test of the first target of all, and gives up one that is never answered', async () => {
    const { child, children, process } = played();
    const tried = child.test({ id: mes.id, settings, secrets: {} });
    expect(children).toHaveLength(1);
    process().say({ kind: 'ready' });
    await vi.advanceTimersByTimeAsync(200);
    expect(process().of('test')).toHaveLength(1);
    process().say({ kind: 'tested', call: 1, isOk: true, text: 'it answers', remedy: null, tookMs: 3 });
    expect(await tried).toEqual({ isOk: true, text: 'it answers', remedy: null, tookMs: 3 });
    const silent = expect(child.preview({ settings, of: 'part', part: null })).rejects.toMatchObject({
      code: 'timeout',
    });
    for (let second = 0; second < 12; second += 1) {
      process().say({ kind: 'status', targets: [] });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await silent;
  });
});
