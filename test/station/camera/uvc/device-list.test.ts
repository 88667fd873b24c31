import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deviceFrom, listVideoDevices } from '../../../../main/station/camera/uvc/device-list.ts';

const webcam = [
  '[video4linux2,v4l2 @ 0x55d0] Compressed:       mjpeg :          Motion-JPEG : 1280x720 640x480',
  '[video4linux2,v4l2 @ 0x55d0] Raw       :     yuyv422 :           YUYV 4:2:2 : 640x480 {32-4096, 2}x{32-2160, 2}',
  '[video4linux2,v4l2 @ 0x55d0] Raw       : Unsupported :     10-bit Greyscale : 640x480',
  '/dev/video0: Immediate exit requested',
].join('\n');
const metadata =
  '[video4linux2,v4l2 @ 0x55d0] Not a video capture device.\n/dev/video1: Inappropriate ioctl for device';
const locked =
  '[video4linux2,v4l2 @ 0x55d0] Cannot open video device /dev/video2: Permission denied\n/dev/video2: Permission denied';

describe('a video device', () => {
  it("is listed with the formats and sizes that a recipe may ask for, and without those that ffmpeg can't read", () => {
    expect(deviceFrom('/dev/video0', 'HD Webcam', webcam)).toEqual({
      path: '/dev/video0',
      name: 'HD Webcam',
      formats: [
        { name: 'mjpeg', sizes: ['1280x720', '640x480'] },
        { name: 'yuyv422', sizes: ['640x480', '{32-4096, 2}x{32-2160, 2}'] },
      ],
      problem: null,
    });
  });
  it('is left out when it delivers no pictures', () => {
    expect(deviceFrom('/dev/video1', 'HD Webcam', metadata)).toBeNull();
  });
  it('that may not be opened is listed with the reason', () => {
    expect(deviceFrom('/dev/video2', '', locked)).toMatchObject({
      formats: [],
      problem: expect.stringMatching(/denied$/),
    });
  });
});

describe.skipIf(process.platform === 'win32')('the list of video devices', () => {
  /** A machine with these devices, and an ffmpeg that says this of each. */
  async function machine(devices: Readonly<Record<string, string>>) {
    const folder = await mkdtemp(join(tmpdir(), 'sightline-video-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [deviceFolder, nameFolder, ffmpeg] = [join(folder, 'dev'), join(folder, 'sys'), join(folder, 'ffmpeg')];
    await mkdir(deviceFolder);
    await writeFile(join(deviceFolder, 'null'), '');
    for (const [name, words] of Object.entries(devices)) {
      await writeFile(join(deviceFolder, name), words);
      await mkdir(join(nameFolder, name), { recursive: true });
      await writeFile(join(nameFolder, name, 'name'), `Camera ${name}\n`);
    }
    await writeFile(ffmpeg, '#!/bin/sh\nfor last; do :; done\n[ "$last" = -version ] || cat "$last" >&2\nexit 1\n');
    await chmod(ffmpeg, 0o755);
    return { deviceFolder, nameFolder, ffmpeg };
  }

  it('holds every device that delivers pictures, in their order, under the name that the kernel gives it', async () => {
    const devices = await listVideoDevices(await machine({ video10: webcam, video2: locked, video1: metadata }));
    expect(devices.map(({ path, name }) => [path.slice(path.lastIndexOf('/') + 1), name])).toEqual([
      ['video2', 'Camera video2'],
      ['video10', 'Camera video10'],
    ]);
  });
  it('is empty where there are none', async () => {
    expect(await listVideoDevices(await machine({}))).toEqual([]);
  });
  it('says how to install ffmpeg where it is missing', async () => {
    const { deviceFolder, nameFolder } = await machine({ video0: webcam });
    await expect(
      listVideoDevices({ deviceFolder, nameFolder, ffmpeg: 'sightline-no-such-ffmpeg' }),
    ).rejects.toMatchObject({
      code: 'not-found',
      remedy: expect.stringContaining('apt-get install ffmpeg'),
    });
  });
});
