import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Connection, connectionPair } from '../../../main/api/connection.ts';
import { retryPauseMs } from '../../../renderer/connection/retry-pause.ts';
import { type LinkState, linkToStation, type StationClient } from '../../../renderer/connection/station-link.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function station() {
  const states: LinkState[] = [];
  const clients: StationClient[] = [];
  const ends: Connection[] = [];
  const world = { isThere: true, isRefusing: false };
  const link = linkToStation({
    open: () => {
      if (!world.isThere) return Promise.reject(new Error('nobody there'));
      const [here, there] = connectionPair();
      ends.push(there);
      return Promise.resolve(here);
    },
    isRefused: () => Promise.resolve(world.isRefusing),
    onState: (state) => states.push(state),
    onClient: (client) => clients.push(client),
    random: () => 1,
  });
  return { link, states, clients, ends, world, kinds: () => states.map((state) => state.kind) };
}

describe('the link to the station', () => {
  it('hands out a client once it is connected', async () => {
    const { clients, kinds } = station();
    await vi.advanceTimersByTimeAsync(0);
    expect(kinds()).toEqual(['connecting', 'connected']);
    expect(clients).toHaveLength(1);
  });

  it('notices the end of a connection and opens a new one with a fresh client', async () => {
    const { clients, ends, kinds } = station();
    await vi.advanceTimersByTimeAsync(0);
    ends[0]?.close();
    await vi.advanceTimersByTimeAsync(300);
    expect(kinds()).toEqual(['connecting', 'connected', 'lost', 'connected']);
    expect(clients).toHaveLength(2);
  });

  it('pauses longer and longer, and remembers since when it is lost', async () => {
    const { states, ends, world } = station();
    await vi.advanceTimersByTimeAsync(0);
    world.isThere = false;
    ends[0]?.close();
    await vi.advanceTimersByTimeAsync(60_000);
    const lost = states.filter((state) => state.kind === 'lost');
    const [first, second] = lost;
    expect(lost.length).toBeGreaterThan(5);
    expect(lost.length).toBeLessThan(25);
    expect(second?.sinceMs).toBe(first?.sinceMs);
    world.isThere = true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(states.at(-1)?.kind).toBe('connected');
  });

  it('says when the station is there and does not let this browser in', async () => {
    const { states, ends, world } = station();
    await vi.advanceTimersByTimeAsync(0);
    Object.assign(world, { isThere: false, isRefusing: true });
    ends[0]?.close();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(states.at(-1)?.kind).toBe('refused');
  });

  it('takes a connection that is over already for none', async () => {
    const kinds: string[] = [];
    const [here] = connectionPair();
    here.close();
    const link = linkToStation({
      open: () => Promise.resolve(here),
      isRefused: () => Promise.resolve(false),
      onState: (state) => kinds.push(state.kind),
      onClient: () => kinds.push('client'),
    });
    await vi.advanceTimersByTimeAsync(2_000);
    link.close();
    expect(new Set(kinds)).toEqual(new Set(['connecting', 'lost']));
  });

  it('gives up a connection that has gone silent', async () => {
    const { link, clients } = station();
    await vi.advanceTimersByTimeAsync(0);
    link.renew();
    await vi.advanceTimersByTimeAsync(300);
    expect(clients).toHaveLength(2);
  });

  it('stays closed once it is closed', async () => {
    const { link, ends, kinds } = station();
    await vi.advanceTimersByTimeAsync(0);
    link.close();
    ends[0]?.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kinds()).toEqual(['connecting', 'connected']);
  });
});

describe('the pause before the next try', () => {
  it('grows to five seconds and keeps screens apart', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 50].map((attempt) => retryPauseMs(attempt, 1));
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(retryPauseMs(3, 0)).toBeLessThan(retryPauseMs(3, 1));
  });
});
