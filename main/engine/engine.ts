/**
 * The engine process: one bundle, one ONNX Runtime session. To change the model, change the process.
 *
 * start -> (status …) -> ready, or fault and exit code 1; a task instead: start -> (progress …) -> done. One that stands
 * by: prepare -> prepared, and start -> ready when it takes over. It leaves when it is told to stop and when its host is
 * gone.
 */
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { describeIssues, StationError, toWireError } from '../api/errors.ts';
import { parentChannel, startMessageSchema } from '../process/parent.ts';
import { engineTaskSchema } from '../station/inference/engine-tasks.ts';
import {
  type EngineStart,
  enginePrepareSchema,
  engineStartSchema,
  engineStopSchema,
} from '../station/inference/protocol.ts';
import { type PreparedEngine, prepareEngine } from './prepare.ts';
import { probeStartSchema, runProbe } from './probe.ts';
import { runTask } from './run-task.ts';
import { serveFrames } from './serve.ts';

const entry = fileURLToPath(import.meta.url);
const channel = parentChannel(() => process.exit(0));
/** Of an engine that stands by: everything up to its first frame is done. */
let ahead: Promise<PreparedEngine> | null = null;

channel.onMessage((message) => {
  if (engineStopSchema.safeParse(message).success) process.exit(0);
  const prepare = enginePrepareSchema.safeParse(message);
  const started = startMessageSchema.safeParse(message);
  if (prepare.success) guard(() => standBy(prepare.data.prepare));
  else if (started.success) guard(() => start(started.data.start));
});

async function standBy(start: EngineStart): Promise<void> {
  ahead = prepare(start);
  await ahead;
  channel.send({ kind: 'prepared' });
}

async function prepare(start: EngineStart): Promise<PreparedEngine> {
  const prepared = await prepareEngine({ start, entry, say: (detail) => channel.send({ kind: 'status', detail }) });
  // Its end may be a kill, which keeps nothing. The Node of older Electrons has no such cache.
  nodeModule.flushCompileCache?.();
  return prepared;
}

/** Serves frames, or does one of the tasks that end with their result. */
async function start(options: unknown): Promise<void> {
  const probe = z.object({ probe: probeStartSchema }).safeParse(options);
  if (probe.success) {
    channel.send({ kind: 'probed', outcome: await runProbe(probe.data.probe) });
    return;
  }
  const task = engineTaskSchema.safeParse(options);
  if (task.success) {
    await runTask(task.data.task, { entry, send: (message) => channel.send(message) });
    return;
  }
  const parsed = engineStartSchema.safeParse(options);
  if (!parsed.success)
    throw new StationError('bad-input', `the engine's start message: ${describeIssues(parsed.error)}`);
  const { endpoint, faults } = parsed.data;
  const { bundle, session, ready } = await (ahead ?? prepare(parsed.data));
  await serveFrames({ endpoint, bundle, session, beforeFrame: faults && injectFault(faults) });
  channel.send(ready);
}

function injectFault(faults: NonNullable<EngineStart['faults']>): (frame: number) => void {
  return (frame) => {
    if (frame === faults.crashAtFrame) process.kill(process.pid, 'SIGKILL');
    // As a native call that never returns: the whole process stands still, without using a core.
    if (frame === faults.hangAtFrame) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
}

/** What goes wrong before or beside the frames ends the process; the host hears why first. */
function guard(work: () => Promise<void>): void {
  work().catch((thrown: unknown) => {
    const { message, remedy } = toWireError(thrown);
    channel.send({ kind: 'fault', message, remedy: remedy ?? null });
    // The message must leave before the process does, and neither host says when it has.
    setTimeout(() => process.exit(1), 100);
  });
}
