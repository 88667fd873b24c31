import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UvcSource } from '../../../../main/station/camera/uvc/uvc-source.ts';
import { triggerSchema, uvcCameraSchema } from '../../../../main/station/config/camera.ts';
import type { FrameGeometry, PixelFormat } from '../../../../main/station/flow.ts';
import { describeFrameSource } from '../../../contract/frame-source.ts';
import { cameraThread } from '../../../support/camera-thread.ts';
import { frameCollector } from '../../../support/frame-collector.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const geometry: FrameGeometry = { width: 160, height: 120, pixelFormat: 'RGB8' };
const testPicture = { kind: 'uvc', input: 'lavfi', device: 'testsrc2=s=160x120:r=60', framesPerSecond: 60 };

/** ffmpeg starts slowly where other tests run beside this one. */
const patientMs = 20_000;

function source(
  settings: object = {},
  trigger: object = { mode: 'free-run' },
  firstFrameMs: number = patientMs,
): UvcSource {
  const config = uvcCameraSchema.parse({ ...geometry, ...testPicture, ...settings });
  return new UvcSource(config, { trigger: triggerSchema.parse(trigger), firstFrameMs });
}

const failing = (settings: object, trigger?: object, firstFrameMs?: number): Promise<unknown> =>
  source(settings, trigger, firstFrameMs).open(frameCollector(geometry).writer);

describe.skipIf(!hasFfmpeg)('a UVC camera through ffmpeg (skipped where ffmpeg is not installed)', () => {
  describeFrameSource('a UVC camera', {
    geometry,
    healthy: () => source(),
    broken: () => source({ input: 'v4l2', device: '/dev/sightline-no-such-camera' }),
  });

  it.each<PixelFormat>(['RGB8', 'BGR8', 'Mono8', 'Mono16'])('delivers %s as it is', async (pixelFormat) => {
    const wanted = { ...geometry, pixelFormat };
    const collector = frameCollector(wanted);
    const camera = await source({ pixelFormat, device: 'color=c=red:s=160x120:r=60' }).open(collector.writer);
    await collector.until(() => collector.frames.length >= 2);
    await camera.close();
    const [a = 0, b = 0, c = 0] = collector.frames[1]?.bytes ?? [];
    if (pixelFormat === 'RGB8') expect(a).toBeGreaterThan(b + c);
    else if (pixelFormat === 'BGR8') expect(c).toBeGreaterThan(a + b);
    else expect(a + 256 * b).toBeGreaterThan(0);
  });

  it('tells the link as lost, in words, when ffmpeg is killed, and starts it again', async () => {
    const camera = cameraThread(geometry, testPicture);
    await camera.until(() => camera.frames.length >= 5);
    const before = camera.frames.length;
    process.kill(childNamed('ffmpeg'), 'SIGKILL');
    await camera.until(() => camera.statuses.at(-1)?.state === 'lost');
    expect(camera.statuses.at(-1)?.detail).toContain('SIGKILL');
    await camera.until(() => camera.frames.length >= before + 5 && camera.statuses.at(-1)?.state === 'streaming');
    const ids = camera.frames.map(({ frameId }) => frameId);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    await camera.thread.stop();
    expect(() => childNamed('ffmpeg')).toThrow('no child');
  }, 90_000);

  it('tells the link as lost when ffmpeg hangs, starts it again, and leaves no process behind', async () => {
    const camera = cameraThread(geometry, testPicture);
    await camera.until(() => camera.frames.length >= 5);
    const hung = childNamed('ffmpeg');
    process.kill(hung, 'SIGSTOP');
    await camera.until(() => camera.statuses.at(-1)?.state === 'lost');
    expect(camera.statuses.at(-1)).toMatchObject({
      detail: expect.stringContaining('has sent nothing for 2 s'),
      remedy: expect.stringContaining('starts it anew'),
    });
    const before = camera.frames.length;
    await camera.until(() => camera.frames.length >= before + 5 && camera.statuses.at(-1)?.state === 'streaming');
    expect(() => process.kill(hung, 0)).toThrow('ESRCH');
    await camera.thread.stop();
    expect(() => childNamed('ffmpeg')).toThrow('no child');
  }, 90_000);

  it('refuses a device that sends another size than the recipe asks for, and cuts no frame of it', async () => {
    const wanted: FrameGeometry = { ...geometry, width: 320, height: 240 };
    const collector = frameCollector(wanted);
    await expect(source({ width: 320, height: 240 }).open(collector.writer)).rejects.toMatchObject({
      code: 'bad-input',
      message: 'the recipe asks for 320×240 RGB8, and the camera testsrc2=s=160x120:r=60 sends 160×120',
      remedy: expect.stringContaining('Set camera.width to 160 and camera.height to 120'),
    });
    expect(collector.frames).toEqual([]);
    expect(() => childNamed('ffmpeg')).toThrow('no child');
  });

  it.each(['161x121', '160x121', '120x160'])('takes %s for what it is: not 160×120', async (size) => {
    await expect(failing({ device: `testsrc=s=${size}:r=60`, pixelFormat: 'Mono8' })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(`sends ${size.replace('x', '×')}`),
    });
  });

  it('delivers each frame once, however unevenly they come', async () => {
    const everyOtherThird = "testsrc2=s=160x120:r=30:d=1,select='mod(floor(n/10),2)'";
    const collector = frameCollector(geometry);
    const camera = await source({ device: everyOtherThird, framesPerSecond: 30 }).open(collector.writer);
    await expect(camera.finished).rejects.toMatchObject({ message: expect.stringContaining('exit code 0') });
    const pictures = collector.frames.map(({ bytes }) => Buffer.from(bytes ?? []).toString('base64'));
    // Ten, less the one with which ffmpeg finds out what comes.
    expect(pictures.length).toBeGreaterThanOrEqual(9);
    expect(new Set(pictures).size).toBe(pictures.length);
  });

  it('gives the last words of ffmpeg as the reason', async () => {
    await expect(failing({ device: 'no_such_filter' })).rejects.toMatchObject({
      code: 'connection-lost',
      message: expect.stringContaining('no_such_filter'),
    });
  });

  it('gives up on a device that sends nothing', async () => {
    await expect(
      failing({ device: 'testsrc2=s=160x120:r=60,realtime=speed=0.000001' }, undefined, 300),
    ).rejects.toMatchObject({
      code: 'timeout',
    });
  });
});

describe('a UVC camera', () => {
  it('says how to install ffmpeg where it is missing', async () => {
    await expect(failing({ ffmpeg: 'sightline-no-such-ffmpeg' })).rejects.toMatchObject({
      code: 'not-found',
      remedy: expect.stringContaining('apt-get install ffmpeg'),
    });
  });
  it('refuses what no UVC camera can do', async () => {
    await expect(failing({ pixelFormat: 'BayerRG8' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(failing({}, { mode: 'hardware' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

/** Process id of this process's only child of that name. @throws Error when there is none. */
function childNamed(name: string): number {
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = statOf(pid);
    if (stat?.includes(`(${name})`) && stat.split(') ')[1]?.split(' ')[1] === String(process.pid)) return Number(pid);
  }
  throw new Error(`no child of this process is called ${name}`);
}

/** Null for a process that has just ended. */
function statOf(pid: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (thrown) {
    if (['ENOENT', 'ESRCH'].includes((thrown as NodeJS.ErrnoException).code ?? '')) return null;
    throw thrown;
  }
}
