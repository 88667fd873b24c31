/**
 * Answers frames over the link, one at a time, in the order they come.
 *
 * Inputs are read from the frame file (or the socket) straight into buffers that the input tensors wrap. In steady state
 * nothing is allocated for a frame but ONNX Runtime's own outputs.
 */
import type { Server } from 'node:net';
import { StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import type { Bundle } from '../station/inference/bundle.ts';
import { FrameFileReader } from '../station/inference/frame-file.ts';
import { toEngineSchema } from '../station/inference/protocol.ts';
import { type Endpoint, type Link, listenLink } from '../station/link/link.ts';
import { problemOfOutputs } from './outputs.ts';
import type { ModelRun, ModelSession } from './session.ts';

export interface ServeOptions {
  readonly endpoint: Endpoint;
  readonly bundle: Bundle;
  readonly session: ModelSession;
  /** Called before each frame is run, with its number from 1: where tests hang or kill the process. */
  readonly beforeFrame?: ((frame: number) => void) | undefined;
}

interface Job {
  readonly link: Link;
  readonly id: number;
  /** The input, or the slot of the frame file that holds it until it is answered. */
  readonly input: Uint8Array | null;
  readonly slot: number | undefined;
  readonly frames: FrameFileReader | null;
}

/** Buffers that wait to be used again; more than can be in flight are not kept. */
const keptBuffers = 4;

export function serveFrames(options: ServeOptions): Promise<Server> {
  const { bundle, session } = options;
  const inputs: Uint8Array[] = [];
  const answers: Float32Array[] = [];
  const queue: Job[] = [];
  const answerLength = bundle.mapLength + bundle.boxesLength + session.featuresLength;
  let isRunning = false;
  let frames = 0;

  const payloadBuffer = (length: number): Uint8Array =>
    (length === bundle.inputBytes ? inputs.pop() : undefined) ?? new Uint8Array(length);

  return listenLink(options.endpoint, accept, { payloadBuffer });

  function accept(link: Link): void {
    let frames: FrameFileReader | null = null;
    link.onClose(() => frames?.close());
    link.onMessage((meta, payload) => {
      const message = toEngineSchema.safeParse(meta);
      // Only the pipeline knows the secret; one that speaks otherwise is of another version.
      if (!message.success) link.close();
      else if (message.data.kind === 'frames') {
        frames = new FrameFileReader(message.data.path);
        link.send({ kind: 'frames-open' });
      } else {
        const { id, slot } = message.data;
        queue.push({ link, id, input: payload, slot, frames });
        if (!isRunning) void work();
      }
    });
  }

  async function work(): Promise<void> {
    isRunning = true;
    for (let job = queue.shift(); job; job = queue.shift()) await answer(job);
    isRunning = false;
  }

  /** @throws StationError when the slot does not hold a whole frame, Error when the pipeline has gone meanwhile. */
  function inputOf({ input, slot, frames }: Job): Uint8Array {
    if (slot !== undefined && frames) {
      const read = payloadBuffer(bundle.inputBytes);
      frames.read(slot, read);
      return read;
    }
    if (input?.length === bundle.inputBytes) return input;
    throw new StationError(
      'bad-input',
      `the engine got ${input?.length ?? 0} bytes, one input has ${bundle.inputBytes}`,
    );
  }

  async function answer(job: Job): Promise<void> {
    const { link, id } = job;
    const refuse = (detail: string): void => link.send({ kind: 'answer', id, ok: false, detail });
    try {
      const input = inputOf(job);
      options.beforeFrame?.(++frames);
      await run(link, id, input, refuse);
      if (inputs.length < keptBuffers) inputs.push(input);
    } catch (thrown) {
      refuse(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  async function run(link: Link, id: number, input: Uint8Array, refuse: (detail: string) => void): Promise<void> {
    try {
      const outputs = await session.run(input);
      const problem = problemOfOutputs(outputs);
      if (problem) refuse(problem);
      else sendAnswer(link, id, outputs);
    } catch (thrown) {
      refuse(say('onnxFailed', { why: thrown instanceof Error ? thrown.message : String(thrown) }));
    }
  }

  function sendAnswer(link: Link, id: number, { map, boxes, features, runMs }: ModelRun): void {
    const floats = answers.pop() ?? new Float32Array(answerLength);
    floats.set(map, 0);
    floats.set(boxes, map.length);
    floats.set(features, map.length + boxes.length);
    const lengths = { mapLength: map.length, boxesLength: boxes.length, featuresLength: features.length };
    const meta = { kind: 'answer', id, ok: true, runMs, ...lengths };
    link.send(meta, new Uint8Array(floats.buffer), () => {
      if (answers.length < keptBuffers) answers.push(floats);
    });
  }
}
