import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateFrameRing, RingReader, RingWriter } from '../../../main/station/camera/frame-ring.ts';
import type { CapturedFrame, FrameGeometry, LostFrame } from '../../../main/station/flow.ts';
import type { SlotBuffer } from '../../../main/station/ports.ts';

const tiny: FrameGeometry = { width: 16, height: 16, pixelFormat: 'Mono8' };

function ring(slots: number) {
  const memory = allocateFrameRing(tiny, slots);
  const frames: CapturedFrame[] = [];
  const lost: LostFrame[] = [];
  const writer = new RingWriter(memory, { frame: (frame) => frames.push(frame), lost: (frame) => lost.push(frame) });
  return { memory, frames, lost, writer, reader: new RingReader(memory) };
}

function publish(writer: RingWriter, frameId: number): boolean {
  const slot = writer.acquire();
  if (!slot) return false;
  slot.bytes.fill(frameId);
  writer.publish(slot, { frameId, deviceTimeNs: null, damage: null });
  return true;
}

describe('the frame ring', () => {
  it('hands a published frame to the reader, byte for byte, and takes the slot back', () => {
    const { writer, reader, frames } = ring(2);
    publish(writer, 1);
    const frame = frames[0];
    expect(frame).toMatchObject({ frameId: 1, damage: null, truth: null });
    const bytes = reader.claim(frame?.slot ?? -1, 1);
    expect(bytes).toEqual(new Uint8Array(256).fill(1));
    reader.release(frame?.slot ?? -1);
    expect(writer.acquire()).not.toBeNull();
  });

  it('overwrites the oldest frame that nobody claimed, and counts it', () => {
    const { writer, reader, frames } = ring(3);
    for (const id of [1, 2, 3, 4]) publish(writer, id);
    expect(writer.overwritten).toBe(1);
    const [first, second, , fourth] = frames;
    expect(fourth?.slot).toBe(first?.slot);
    expect(reader.claim(first?.slot ?? -1, 1)).toBeNull();
    expect(reader.claim(second?.slot ?? -1, 2)?.[0]).toBe(2);
    expect(reader.claim(fourth?.slot ?? -1, 4)?.[0]).toBe(4);
  });

  it('has no slot while the pipeline holds all of them', () => {
    const { writer, reader, frames } = ring(2);
    publish(writer, 1);
    publish(writer, 2);
    for (const frame of frames) reader.claim(frame.slot, frame.frameId);
    expect(writer.acquire()).toBeNull();
    expect(writer.overwritten).toBe(0);
  });

  it('frees what a dead writer left half written and goes on with its numbers', () => {
    const { memory, writer } = ring(2);
    publish(writer, 41);
    writer.acquire();
    const successor = new RingWriter(memory, { frame: () => undefined, lost: () => undefined });
    expect(successor.lastFrameId).toBe(41);
    expect(successor.acquire()).not.toBeNull();
    expect(successor.overwritten).toBe(0);
  });

  it('never writes a claimed slot, and every frame is claimed, waiting, overwritten or refused', () => {
    const step = fc.constantFrom('acquire', 'publish', 'giveBack', 'claim', 'release');
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.array(step, { maxLength: 200 }), (slots, steps) => {
        const { writer, reader, frames } = ring(slots);
        const held = new Map<number, { bytes: Uint8Array; frameId: number }>();
        let open: SlotBuffer | null = null;
        let told = 0;
        let claims = 0;
        let stale = 0;
        let id = 0;
        for (const name of steps) {
          if (name === 'acquire' && !open) {
            open = writer.acquire();
            if (open) expect(held.has(open.index)).toBe(false);
            else expect(held.size).toBe(slots);
          } else if (name === 'publish' && open) {
            id += 1;
            open.bytes.fill(id);
            writer.publish(open, { frameId: id, deviceTimeNs: null, damage: null });
            open = null;
          } else if (name === 'giveBack' && open) {
            writer.release(open);
            open = null;
          } else if (name === 'claim' && told < frames.length) {
            const frame = frames[told];
            told += 1;
            if (!frame) continue;
            const bytes = reader.claim(frame.slot, frame.frameId);
            if (bytes) {
              claims += 1;
              held.set(frame.slot, { bytes, frameId: frame.frameId });
            } else stale += 1;
          } else if (name === 'release') {
            const slot = held.keys().next().value;
            if (slot !== undefined) {
              held.delete(slot);
              reader.release(slot);
            }
          }
          for (const { bytes, frameId } of held.values()) expect(bytes.every((b) => b === frameId % 256)).toBe(true);
        }
        const waiting = frames.slice(told).filter((frame) => reader.claim(frame.slot, frame.frameId) !== null).length;
        expect(claims + waiting + writer.overwritten).toBe(frames.length);
        expect(stale).toBeLessThanOrEqual(writer.overwritten);
      }),
    );
  });

  it('keeps pictures whole between two real threads that do not wait for each other', async () => {
    const memory = allocateFrameRing({ width: 256, height: 256, pixelFormat: 'Mono8' }, 4);
    const reader = new RingReader(memory);
    const frames = 3000;
    const writer = new Worker(new URL('./ring-writer-thread.ts', import.meta.url), { workerData: { memory, frames } });
    let claimed = 0;
    let missed = 0;
    let lost = 0;
    await new Promise<void>((resolve, reject) => {
      writer.on('error', reject);
      writer.on('exit', () => resolve());
      writer.on('message', (message: { frame?: CapturedFrame; lost?: LostFrame }) => {
        if (message.lost) lost += 1;
        if (!message.frame) return;
        const bytes = reader.claim(message.frame.slot, message.frame.frameId);
        if (!bytes) {
          missed += 1;
          return;
        }
        claimed += 1;
        const expected = message.frame.frameId % 256;
        if (!bytes.every((byte) => byte === expected)) reject(new Error(`frame ${message.frame.frameId} is torn`));
        reader.release(message.frame.slot);
      });
    });
    expect(claimed + missed + lost).toBe(frames);
    expect(missed).toBe(reader.overwritten);
    expect(claimed).toBeGreaterThan(0);
  });
});
