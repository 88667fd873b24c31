/** What every camera must do, whatever it is made of. Replay, GenICam and UVC run these same cases. */
import { describe, expect, it } from 'vitest';
import { StationError } from '../../main/api/errors.ts';
import type { FrameGeometry } from '../../main/station/flow.ts';
import { frameBytes } from '../../main/station/frame-size.ts';
import type { FrameSource } from '../../main/station/ports.ts';
import { frameCollector } from '../support/frame-collector.ts';

export interface FrameSourceCase {
  readonly geometry: FrameGeometry;
  /** A camera that runs free, at 20 frames a second or more. Called anew for each case. */
  readonly healthy: () => FrameSource;
  /** A camera that cannot be opened. */
  readonly broken: () => FrameSource;
}

export function describeFrameSource(name: string, { geometry, healthy, broken }: FrameSourceCase): void {
  describe(`${name} as a frame source`, () => {
    it('delivers whole frames of its geometry, numbered without a gap, on the monotonic clock', async () => {
      const collector = frameCollector(geometry);
      const camera = await healthy().open(collector.writer);
      await collector.until(() => collector.frames.length >= 6);
      await camera.close();
      expect(camera.geometry).toEqual(geometry);
      const first = collector.frames[0]?.frameId ?? 0;
      expect(collector.frames.map(({ frameId }) => frameId)).toEqual(collector.frames.map((_, index) => first + index));
      for (const frame of collector.frames) {
        expect(frame.bytes?.length).toBe(frameBytes(geometry));
        expect(frame.damage).toBeNull();
      }
      const times = collector.frames.map(({ completeMs }) => completeMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    });

    it('delivers pictures, not empty slots', async () => {
      const collector = frameCollector(geometry);
      const camera = await healthy().open(collector.writer);
      await collector.until(() => collector.frames.length >= 2);
      await camera.close();
      expect(collector.frames.at(-1)?.bytes?.some((byte) => byte !== 0)).toBe(true);
    });

    it('overwrites the oldest frames, counted, while nobody claims any', async () => {
      const collector = frameCollector(geometry, { slots: 3, isClaiming: false });
      const camera = await healthy().open(collector.writer);
      await collector.until(() => collector.frames.length >= 7);
      await camera.close();
      expect(collector.writer.overwritten).toBeGreaterThanOrEqual(collector.frames.length - 3);
      expect(collector.lost).toEqual([]);
    });

    it('tells a frame as overrun when every slot is claimed, and goes on when one is free again', async () => {
      const collector = frameCollector(geometry, { slots: 2, isClaiming: false });
      const camera = await healthy().open(collector.writer);
      await collector.until(() => collector.frames.length >= 2);
      const held = collector.frames.filter(({ slot, frameId }) => collector.reader.claim(slot, frameId) !== null);
      const before = collector.frames.length;
      await collector.until(() => held.length < 2 || collector.lost.length >= 2);
      for (const { slot } of held) collector.reader.release(slot);
      await collector.until(() => collector.frames.length > before);
      await camera.close();
      expect(collector.lost.every(({ why }) => why === 'overrun')).toBe(true);
    });

    it('ends as closed, however often it is closed, and delivers nothing after that', async () => {
      const collector = frameCollector(geometry);
      const camera = await healthy().open(collector.writer);
      await collector.until(() => collector.frames.length >= 1);
      await Promise.all([camera.close(), camera.close()]);
      expect(await camera.finished).toBe('closed');
      const count = collector.frames.length;
      await camera.close();
      await new Promise((resolve) => setTimeout(resolve, 120));
      expect(collector.frames.length).toBe(count);
    });

    it('opens again after it was closed', async () => {
      const collector = frameCollector(geometry);
      const source = healthy();
      for (const round of [1, 2]) {
        const camera = await source.open(collector.writer);
        await collector.until(() => collector.frames.length >= 2 * round);
        await camera.close();
        expect(await camera.finished).toBe('closed');
      }
    });

    it('refuses a software trigger while it runs free', async () => {
      const camera = await healthy().open(frameCollector(geometry).writer);
      expect(() => camera.softwareTrigger()).toThrow(StationError);
      await camera.close();
    });

    it('counts in numbers', async () => {
      const collector = frameCollector(geometry);
      const camera = await healthy().open(collector.writer);
      await collector.until(() => collector.frames.length >= 2);
      const statistics = camera.statistics();
      await camera.close();
      expect(Object.keys(statistics).length).toBeGreaterThan(0);
      expect(Object.values(statistics).every(Number.isFinite)).toBe(true);
    });

    it('says what is wrong and what to do when it cannot be opened', async () => {
      const thrown = await broken()
        .open(frameCollector(geometry).writer)
        .then(() => null)
        .catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(StationError);
      expect((thrown as StationError).remedy).toBeTruthy();
    });
  });
}
