/** An open ffmpeg camera: its output becomes frames, its end becomes a lost link with its own last words. */
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { FrameGeometry } from '../../flow.ts';
import { describeGeometry } from '../../frame-size.ts';
import type { FrameSink, OpenCamera } from '../../ports.ts';
import { ffmpegMissing } from './ffmpeg-missing.ts';
import { FrameAssembler } from './frame-assembler.ts';
import { SilenceWatch } from './silence-watch.ts';
import { refusedSize } from './size-check.ts';

const lastWordsBytes = 2000;
/** ffmpeg ends at once on SIGTERM, unless it hangs in a driver. */
const killAfterMs = 2000;

export interface UvcCameraOptions {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly sink: FrameSink;
  readonly geometry: FrameGeometry;
  readonly frameBytes: number;
  readonly device: string;
  readonly ffmpeg: string;
  /** After the first bytes the link is lost when none come for so long. */
  readonly silenceMs: number;
}

export class UvcCamera implements OpenCamera {
  readonly geometry: FrameGeometry;
  readonly finished: Promise<'ended' | 'closed'>;
  private readonly options: UvcCameraOptions;
  private readonly assembler: FrameAssembler;
  /** The process has ended, or was never there. */
  private readonly gone = Promise.withResolvers<void>();
  private readonly first = Promise.withResolvers<void>();
  private readonly settle: { readonly closed: () => void; readonly lost: (error: StationError) => void };
  private silence: SilenceWatch | null = null;
  private lastWords = '';
  private isClosing = false;
  private isOver = false;

  constructor(options: UvcCameraOptions) {
    const { promise, resolve, reject } = Promise.withResolvers<'ended' | 'closed'>();
    this.options = options;
    this.geometry = options.geometry;
    this.finished = promise;
    this.settle = { closed: () => resolve('closed'), lost: reject };
    this.assembler = new FrameAssembler(options.sink, options.frameBytes);
    this.listen(options.child);
    // Both are for whoever asks; a camera that nobody asks about any more has not failed anyone.
    this.first.promise.catch(() => undefined);
    this.finished.catch(() => undefined);
  }

  /** @throws StationError when ffmpeg ends before it, or says nothing in this time. */
  async firstBytes(withinMs: number): Promise<void> {
    const late = setTimeout(() => this.first.reject(this.silent(withinMs)), withinMs);
    try {
      await this.first.promise;
    } catch (thrown) {
      await this.close();
      throw thrown;
    } finally {
      clearTimeout(late);
    }
  }

  softwareTrigger(): void {
    throw new StationError('not-allowed', say('uvcTakesNoTrigger'));
  }

  statistics(): Readonly<Record<string, number>> {
    return { frames: this.assembler.count };
  }

  async close(): Promise<void> {
    const { child } = this.options;
    this.isClosing = true;
    this.silence?.stop();
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    await this.gone.promise;
    clearTimeout(killer);
  }

  private listen(child: UvcCameraOptions['child']): void {
    process.once('exit', this.killAtExit);
    child.stdout.on('data', (chunk: Buffer) => this.take(chunk));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-lastWordsBytes);
    });
    const end = (error: StationError): void => {
      process.off('exit', this.killAtExit);
      this.over(error);
      this.gone.resolve();
    };
    child.once('error', (error: NodeJS.ErrnoException) => end(this.notStarted(error)));
    child.once('close', (code, signal) => end(this.ended(signal ?? `exit code ${code}`)));
  }

  private take(chunk: Buffer): void {
    if (this.isClosing || this.isOver) return;
    this.silence ??= new SilenceWatch(this.options.silenceMs, () => this.over(this.stalled()));
    this.silence.heard();
    this.assembler.push(chunk);
    this.first.resolve();
  }

  private over(error: StationError): void {
    if (this.isOver) return;
    this.isOver = true;
    this.silence?.stop();
    this.assembler.abandon();
    if (this.isClosing) this.settle.closed();
    else this.settle.lost(error);
    this.first.reject(error);
  }

  /** A thread that dies of an error must not leave a process behind that holds the device. */
  private readonly killAtExit = (): void => {
    this.options.child.kill('SIGKILL');
  };

  private notStarted(error: NodeJS.ErrnoException): StationError {
    const { ffmpeg } = this.options;
    if (error.code !== 'ENOENT')
      return new StationError('internal', say('programNotStarted', { program: ffmpeg, why: error.message }));
    return ffmpegMissing(ffmpeg);
  }

  private ended(how: string): StationError {
    const refused = refusedSize(this.lastWords);
    if (refused) return this.ofAnotherSize(refused);
    const { device } = this.options;
    const words = this.lastWords.trim().split('\n').slice(-2).join(' ');
    const why = words === '' ? how : `${words} (${how})`;
    return new StationError('connection-lost', say('uvcEnded', { device, why }), {
      remedy: say('uvcEndedRemedy'),
    });
  }

  private ofAnotherSize({ width, height }: { readonly width: number; readonly height: number }): StationError {
    const asked = describeGeometry(this.geometry);
    const message = say('uvcOtherSize', {
      asked,
      device: this.options.device,
      sent: `${width}×${height}`,
    });
    return new StationError('bad-input', message, {
      remedy: say('uvcOtherSizeRemedy', { width, height }),
    });
  }

  private stalled(): StationError {
    const { device, silenceMs } = this.options;
    const message = say('uvcStalled', { device, seconds: silenceMs / 1000 });
    return new StationError('connection-lost', message, {
      remedy: say('uvcStalledRemedy'),
    });
  }

  private silent(withinMs: number): StationError {
    return new StationError('timeout', say('uvcSilent', { device: this.options.device, seconds: withinMs / 1000 }), {
      remedy: say('uvcSilentRemedy'),
    });
  }
}
