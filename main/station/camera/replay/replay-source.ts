/** The replay camera: a folder of pictures or a raw clip, shown as a camera would show it. Product code, not a mock. */
import sharp from 'sharp';
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import { systemClock } from '../../clock.ts';
import type { ReplayCameraConfig, TriggerConfig } from '../../config/camera.ts';
import type { FrameGeometry } from '../../flow.ts';
import { frameBytes } from '../../frame-size.ts';
import type { Clock, FrameSink, FrameSource, OpenCamera } from '../../ports.ts';
import { Film } from './film.ts';
import { type Ordering, openFeed } from './picture-feed.ts';
import { pictureFolder } from './picture-folder.ts';
import type { Picture } from './picture-set.ts';
import { drawnOrder, fileOrder } from './play-order.ts';
import { rawClip, rawClipIn } from './raw-clip.ts';
import { ReplayCamera } from './replay-camera.ts';

export interface ReplayOptions {
  readonly trigger: TriggerConfig;
  readonly framesPerPart: number;
  readonly onNotice: (notice: string) => void;
  readonly clock?: Clock;
  /** Bytes up to which all pictures are decoded at once. */
  readonly shelfBytes?: number;
}

export class ReplaySource implements FrameSource {
  readonly kind = 'replay';
  readonly name: string;
  private readonly config: ReplayCameraConfig;
  private readonly options: ReplayOptions;
  private readonly clock: Clock;
  /** Stays when the camera is closed: opened again, the replay goes on where it was. */
  private film: Film | null = null;
  private pulledUntilMs: number | null = null;

  constructor(config: ReplayCameraConfig, options: ReplayOptions) {
    this.name = config.source;
    this.config = config;
    this.options = options;
    this.clock = options.clock ?? systemClock;
  }

  async open(sink: FrameSink): Promise<OpenCamera> {
    this.checkCable();
    this.film ??= await this.makeFilm();
    const { trigger } = this.options;
    const { unplug } = this.config.faults ?? {};
    const camera = new ReplayCamera({
      film: this.film,
      sink,
      geometry: this.geometry(),
      framesPerSecond: trigger.mode === 'software' ? null : this.config.framesPerSecond,
      unplugAtFrame: unplug && this.pulledUntilMs === null ? unplug.atFrame : null,
      clock: this.clock,
    });
    camera.finished.catch((thrown: unknown) => {
      // Pulled once; the replay's other failures (a picture folder that went away) leave the cable where it is.
      if (unplug && thrown instanceof StationError && thrown.code === 'connection-lost') {
        this.pulledUntilMs = this.clock.monotonicMs() + unplug.seconds * 1000;
      }
    });
    return camera;
  }

  private checkCable(): void {
    const leftMs = (this.pulledUntilMs ?? 0) - this.clock.monotonicMs();
    if (this.pulledUntilMs === null || leftMs <= 0) return;
    throw new StationError('connection-lost', say('replayUnpluggedFor', { seconds: (leftMs / 1000).toFixed(1) }), {
      remedy: say('replayUnpluggedRemedy'),
    });
  }

  private geometry(): FrameGeometry {
    const { width, height, pixelFormat } = this.config;
    return { width, height, pixelFormat };
  }

  private async makeFilm(): Promise<Film> {
    // One thread a picture (two pictures at a time), and no cache: every picture is read once.
    sharp.concurrency(1);
    sharp.cache(false);
    const geometry = this.geometry();
    const clip = await rawClipIn(this.config.source);
    const set = clip ? await rawClip(clip, geometry) : await pictureFolder(this.config.source, geometry);
    const { onNotice, shelfBytes } = this.options;
    const size = frameBytes(geometry);
    const feed = await openFeed({
      set,
      frameBytes: size,
      ordering: this.ordering,
      onNotice,
      ...(shelfBytes === undefined ? {} : { shelfBytes }),
    });
    return new Film(feed, geometry, this.config.faults);
  }

  private readonly ordering: Ordering = (pictures) => {
    const { defectiveParts, loop, source } = this.config;
    if (!defectiveParts) return fileOrder(pictures.length, loop);
    const { framesPerPart } = this.options;
    const good = indicesOf(pictures, 'good');
    const defective = indicesOf(pictures, 'defective');
    const needsGood = framesPerPart > 1 || defectiveParts.share < 1;
    if ((needsGood && good.length === 0) || (defectiveParts.share > 0 && defective.length === 0)) {
      throw new StationError(
        'bad-input',
        `${source} has ${good.length} good and ${defective.length} defective pictures`,
        {
          remedy:
            'camera.defectiveParts needs labels.json in the folder, with pictures of both kinds; or leave it out.',
        },
      );
    }
    const order = drawnOrder({ ...defectiveParts, good, defective, framesPerPart });
    return loop ? order : take(order, Math.max(1, Math.floor(pictures.length / framesPerPart)) * framesPerPart);
  };
}

function indicesOf(pictures: readonly Picture[], truth: 'good' | 'defective'): number[] {
  return pictures.flatMap((picture, index) => (picture.truth === truth ? [index] : []));
}

function* take(order: Iterable<number>, count: number): Generator<number> {
  let left = count;
  for (const index of order) {
    if (left === 0) return;
    left -= 1;
    yield index;
  }
}
