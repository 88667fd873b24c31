/** The ffmpeg command line that turns a video device into raw frames at its standard output. */
import type { UvcCameraConfig } from '../../config/camera.ts';
import type { PixelFormat } from '../../flow.ts';
import { sizeCheckFilter } from './size-check.ts';

/** ffmpeg's names for the formats that it can write as they are. */
const rawFormats: Readonly<Partial<Record<PixelFormat, string>>> = {
  Mono8: 'gray',
  Mono16: 'gray16le',
  RGB8: 'rgb24',
  BGR8: 'bgr24',
};
/** What DirectShow calls a codec is a pixel format elsewhere. */
const codecs = new Set(['mjpeg', 'h264']);

/** Null for a format that no video device delivers. */
export function rawFormat(format: PixelFormat): string | null {
  return rawFormats[format] ?? null;
}

/** @param format ffmpeg's name of the raw format. */
export function ffmpegArguments(config: UvcCameraConfig, format: string): string[] {
  const filters = [`format=${format}`, sizeCheckFilter(config), ...evenTimes(config)].join(',');
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-fflags', 'nobuffer'],
    ...inputArguments(config),
    ...['-an', '-sn', '-vf', filters, '-r', String(config.framesPerSecond)],
    ...['-pix_fmt', format, '-f', 'rawvideo', 'pipe:1'],
  ];
}

/**
 * ffmpeg repeats and drops frames until they come as evenly as promised, and each would be a part that never was or one
 * that nobody judged. With even times there is nothing to do. (`-fps_mode passthrough` is unknown to versions before 5.1,
 * its forerunner `-vsync` is on its way out.)
 */
function evenTimes({ framesPerSecond }: UvcCameraConfig): string[] {
  return ['settb=AVTB', `setpts=N/(${framesPerSecond}*TB)`];
}

function inputArguments(config: UvcCameraConfig): string[] {
  const { device, input, inputFormat, width, height, framesPerSecond } = config;
  const size = ['-framerate', String(framesPerSecond), '-video_size', `${width}x${height}`];
  switch (input) {
    case 'v4l2': {
      const wanted = inputFormat === undefined ? [] : ['-input_format', inputFormat];
      return ['-f', 'v4l2', '-thread_queue_size', '4', ...wanted, ...size, '-i', device];
    }
    case 'dshow': {
      const wanted =
        inputFormat === undefined ? [] : [codecs.has(inputFormat) ? '-vcodec' : '-pixel_format', inputFormat];
      return ['-f', 'dshow', '-rtbufsize', '256M', ...wanted, ...size, '-i', `video=${device}`];
    }
    case 'lavfi':
      // A graph is as fast as the machine; `-re` makes it a camera. Size and rate are the graph's own.
      return ['-re', '-f', 'lavfi', '-i', device];
  }
}
