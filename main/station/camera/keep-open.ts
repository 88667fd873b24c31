/**
 * Keeps a camera open: a lost link is reported and tried again after a pause that grows from 0.5 to 10 s.
 *
 * Two kinds of trouble: `lost` (the link: it may come back by itself, any moment) and `fault` (a person has to do
 * something: install a library, correct the configuration). A fault is tried again too, every 10 s, because the person
 * who has just plugged the right cable in should not have to restart the station.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorCode, StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import { systemClock } from '../clock.ts';
import type { Clock, FrameSink, FrameSource, OpenCamera } from '../ports.ts';

export type LinkState =
  | { readonly state: 'opening' }
  | { readonly state: 'streaming' }
  | { readonly state: 'lost'; readonly error: StationError; readonly retryInMs: number }
  | { readonly state: 'fault'; readonly error: StationError; readonly retryInMs: number }
  | { readonly state: 'ended' }
  | { readonly state: 'stopped' };

export const firstPauseMs = 500;
export const longestPauseMs = 10_000;
/** A link that held for so long was sound: the next trouble starts with the first pause again. */
const soundAfterMs = 10_000;

/** What only a person can put right. */
const faultCodes: readonly ErrorCode[] = ['bad-input', 'not-found', 'not-allowed', 'internal'];

export interface KeepOpenOptions {
  readonly source: FrameSource;
  readonly sink: FrameSink;
  readonly onState: (state: LinkState) => void;
  readonly clock?: Clock;
  /** Resolves after so long, or at once when aborted. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface KeptCamera {
  /** @throws StationError `unavailable` while the camera is away, `not-allowed` where it runs free. */
  softwareTrigger(): void;
  statistics(): Readonly<Record<string, number>>;
  /** Idempotent; resolves when the camera is closed. */
  close(): Promise<void>;
  /** Resolves when the camera has ended by itself or was closed; never rejects. */
  readonly done: Promise<void>;
}

export function nextPauseMs(pauseMs: number): number {
  return Math.min(longestPauseMs, pauseMs * 2);
}

export function keepOpen(options: KeepOpenOptions): KeptCamera {
  const closing = new AbortController();
  const link = new KeptLink(options, closing.signal);
  const done = link.run();
  return {
    softwareTrigger: () => link.softwareTrigger(),
    statistics: () => link.statistics(),
    close: () => {
      closing.abort();
      return done;
    },
    done,
  };
}

class KeptLink {
  private readonly options: KeepOpenOptions;
  private readonly closing: AbortSignal;
  private readonly clock: Clock;
  private readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  private camera: OpenCamera | null = null;
  private pauseMs = firstPauseMs;

  constructor(options: KeepOpenOptions, closing: AbortSignal) {
    this.options = options;
    this.closing = closing;
    this.clock = options.clock ?? systemClock;
    this.sleep = options.sleep ?? sleepUntilAborted;
  }

  async run(): Promise<void> {
    const { onState, source, sink } = this.options;
    while (!this.closing.aborted) {
      onState({ state: 'opening' });
      let camera: OpenCamera | null = null;
      try {
        camera = await source.open(sink);
        if ((await this.streamUntilOver(camera)) === 'ended') {
          onState({ state: 'ended' });
          return;
        }
      } catch (thrown) {
        if (!this.closing.aborted) await this.pauseAfter(asStationError(thrown), camera);
      } finally {
        await camera?.close();
      }
    }
    onState({ state: 'stopped' });
  }

  softwareTrigger(): void {
    if (!this.camera) throw new StationError('unavailable', say('cameraNotOpen'));
    this.camera.softwareTrigger();
  }

  statistics(): Readonly<Record<string, number>> {
    return this.camera?.statistics() ?? {};
  }

  private async streamUntilOver(camera: OpenCamera): Promise<'ended' | 'closed'> {
    const close = (): void => void camera.close();
    this.closing.addEventListener('abort', close, { once: true });
    if (this.closing.aborted) close();
    else this.options.onState({ state: 'streaming' });
    this.camera = camera;
    const openedMs = this.clock.monotonicMs();
    try {
      return await camera.finished;
    } finally {
      this.camera = null;
      this.closing.removeEventListener('abort', close);
      if (this.clock.monotonicMs() - openedMs >= soundAfterMs) this.pauseMs = firstPauseMs;
    }
  }

  /** The loss is told before the camera is closed: letting go of one that does not answer takes seconds. */
  private async pauseAfter(error: StationError, camera: OpenCamera | null): Promise<void> {
    const isFault = faultCodes.includes(error.code);
    const retryInMs = isFault ? longestPauseMs : this.pauseMs;
    if (!isFault) this.pauseMs = nextPauseMs(this.pauseMs);
    this.options.onState({ state: isFault ? 'fault' : 'lost', error, retryInMs });
    await Promise.all([this.sleep(retryInMs, this.closing), camera?.close()]);
  }
}

function asStationError(thrown: unknown): StationError {
  if (thrown instanceof StationError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new StationError('internal', say('cameraUnexpected', { why: message }), { cause: thrown });
}

async function sleepUntilAborted(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}
