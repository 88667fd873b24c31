import { expect, it } from 'vitest';
import { SimulatedLine } from '../../../main/station/line/simulated-line.ts';
import { describeLineOutput } from '../../contract/line-output.ts';
import { FakeTime } from './fake-time.ts';

const heartbeatMs = 500;

function simulatedLine(keep = 1000) {
  const time = new FakeTime();
  return { time, line: new SimulatedLine({ clock: time, timers: time, heartbeatMs, keep }) };
}

describeLineOutput('simulated', () => {
  const { time, line } = simulatedLine();
  return Promise.resolve({
    line,
    heartbeatMs,
    wire: () => Promise.resolve({ ready: line.wire().ready, ok: line.wire().ok }),
    answers: () =>
      Promise.resolve(
        line.history().flatMap((event) => (event.kind === 'answer' ? [{ trigger: event.trigger, ok: event.ok }] : [])),
      ),
    stopReason: () => Promise.resolve(line.wire().stopReason),
    elapse: (ms) => Promise.resolve(time.elapse(ms)),
  });
});

it('records every output with its time', async () => {
  const { time, line } = simulatedLine();
  await line.start();
  line.ready(true);
  time.elapse(100);
  line.answer({ trigger: 1, ok: true });
  time.elapse(heartbeatMs);
  await line.close();
  expect(line.history().map(({ kind, atMs }) => [kind, atMs - 1000])).toEqual([
    ['ready', 0],
    ['answer', 100],
    ['heartbeat-lost', heartbeatMs],
    ['not-ready', heartbeatMs],
    ['closed', heartbeatMs + 100],
  ]);
  expect(time.armed).toBe(0);
});

it('restores ready with the next heartbeat after a pause', async () => {
  const { time, line } = simulatedLine();
  await line.start();
  line.ready(true);
  time.elapse(heartbeatMs * 3);
  expect(line.wire().ready).toBe(false);
  line.heartbeat();
  expect(line.wire()).toMatchObject({ ready: true, ok: false });
});

it('forgets the oldest outputs', async () => {
  const { line } = simulatedLine(3);
  await line.start();
  line.ready(true);
  for (let trigger = 1; trigger <= 5; trigger++) line.answer({ trigger, ok: false });
  expect(line.history()).toMatchObject([{ trigger: 3 }, { trigger: 4 }, { trigger: 5 }]);
});
