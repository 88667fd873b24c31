import { describe, expect, it } from 'vitest';
import type { PartSummary } from '../../../main/api/slices/live.ts';
import { withHello, withParts, withSnapshotParts } from '../../../renderer/live/live-feed.ts';
import { createLiveStore, type Hello } from '../../../renderer/live/live-store.ts';
import { livePart } from '../../support/live-parts.ts';

const hello = (runId: string): Hello => ({
  station: 'Line 3',
  version: '0.1.0',
  language: 'en',
  timeZone: 'Europe/Berlin',
  runId,
  demo: true,
});
const empty = createLiveStore().get();
const withAll = (parts: readonly PartSummary[]) => withParts(withHello(empty, hello('run-1')), parts, 0);

describe('what the station tells the screen', () => {
  it('passes each new part by the verdict panel, and a part that comes again only by the strip', () => {
    const live = withAll([livePart(1, 'pass'), livePart(2, 'fail'), livePart(3, 'pass')]);
    expect(live.held.shown?.trigger).toBe(2);
    expect(live.lastStopped?.trigger).toBe(2);
    const again = withParts(live, [livePart(2, 'fail', { picture: 'p2' })], 10_000);
    expect(again.held.shown?.trigger).toBe(2);
    expect(again.held.sinceMs).toBe(live.held.sinceMs);
    expect(again.parts[1]?.picture).toBe('p2');
  });

  it('keeps everything when the same run is met again after a lost connection', () => {
    const live = withAll([livePart(1, 'fail')]);
    expect(withHello(live, hello('run-1')).parts).toEqual(live.parts);
  });

  it('begins anew when the station was started again: its parts count from 1', () => {
    const live = withHello(withAll([livePart(40, 'fail')]), hello('run-2'));
    expect(live.parts).toEqual([]);
    expect(live.held.shown).toBeNull();
    expect(live.lastStopped).toBeNull();
  });

  it('shows the newest part of a snapshot and names the last stopped one, without holding what is over', () => {
    const live = withSnapshotParts(empty, [livePart(7, 'fail'), livePart(8, 'pass')]);
    expect(live.held.shown?.trigger).toBe(8);
    expect(live.lastStopped?.trigger).toBe(7);
  });
});
