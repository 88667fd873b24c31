/** A UVC, V4L2 or DirectShow camera through an ffmpeg child process that writes raw frames to a pipe. */
import { spawn } from 'node:child_process';
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { TriggerConfig, UvcCameraConfig } from '../../config/camera.ts';
import { frameBytes } from '../../frame-size.ts';
import type { FrameSink, FrameSource, OpenCamera } from '../../ports.ts';
import { ffmpegArguments, rawFormat } from './ffmpeg-arguments.ts';
import { longestSilenceMs } from './silence-watch.ts';
import { UvcCamera } from './uvc-camera.ts';

export interface UvcOptions {
  readonly trigger: TriggerConfig;
  /** A device that has sent no frame after this time is not open. */
  readonly firstFrameMs?: number;
}

/** Shorter than the time in which a camera thread has to stop. */
const firstFrameMs = 4_500;

export class UvcSource implements FrameSource {
  readonly kind = 'uvc';
  readonly name: string;
  private readonly config: UvcCameraConfig;
  private readonly options: UvcOptions;

  constructor(config: UvcCameraConfig, options: UvcOptions) {
    this.name = config.device;
    this.config = config;
    this.options = options;
  }

  /** Resolves with the first bytes: before them nobody knows whether the device is there. */
  async open(sink: FrameSink): Promise<OpenCamera> {
    const { ffmpeg, device, width, height, pixelFormat, framesPerSecond } = this.config;
    const format = rawFormat(pixelFormat);
    if (this.options.trigger.mode !== 'free-run') {
      throw new StationError('bad-input', say('uvcNotTriggered', { mode: this.options.trigger.mode }), {
        remedy: say('uvcNotTriggeredRemedy'),
      });
    }
    if (!format) {
      throw new StationError('bad-input', say('uvcPixelFormat', { pixelFormat }), {
        remedy: say('uvcPixelFormatRemedy'),
      });
    }
    const child = spawn(ffmpeg, ffmpegArguments(this.config, format), { stdio: ['ignore', 'pipe', 'pipe'] });
    const geometry = { width, height, pixelFormat };
    const camera = new UvcCamera({
      child,
      sink,
      geometry,
      frameBytes: frameBytes(geometry),
      device,
      ffmpeg,
      silenceMs: longestSilenceMs(framesPerSecond),
    });
    await camera.firstBytes(this.options.firstFrameMs ?? firstFrameMs);
    return camera;
  }
}
