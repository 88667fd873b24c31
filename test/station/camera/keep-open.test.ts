import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ErrorCode, StationError } from '../../../main/api/errors.ts';
import { keepOpen, type LinkState, nextPauseMs } from '../../../main/station/camera/keep-open.ts';
import type { FrameSink, FrameSource, OpenCamera } from '../../../main/station/ports.ts';

/** What one attempt to open does: fail with a code, or stream for some time and then fail, end or go on. */
type Attempt =
  | { readonly fails: ErrorCode }
  | { readonly streamsMs: number; readonly next: ErrorCode | 'ends' | 'goes on' };

const noSink: FrameSink = {
  acquire: () => null,
  publish: () => undefined,
  release: () => undefined,
  lost: () => undefined,
};

/** Runs the attempts against a clock that only moves when something takes time. */
function keep(attempts: readonly Attempt[]) {
  let nowMs = 0;
  const states: LinkState[] = [];
  const pauses: number[] = [];
  let opened = 0;
  let closed = 0;
  const source: FrameSource = {
    kind: 'replay',
    name: 'scripted',
    open: async () => {
      const attempt = attempts[opened];
      opened += 1;
      if (!attempt) throw new StationError('unavailable', 'the script is over');
      if ('fails' in attempt) throw new StationError(attempt.fails, 'cannot be opened', { remedy: 'do this' });
      return scriptedCamera(attempt);
    },
  };
  const scriptedCamera = (attempt: Extract<Attempt, { streamsMs: number }>): OpenCamera => {
    const { promise, resolve, reject } = Promise.withResolvers<'ended' | 'closed'>();
    let isOpen = true;
    setImmediate(() => {
      nowMs += attempt.streamsMs;
      if (attempt.next === 'ends') resolve('ended');
      else if (attempt.next !== 'goes on') reject(new StationError(attempt.next, 'the link broke'));
    });
    return {
      geometry: { width: 16, height: 16, pixelFormat: 'Mono8' },
      finished: promise,
      softwareTrigger: () => undefined,
      statistics: () => ({ opened }),
      close: async () => {
        if (isOpen) closed += 1;
        isOpen = false;
        resolve('closed');
      },
    };
  };
  const kept = keepOpen({
    source,
    sink: noSink,
    onState: (state) => states.push(state),
    clock: { monotonicMs: () => nowMs, wallMs: () => 0 },
    sleep: async (ms) => {
      pauses.push(ms);
      nowMs += ms;
      if (pauses.length >= attempts.length) void kept.close();
    },
  });
  return { kept, states, pauses, counts: () => ({ opened, closed }) };
}

const names = (states: readonly LinkState[]): string[] => states.map(({ state }) => state);

describe('a kept-open camera', () => {
  it('tries a lost link again after pauses that grow from 0.5 s to 10 s', async () => {
    const { kept, pauses, states } = keep(Array.from({ length: 8 }, () => ({ fails: 'unavailable' as const })));
    await kept.done;
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
    expect(names(states).slice(0, 4)).toEqual(['opening', 'lost', 'opening', 'lost']);
  });

  it('begins with the first pause again after a link that held, and not after one that broke at once', async () => {
    const broken = { streamsMs: 100, next: 'connection-lost' as const };
    const held = { streamsMs: 60_000, next: 'connection-lost' as const };
    const { kept, pauses } = keep([broken, broken, broken, held, broken]);
    await kept.done;
    expect(pauses).toEqual([500, 1000, 2000, 500, 1000]);
  });

  it('calls what only a person can put right a fault, with its remedy, and tries it slowly', async () => {
    const { kept, pauses, states } = keep([{ fails: 'bad-input' }, { fails: 'not-found' }]);
    await kept.done;
    expect(pauses).toEqual([10_000, 10_000]);
    expect(states[1]).toMatchObject({ state: 'fault', retryInMs: 10_000 });
    expect(states[1]?.state === 'fault' && states[1].error.remedy).toBe('do this');
  });

  it('streams again after a reconnect, and closes every camera that it opened', async () => {
    const { kept, states, counts } = keep([
      { streamsMs: 1000, next: 'connection-lost' },
      { fails: 'connection-lost' },
      { streamsMs: 1000, next: 'ends' },
    ]);
    await kept.done;
    expect(names(states)).toEqual(['opening', 'streaming', 'lost', 'opening', 'lost', 'opening', 'streaming', 'ended']);
    expect(counts()).toEqual({ opened: 3, closed: 2 });
  });

  it('stops when it is closed while it streams, and when it is closed in a pause', async () => {
    const streaming = keep([{ streamsMs: 0, next: 'goes on' }]);
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([streaming.kept.close(), streaming.kept.close()]);
    expect(names(streaming.states)).toEqual(['opening', 'streaming', 'stopped']);
    const pausing = keep([{ fails: 'unavailable' }]);
    await pausing.kept.done;
    expect(names(pausing.states).at(-1)).toBe('stopped');
  });

  it('refuses a software trigger while the camera is away', async () => {
    const { kept } = keep([{ fails: 'unavailable' }]);
    expect(() => kept.softwareTrigger()).toThrow(StationError);
    await kept.done;
  });

  it('survives any sequence of troubles: every pause is between 0.5 and 10 s, and it always stops when closed', async () => {
    const codes = fc.constantFrom<ErrorCode>('unavailable', 'connection-lost', 'timeout', 'bad-input', 'internal');
    const attempt: fc.Arbitrary<Attempt> = fc.oneof(
      fc.record({ fails: codes }),
      fc.record({ streamsMs: fc.nat(60_000), next: fc.oneof(codes, fc.constant('ends' as const)) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 12 }), async (attempts) => {
        const { kept, pauses, states } = keep(attempts);
        await kept.done;
        expect(pauses.every((ms) => ms >= 500 && ms <= 10_000)).toBe(true);
        expect(['ended', 'stopped']).toContain(states.at(-1)?.state);
      }),
    );
    expect(nextPauseMs(9000)).toBe(10_000);
  });
});
