/** A ring with a listener that keeps what came: the pipeline's place in camera tests. */
import { allocateFrameRing, RingReader, RingWriter } from '../../main/station/camera/frame-ring.ts';
import type { CapturedFrame, FrameGeometry, LostFrame } from '../../main/station/flow.ts';

export interface CollectedFrame extends CapturedFrame {
  /** A copy; null when nothing was claimed. */
  readonly bytes: Uint8Array | null;
}

export function frameCollector(geometry: FrameGeometry, options: { slots?: number; isClaiming?: boolean } = {}) {
  const { slots = 8, isClaiming = true } = options;
  const memory = allocateFrameRing(geometry, slots);
  const reader = new RingReader(memory);
  const frames: CollectedFrame[] = [];
  const lost: LostFrame[] = [];
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  const writer = new RingWriter(memory, {
    frame: (frame) => {
      const bytes = isClaiming ? reader.claim(frame.slot, frame.frameId) : null;
      frames.push({ ...frame, bytes: bytes ? Uint8Array.from(bytes) : null });
      if (bytes) reader.release(frame.slot);
      wake();
    },
    lost: (frame) => {
      lost.push(frame);
      wake();
    },
  });
  /** Resolves when the condition holds; asked again whenever a frame comes or is lost. */
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { memory, reader, writer, frames, lost, until };
}
export type FrameCollector = ReturnType<typeof frameCollector>;
