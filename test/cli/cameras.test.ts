import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeCameras, type FoundCameras } from '../../main/cli/cameras.ts';
import { temporaryFolder } from '../support/http.ts';

const run = promisify(execFile);
const startFile = new URL('../../main/start.mjs', import.meta.url).pathname;
const nothing = { devices: [], problem: null };

describe('the list of cameras', () => {
  it('names each camera as a recipe does, with what tells it from others', () => {
    const found: FoundCameras = {
      genicam: {
        devices: [
          {
            id: 'Basler-4711',
            vendor: 'Basler',
            model: 'acA1300',
            serial: '4711',
            address: '192.168.0.7',
            protocol: 'GigEVision',
          },
        ],
        problem: null,
      },
      video: {
        devices: [
          {
            path: '/dev/video0',
            name: 'HD Webcam',
            formats: [
              { name: 'mjpeg', sizes: ['1280x720', '640x480'] },
              { name: 'yuyv422', sizes: ['640x480'] },
            ],
            problem: null,
          },
          { path: '/dev/video2', name: '', formats: [], problem: '/dev/video2: Permission denied' },
        ],
        problem: null,
      },
    };
    expect(describeCameras(found).split('\n')).toEqual([
      'GenICam cameras (camera.kind: genicam)',
      '  device                model  serial      address    protocol',
      '  Basler-4711  Basler acA1300    4711  192.168.0.7  GigEVision',
      '',
      'Video devices (camera.kind: uvc)',
      '  /dev/video0  HD Webcam',
      '    mjpeg    1280x720 640x480',
      '    yuyv422  640x480',
      '  /dev/video2',
      '    cannot be opened: /dev/video2: Permission denied',
      '    What to do: `sudo usermod -aG video $USER`, then sign in again.',
    ]);
  });

  it('says so when none answers, and what to look at', () => {
    expect(describeCameras({ genicam: nothing, video: nothing })).toMatch(
      / {2}None answers\. Check power and cable.*\n\nVideo devices.*\n {2}None is there\. Check the cable/,
    );
  });

  it('lists the one kind also where the other cannot be looked for', () => {
    const problem = { message: 'Aravis is not installed', remedy: 'Install it.' };
    const text = describeCameras({ genicam: { devices: [], problem }, video: nothing });
    expect(text).toContain('  Aravis is not installed\n  What to do: Install it.\n');
    expect(text).toContain('None is there');
  });

  it('says nothing about video devices where it cannot list them', () => {
    expect(describeCameras({ genicam: nothing, video: null })).not.toContain('Video devices');
  });

  it.skipIf(process.platform !== 'linux')(
    'is printed and written by `cameras`, also without ffmpeg',
    async () => {
      const folder = await temporaryFolder('cameras');
      onTestFinished(() => rm(folder, { recursive: true }));
      const json = join(folder, 'cameras.json');
      const args = [startFile, '--cli', 'cameras', '--ffmpeg', 'sightline-no-such-ffmpeg', '--json', json];
      const { stdout } = await run(process.execPath, args);
      expect(stdout).toContain('What to do: Install it (Debian and Ubuntu: `apt-get install ffmpeg`)');
      expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
        genicam: {},
        video: { devices: [], problem: { message: expect.stringContaining('sightline-no-such-ffmpeg') } },
      });
    },
    60_000,
  );
});
