/** What every line output must do, whatever the wire is made of. */
import { afterEach, describe, expect, it } from 'vitest';
import type { LineOutput } from '../../main/station/ports.ts';

export interface LineUnderTest {
  readonly line: LineOutput;
  /** What the machine reads at its end of the wire, once all that was sent has arrived. */
  wire(): Promise<{ readonly ready: boolean; readonly ok: boolean }>;
  /** All answers that arrived, oldest first. */
  answers(): Promise<readonly { readonly trigger: number; readonly ok: boolean }[]>;
  /** The reason of a stop that was asked for. */
  stopReason(): Promise<string | null>;
  readonly heartbeatMs: number;
  /** Lets time pass, by a fake clock or really. */
  elapse(ms: number): Promise<void>;
  /** Frees what the test has set up. */
  end?(): Promise<void>;
}

const notOk = { ready: false, ok: false };

export function describeLineOutput(name: string, make: () => Promise<LineUnderTest>): void {
  describe(`line output: ${name}`, () => {
    const used: LineUnderTest[] = [];
    async function startedLine(): Promise<LineUnderTest> {
      const made = await make();
      used.push(made);
      await made.line.start();
      return made;
    }
    async function readyLine(): Promise<LineUnderTest> {
      const made = await startedLine();
      made.line.ready(true);
      return made;
    }
    afterEach(async () => {
      for (const { line, end } of used.splice(0)) {
        await line.close();
        await end?.();
      }
    });

    it('reads not-OK before the station is ready', async () => {
      const { line, wire } = await startedLine();
      expect(await wire()).toEqual(notOk);
      expect(line.state()).toBe('not-ready');
    });

    it('is ready when the station is, and still not-OK without a part', async () => {
      const { line, wire } = await readyLine();
      expect(await wire()).toEqual({ ready: true, ok: false });
      expect(line.state()).toBe('ready');
    });

    it('says OK for a part with its id, and not-OK with the next one', async () => {
      const { line, wire, answers } = await readyLine();
      line.answer({ trigger: 7, ok: true });
      expect(await wire()).toEqual({ ready: true, ok: true });
      line.answer({ trigger: 8, ok: false });
      expect(await wire()).toEqual({ ready: true, ok: false });
      expect(await answers()).toEqual([
        { trigger: 7, ok: true },
        { trigger: 8, ok: false },
      ]);
    });

    it('never says OK while it is not ready', async () => {
      const { line, wire, answers } = await startedLine();
      line.answer({ trigger: 1, ok: true });
      expect((await wire()).ok).toBe(false);
      expect((await answers()).filter((answer) => answer.ok)).toEqual([]);
    });

    it('takes an OK back when the station cannot judge any more', async () => {
      const { line, wire } = await readyLine();
      line.answer({ trigger: 1, ok: true });
      line.ready(false);
      expect(await wire()).toEqual(notOk);
      expect(line.state()).toBe('not-ready');
    });

    it('drops ready by itself when nobody beats in time', async () => {
      const { line, wire, elapse, heartbeatMs } = await readyLine();
      line.answer({ trigger: 1, ok: true });
      await elapse(heartbeatMs * 2);
      expect(await wire()).toEqual(notOk);
      expect(line.state()).not.toBe('ready');
    });

    it('stays ready while it is called in time', async () => {
      const { line, wire, elapse, heartbeatMs } = await readyLine();
      for (let i = 0; i < 6; i++) {
        await elapse(heartbeatMs / 2);
        line.heartbeat();
      }
      expect((await wire()).ready).toBe(true);
    });

    it('is ready again after a lost heartbeat, without the old OK', async () => {
      const { line, wire, elapse, heartbeatMs } = await readyLine();
      line.answer({ trigger: 1, ok: true });
      await elapse(heartbeatMs * 2);
      line.ready(true);
      expect(await wire()).toEqual({ ready: true, ok: false });
    });

    it('asks the machine to stop, with the reason', async () => {
      const { line, stopReason } = await readyLine();
      expect(await stopReason()).toBeNull();
      line.stopLine('the disk is full');
      expect(await stopReason()).toBe('the disk is full');
    });

    it('sends not-OK when it closes, once, and says nothing afterwards', async () => {
      const { line, wire, answers } = await readyLine();
      line.answer({ trigger: 1, ok: true });
      await line.close();
      await line.close();
      line.ready(true);
      line.heartbeat();
      line.answer({ trigger: 2, ok: true });
      expect(await wire()).toEqual(notOk);
      expect((await answers()).map((answer) => answer.trigger)).toEqual([1]);
      expect(line.state()).not.toBe('ready');
    });
  });
}
