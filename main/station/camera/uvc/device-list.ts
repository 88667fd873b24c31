/** V4L2 devices that deliver pictures, with what they can deliver, as ffmpeg sees them. Linux only. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ffmpegMissing } from './ffmpeg-missing.ts';

export interface VideoFormat {
  /** For `camera.inputFormat` of a recipe. */
  readonly name: string;
  /** `640x480`, or a range with its step, `{32-4096, 2}x{32-2160, 2}`. */
  readonly sizes: readonly string[];
}

export interface VideoDevice {
  /** For `camera.device` of a recipe. */
  readonly path: string;
  readonly name: string;
  readonly formats: readonly VideoFormat[];
  /** Why its formats are not known, in ffmpeg's words; null when they are. */
  readonly problem: string | null;
}

export interface VideoListOptions {
  readonly ffmpeg?: string;
  readonly deviceFolder?: string;
  /** Where the kernel says what each device is called. */
  readonly nameFolder?: string;
}

/** A device that does not answer in this time hangs in its driver. */
const answerWithinMs = 5_000;

/** @throws StationError `not-found` when ffmpeg is missing. */
export async function listVideoDevices(options: VideoListOptions = {}): Promise<VideoDevice[]> {
  const { ffmpeg = 'ffmpeg', deviceFolder = '/dev', nameFolder = '/sys/class/video4linux' } = options;
  await said(ffmpeg, ['-version']);
  const nodes = (await readdir(deviceFolder)).filter((name) => /^video\d+$/.test(name)).toSorted(byNumber);
  const devices = await Promise.all(
    nodes.map(async (node) => {
      const path = join(deviceFolder, node);
      const words = await said(ffmpeg, ['-hide_banner', '-f', 'v4l2', '-list_formats', 'all', '-i', path]);
      return deviceFrom(path, await nameOf(join(nameFolder, node, 'name')), words);
    }),
  );
  return devices.filter((device) => device !== null);
}

/** @returns null for a device that delivers something else: metadata, or pictures to a display. */
export function deviceFrom(path: string, name: string, words: string): VideoDevice | null {
  if (words.includes('Not a video capture device')) return null;
  const formats = formatsFrom(words);
  const lastWord = words.trim().split('\n').at(-1) ?? '';
  return { path, name, formats, problem: formats.length > 0 ? null : lastWord || 'it does not answer' };
}

/** ffmpeg's list: `[video4linux2,v4l2 @ 0x55] Compressed:       mjpeg :          Motion-JPEG : 1280x720 640x480`. */
function formatsFrom(words: string): VideoFormat[] {
  return words.split('\n').flatMap((line) => {
    const [, name, sizes] = /(?:Raw|Compressed) *: +(\w+) : +.*? :(.*)$/.exec(line) ?? [];
    // ffmpeg cannot open what it has no name for.
    if (name === undefined || name === 'Unsupported') return [];
    return [{ name, sizes: sizes?.match(/\{[^}]*\}x\{[^}]*\}|\d+x\d+/g) ?? [] }];
  });
}

/** Empty where the kernel gives no name. */
async function nameOf(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw thrown;
  }
}

/** What ffmpeg says; after a list it always ends with an error, since it was asked for nothing else. */
function said(ffmpeg: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(ffmpeg, args, { timeout: answerWithinMs, killSignal: 'SIGKILL' }, (error, _, stderr) => {
      if (error?.code === 'ENOENT') reject(ffmpegMissing(ffmpeg));
      else resolve(stderr);
    });
  });
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
