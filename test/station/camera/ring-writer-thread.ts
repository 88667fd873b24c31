/** The writing thread of a test: publishes frames whose bytes are all their number, as fast as it can. */
import { parentPort, workerData } from 'node:worker_threads';
import { type FrameRingMemory, RingWriter } from '../../../main/station/camera/frame-ring.ts';

const { memory, frames } = workerData as { memory: FrameRingMemory; frames: number };
const writer = new RingWriter(memory, {
  frame: (frame) => parentPort?.postMessage({ frame }),
  lost: (lost) => parentPort?.postMessage({ lost }),
});
for (let frameId = 1; frameId <= frames; frameId += 1) {
  const slot = writer.acquire();
  if (!slot) {
    writer.lost(frameId, 'overrun');
    continue;
  }
  slot.bytes.fill(frameId % 256);
  writer.publish(slot, { frameId, deviceTimeNs: null, damage: null });
}
