import { describe, expect, it } from 'vitest';
import { storeState } from '../../../main/station/pipeline/store-state.ts';
import type { PartRecord } from '../../../main/station/record/record.ts';
import { type FakeEngine, fakeEngine, fakeStore, type Running, running, until } from './running.ts';

interface Line extends Running {
  readonly engine: FakeEngine;
  readonly records: readonly PartRecord[];
  /** The store says how it is, as `compose.ts` passes it on. */
  readonly storeIs: (state: Parameters<typeof storeState>[0]) => void;
}

/** A line that reads ready: a part that comes now is seen, judged and recorded. */
async function readyLine(stopWhenStoreFull = true): Promise<Line> {
  // No deadline is met by luck on a busy machine: what is answered early here is answered by a fault.
  const pipeline = await running({ deadlineMs: 60_000, line: { stopWhenStoreFull, heartbeatMs: 10_000 } });
  const engine = await fakeEngine(pipeline);
  const records = await fakeStore(pipeline);
  const storeIs: Line['storeIs'] = (state) => pipeline.run.receive(storeState(state, stopWhenStoreFull));
  storeIs('ready');
  pipeline.cameraIs('streaming');
  await until(() => pipeline.line.wire().ready);
  return { ...pipeline, engine, records, storeIs };
}

/** One good part, from its frame to its record. */
async function part({ frame, engine, records }: Line): Promise<PartRecord | undefined> {
  const before = records.length;
  frame();
  await until(() => engine.asked.length === 1);
  engine.answer();
  await until(() => records.length > before);
  return records.at(-1);
}

const stops = ({ line }: Line) => line.history().filter(({ kind }) => kind === 'stop').length;

describe('a full disk', () => {
  it('is none: a good part is OK, and recorded', async () => {
    const line = await readyLine();
    expect(await part(line)).toMatchObject({ verdict: 'pass', line: { ok: true, because: 'verdict' } });
    expect(line.line.wire()).toMatchObject({ ready: true, ok: true, trigger: 1 });
  });

  it.each(['full', 'fault'] as const)('makes the line not-OK and stops it, when the store is %s', async (state) => {
    const line = await readyLine();
    await part(line);
    line.storeIs(state);
    expect(line.line.wire()).toEqual({ ready: false, ok: false, trigger: 1, stopReason: 'records cannot be kept' });
  });

  it('makes the line not-OK and lets it go on, where the recipe says so', async () => {
    const line = await readyLine(false);
    line.storeIs('full');
    expect(line.line.wire()).toMatchObject({ ready: false, stopReason: null });
    expect(await part(line)).toMatchObject({ verdict: 'pass', line: { ok: false, because: 'fault' } });
    expect(await part(line)).toMatchObject({ verdict: 'pass', line: { ok: false, because: 'fault' } });
    expect(line.line.wire()).toMatchObject({ ready: false, ok: false, trigger: 2, stopReason: null });
  });

  it('asks for the stop once each time, though the store says so every second', async () => {
    const line = await readyLine();
    for (let second = 0; second < 3; second++) line.storeIs('full');
    expect(stops(line)).toBe(1);
    line.storeIs('ready');
    line.storeIs('full');
    expect(stops(line)).toBe(2);
  });

  it('is over when there is space again: the line reads OK by itself', async () => {
    const line = await readyLine();
    line.storeIs('full');
    line.storeIs('reserve');
    expect(await part(line)).toMatchObject({ verdict: 'pass', line: { ok: true } });
  });

  it.each(['reserve', 'pictures-stopped', 'restarting'] as const)(
    'is not yet there when the store is %s',
    async (state) => {
      const line = await readyLine();
      line.storeIs(state);
      expect(await part(line)).toMatchObject({ line: { ok: true } });
      expect(stops(line)).toBe(0);
    },
  );
});

describe('a part that is open at a fault is answered not-OK at once, long before its deadline,', () => {
  /** Its frame is with the engine. */
  async function openPart(): Promise<Line> {
    const line = await readyLine();
    line.frame();
    await until(() => line.engine.asked.length === 1);
    return line;
  }
  const answered = ({ line }: Line) => line.wire().trigger === 1;

  it('when the disk is full, and stays so though it is judged good afterwards', async () => {
    const line = await openPart();
    line.storeIs('full');
    expect(line.line.wire()).toMatchObject({ ready: false, ok: false, trigger: 1 });
    line.storeIs('ready');
    line.engine.answer();
    await until(() => line.records.length === 1);
    expect(line.records[0]).toMatchObject({ verdict: 'pass', line: { ok: false, because: 'fault' } });
    expect(line.line.history().filter(({ kind }) => kind === 'answer')).toHaveLength(1);
  });

  it('when the engine is lost', async () => {
    const line = await openPart();
    line.engine.die();
    await until(() => line.records.length === 1);
    expect(line.line.wire()).toMatchObject({ ready: false, ok: false, trigger: 1 });
    expect(line.records[0]).toMatchObject({
      verdict: 'review',
      reasons: [{ kind: 'engine-fault' }],
      line: { ok: false, because: 'fault' },
    });
  });

  it('when the camera is lost', async () => {
    const line = await openPart();
    line.cameraIs('lost');
    await until(() => answered(line));
    expect(line.line.wire()).toMatchObject({ ready: false, ok: false });
    line.engine.answer();
    await until(() => line.records.length === 1);
    expect(line.records[0]).toMatchObject({ line: { ok: false, because: 'fault' } });
  });

  it('and when the station stops, which is called so', async () => {
    const line = await openPart();
    line.cameraIs('stopped');
    await until(() => answered(line));
    line.engine.answer();
    await until(() => line.records.length === 1);
    expect(line.records[0]).toMatchObject({ line: { ok: false, because: 'exit' } });
  });
});
