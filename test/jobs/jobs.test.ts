import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectLink } from '../../main/station/link/link.ts';
import type { PictureResult, RawImage } from '../../main/station/ports.ts';
import { createPictureJobs, keepLimit } from '../../main/station/store/picture-jobs.ts';
import { incomingFolder, picturePath } from '../../main/station/store/picture-path.ts';
import type { ToJobsLink } from '../../main/station/store/picture-protocol.ts';
import { temporaryFolder } from '../storekeeper/store-child.ts';
import { startJobs } from './jobs-child.ts';

describe('the jobs process', () => {
  it('writes a JPEG for a record under its own name and tells its size', async () => {
    const dataDir = temporaryFolder();
    const { endpoint } = await startJobs(dataDir);
    const jobs = pictureJobs();
    await jobs.attach(endpoint);
    const [picture, part] = [v7(), v7()];

    const kept = results(jobs, 1);
    expect(jobs.keep(picture, part, Date.now(), anImage(64, 48, 3))).toBe(true);

    const path = pathOf(dataDir, picture);
    expect(await kept).toEqual([{ picture, part, outcome: 'kept', bytes: readFileSync(path).length }]);
    expect(await sharp(path).metadata()).toMatchObject({ format: 'jpeg', width: 64, height: 48, channels: 3 });
    expect(readdirSync(incomingFolder(dataDir))).toEqual([]);
  });

  it('encodes a gray image in memory, as gray', async () => {
    const { endpoint } = await startJobs(temporaryFolder());
    const jobs = pictureJobs();
    await jobs.attach(endpoint);

    const jpeg = await jobs.encode(anImage(40, 30, 1), 80);

    expect(await sharp(jpeg ?? Buffer.alloc(0)).metadata()).toMatchObject({ width: 40, height: 30, channels: 1 });
  });

  it('encodes only the newest of several images that are asked for while one is under way', async () => {
    const { endpoint } = await startJobs(temporaryFolder());
    const jobs = pictureJobs();
    await jobs.attach(endpoint);

    const answers = await Promise.all([8, 16, 24, 32].map((width) => jobs.encode(anImage(width, 8, 1), 80)));

    expect(answers.map((jpeg) => jpeg === null)).toEqual([false, true, true, false]);
    expect((await sharp(answers[3] ?? Buffer.alloc(0)).metadata()).width).toBe(32);
  });

  it('answers null to an encode while the process is away, and takes no more pictures than its queue holds', () => {
    const jobs = pictureJobs();
    const taken = Array.from({ length: keepLimit + 2 }, () => jobs.keep(v7(), v7(), 0, anImage(4, 4, 1)));

    expect(taken.filter((isTaken) => isTaken)).toHaveLength(keepLimit);
    expect(taken.slice(-2)).toEqual([false, false]);
    return expect(jobs.encode(anImage(4, 4, 1), 80)).resolves.toBeNull();
  });

  it('settles every picture once, whatever happens to the process, and each kept one is a whole file', async () => {
    const dataDir = temporaryFolder();
    const jobs = pictureJobs();
    const outcomes = new Map<string, PictureResult['outcome']>();
    jobs.onKept(({ picture, outcome }) => {
      expect(outcomes.has(picture)).toBe(false);
      outcomes.set(picture, outcome);
    });
    const asked: string[] = [];
    for (let life = 0; life < 4; life += 1) {
      const { child, endpoint, exited } = await startJobs(dataDir);
      await jobs.attach(endpoint);
      for (let more = 0; more < 6; more += 1) {
        const picture = v7();
        if (jobs.keep(picture, v7(), Date.now(), anImage(640, 480, 3))) asked.push(picture);
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 80));
      child.kill();
      await exited;
    }
    const { endpoint } = await startJobs(dataDir);
    const allDone = jobs.waiting === 0 ? null : settled(jobs);
    await jobs.attach(endpoint);
    await allDone;

    expect([...outcomes.keys()].sort()).toEqual([...asked].sort());
    for (const [picture, outcome] of outcomes) {
      if (outcome === 'kept') expect((await sharp(pathOf(dataDir, picture)).stats()).channels).toHaveLength(3);
    }
    expect([...outcomes.values()].filter((outcome) => outcome === 'kept').length).toBeGreaterThan(0);
  });

  it('tells of a picture that cannot be written, and of an image whose bytes are not its size', async () => {
    const dataDir = temporaryFolder();
    const { endpoint } = await startJobs(dataDir);
    const jobs = pictureJobs();
    await jobs.attach(endpoint);
    const problems: string[] = [];
    jobs.onProblem((problem) => problems.push(problem));
    const blocked = v7();
    // A file where the day's folder should be.
    writeFileSync(join(pathOf(dataDir, blocked), '..'), '');

    const done = results(jobs, 2);
    jobs.keep(blocked, v7(), 0, anImage(8, 8, 1));
    jobs.keep(v7(), v7(), 0, { ...anImage(8, 8, 1), height: 9 });

    expect((await done).map(({ outcome }) => outcome)).toEqual(['skipped:failed', 'skipped:failed']);
    expect(problems[1]).toContain('needs 72 bytes, not 64');
  });

  it('removes at its start what an earlier process left half written', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(incomingFolder(dataDir), { recursive: true });
    const stale = join(incomingFolder(dataDir), v7());
    writeFileSync(stale, 'half a pict');

    await startJobs(dataDir);

    expect(existsSync(stale)).toBe(false);
  });

  it('tells its host of a message that is none, and closes that link only', async () => {
    const { endpoint, problems } = await startJobs(temporaryFolder());
    const link = await connectLink(endpoint);
    const closed = new Promise((resolve) => link.onClose(resolve));
    link.send({ kind: 'sing' });
    await closed;
    await vi.waitFor(() => expect(problems).toEqual([expect.stringContaining('a message that is none')]));
    const jobs = pictureJobs();
    await jobs.attach(endpoint);
    expect(await jobs.encode(anImage(40, 30, 1), 80)).not.toBeNull();
  });

  it('says again and again that it lives, with nothing to do and with pictures to write', async () => {
    const { endpoint, alive } = await startJobs(temporaryFolder());
    await expect(alive()).resolves.toBeUndefined();
    const jobs = pictureJobs();
    await jobs.attach(endpoint);
    for (let more = 0; more < 20; more += 1) jobs.keep(v7(), v7(), 0, anImage(1280, 960, 3));
    await expect(alive()).resolves.toBeUndefined();
  });

  it('finishes what the pipeline had asked for before it let go, and exits then', async () => {
    const dataDir = temporaryFolder();
    const { child, endpoint, exited } = await startJobs(dataDir);
    const link = await connectLink(endpoint);
    const pictures = Array.from({ length: 8 }, () => v7());
    for (const picture of pictures) {
      const { bytes, ...size } = anImage(1280, 960, 3);
      link.send({ kind: 'keep', picture, part: v7(), at: 0, ...size } satisfies ToJobsLink, bytes);
    }
    const isClosed = new Promise((resolve) => link.onClose(resolve));
    link.close();
    await isClosed;

    child.send({ kind: 'stop' });

    expect(await exited).toBe('exit code 0');
    expect(pictures.filter((picture) => existsSync(pathOf(dataDir, picture)))).toEqual(pictures);
    expect(readdirSync(incomingFolder(dataDir))).toEqual([]);
  });

  it('exits when its host lets go', async () => {
    const { child, exited } = await startJobs(temporaryFolder());
    child.send({ kind: 'stop' });
    expect(await exited).toBe('exit code 0');
  });
});

type Jobs = ReturnType<typeof createPictureJobs>;

function pictureJobs(): Jobs {
  const jobs = createPictureJobs();
  onTestFinished(() => jobs.close());
  return jobs;
}

function anImage(width: number, height: number, channels: 1 | 3): RawImage {
  const bytes = new Uint8Array(width * height * channels);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 31) % 251;
  return { width, height, channels, bytes };
}

function pathOf(dataDir: string, picture: string): string {
  const path = picturePath(dataDir, picture);
  if (path === null) throw new Error(`no path for ${picture}`);
  return path;
}

function results(jobs: Jobs, count: number): Promise<PictureResult[]> {
  return new Promise((resolve) => {
    const all: PictureResult[] = [];
    jobs.onKept((result) => {
      all.push(result);
      if (all.length === count) resolve(all);
    });
  });
}

function settled(jobs: Jobs): Promise<void> {
  return new Promise((resolve) => {
    jobs.onKept(() => {
      if (jobs.waiting === 0) resolve();
    });
  });
}
