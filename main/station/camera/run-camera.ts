/** One camera, from its configuration to messages at the pipeline's port. Runs in the camera's own thread. */
import type { CameraStatus } from '../../api/slices/health.ts';
import { systemClock } from '../clock.ts';
import { describeGeometry, frameBytes } from '../frame-size.ts';
import { CountedSink } from './frame-counts.ts';
import { FrameNumbers, NumberedSink } from './frame-numbers.ts';
import { RingWriter } from './frame-ring.ts';
import { frameSource } from './frame-source.ts';
import { keepOpen, type LinkState } from './keep-open.ts';
import { type CameraMessage, type CameraWorkerOptions, cameraCommandSchema } from './protocol.ts';

/** Twice a second. */
const statusEveryMs = 500;

export interface RunningCamera {
  /** Closes the camera and the port. Idempotent. */
  stop(): Promise<void>;
}

export function runCamera(options: CameraWorkerOptions): RunningCamera {
  const { port, ring, camera: wanted } = options;
  if (frameBytes(ring.geometry) !== frameBytes(wanted)) {
    throw new Error(`the ring has ${describeGeometry(ring.geometry)} frames, the camera ${describeGeometry(wanted)}`);
  }
  const say = (message: CameraMessage): void => port.postMessage(message);
  const writer = new RingWriter(ring, {
    frame: (frame) => say({ kind: 'frame', frame }),
    lost: (lost) => say({ kind: 'lost', lost }),
  });
  const numbers = new FrameNumbers(writer.lastFrameId);
  const sink = new CountedSink(writer, systemClock);
  let notice: string | null = null;
  let link: LinkState = { state: 'opening' };
  let changedMs = systemClock.monotonicMs();

  const source = frameSource({
    ...options,
    onNotice: (text) => {
      notice = text;
    },
  });
  let stream: () => Readonly<Record<string, number>> = () => ({});

  const report = (): void => {
    const sinceMs = systemClock.monotonicMs() - changedMs;
    const { kind, name } = source;
    const frames = sink.counts(writer.overwritten);
    say({
      kind: 'status',
      status: { kind, name, fps: sink.framesPerSecond(), frames, stream: stream(), ...inWords(link, sinceMs, notice) },
    });
  };
  const camera = keepOpen({
    source,
    sink: new NumberedSink(sink, numbers),
    onState: (state) => {
      if (state.state === 'opening') {
        numbers.restart();
        // What was said of the link before (a trigger while it was away) is no news of this one.
        notice = null;
      }
      link = state;
      changedMs = systemClock.monotonicMs();
      report();
    },
  });
  stream = () => camera.statistics();
  port.on('message', (message: unknown) => {
    cameraCommandSchema.parse(message);
    try {
      camera.softwareTrigger();
    } catch (thrown) {
      // The trigger stays without a frame, which the ledger turns into `missed`; the status says why.
      notice = thrown instanceof Error ? thrown.message : String(thrown);
    }
  });
  const timer = setInterval(report, statusEveryMs);
  return {
    stop: async () => {
      await camera.close();
      clearInterval(timer);
      report();
      port.close();
    },
  };
}

function inWords(
  link: LinkState,
  sinceMs: number,
  notice: string | null,
): Pick<CameraStatus, 'state' | 'detail' | 'remedy' | 'retryInS'> {
  if (link.state !== 'lost' && link.state !== 'fault') {
    return { state: link.state, detail: notice, remedy: null, retryInS: null };
  }
  return {
    state: link.state,
    detail: link.error.message,
    remedy: link.error.remedy ?? null,
    retryInS: Math.max(0, link.retryInMs - sinceMs) / 1000,
  };
}
