/**
 * Encodes that are asked for, latest-only: for each tag at most one is under way and one, the newest, waits.
 *
 * A tag takes no room once nothing of it is asked, and only so many have room at a time: more than the jobs process can
 * do would only make every picture late.
 */
import type { RawImage } from '../ports.ts';

export interface Encode {
  readonly call: number;
  readonly image: RawImage;
  readonly quality: number;
}

interface Asked extends Encode {
  readonly resolve: (jpeg: Uint8Array | null) => void;
}

interface Lane {
  underWay: Asked | null;
  waiting: Asked | null;
}

export const tagLimit = 16;

export class LatestEncodes {
  private readonly lanes = new Map<string, Lane>();
  private calls = 0;

  /** Tags of which something is asked. */
  get size(): number {
    return this.lanes.size;
  }

  ask(tag: string, image: RawImage, quality: number): Promise<Uint8Array | null> {
    if (!this.lanes.has(tag) && this.lanes.size >= tagLimit) return Promise.resolve(null);
    return new Promise((resolve) => {
      const lane = this.lane(tag);
      lane.waiting?.resolve(null);
      this.calls += 1;
      lane.waiting = { call: this.calls, image, quality, resolve };
    });
  }

  /** What may be sent now; it counts as under way from here on. */
  next(): Encode[] {
    const sendable: Encode[] = [];
    for (const lane of this.lanes.values()) {
      if (lane.underWay || !lane.waiting) continue;
      lane.underWay = lane.waiting;
      lane.waiting = null;
      sendable.push(lane.underWay);
    }
    return sendable;
  }

  answered(call: number, jpeg: Uint8Array | null): void {
    for (const [tag, lane] of this.lanes) {
      if (lane.underWay?.call !== call) continue;
      const { resolve } = lane.underWay;
      lane.underWay = null;
      if (!lane.waiting) this.lanes.delete(tag);
      resolve(jpeg);
    }
  }

  /** The process is away: nobody waits for it, the next picture will do. */
  forget(): void {
    const lanes = [...this.lanes.values()];
    this.lanes.clear();
    for (const { underWay, waiting } of lanes) {
      underWay?.resolve(null);
      waiting?.resolve(null);
    }
  }

  private lane(tag: string): Lane {
    const before = this.lanes.get(tag);
    if (before) return before;
    const lane: Lane = { underWay: null, waiting: null };
    this.lanes.set(tag, lane);
    return lane;
  }
}
