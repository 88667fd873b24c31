import { cpSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { pictureFolder } from '../../support/picture-folder.ts';
import { openApi } from '../../support/station-process.ts';
import { bundleDir, writeDemoConfig } from './demo-config.ts';
import { addsUp, recordedParts, startWatched, temporaryFolder, triggersOfRuns } from './running-station.ts';

describe('the line, as the service host runs it', () => {
  it('judges real photographs, records every trigger once and ends in good order', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const { station, client, cookie, parts } = await startWatched(writeDemoConfig(dir), dataDir);
    await eventually(
      () => parts.length,
      (count) => count >= 60,
    );
    expect(addsUp(await station.healthz())).toBe(true);
    // The replay says which photographs show pitting, the model never sees that: it must have found most of them.
    const defective = parts.filter((part) => part.truth === 'defective');
    const stopped = defective.filter((part) => part.verdict !== 'pass');
    expect(defective.length).toBeGreaterThan(3);
    expect(stopped.length / defective.length).toBeGreaterThan(0.7);
    const good = parts.filter((part) => part.truth === 'good');
    expect(good.filter((part) => part.verdict === 'fail').length / good.length).toBeLessThan(0.3);

    const pictured = await eventually(
      () => parts.find((part) => part.picture !== null),
      (part) => part !== undefined,
    );
    const url = `${station.origin}/pictures/${pictured?.picture}`;
    const picture = await eventually(
      () => fetch(url, { headers: { cookie } }),
      (answer) => answer.status === 200,
    );
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect((await fetch(url)).status).toBe(401);

    const preview = await client.callBinary('live.preview', { after: 0 });
    expect([...preview.payload.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(preview.output).toMatchObject({ width: 1130, height: 460 });

    expect(await station.stop()).toBe(0);
    const recorded = recordedParts(dataDir);
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(recorded.length);
    expect(recorded.map(({ id }) => id)).toEqual(expect.arrayContaining(parts.map(({ id }) => id)));
    expectEveryTrigger(dataDir, 60);
  });

  it('is not disturbed by screens that come, pull pictures and go', async () => {
    const dir = temporaryFolder();
    const { station, client, cookie, parts } = await startWatched(writeDemoConfig(dir), join(dir, 'data'));
    await eventually(
      () => parts.length,
      (count) => count > 5,
    );
    client.close();
    for (let visit = 0; visit < 5; visit++) {
      // Each visitor leaves in the middle of a pull.
      const visitor = await openApi(station.origin, cookie);
      void visitor.callBinary('live.preview', { after: 0 }).catch((thrown: unknown) => {
        expect(thrown).toMatchObject({ code: 'connection-lost' });
      });
      visitor.close();
    }
    const before = await station.healthz();
    const after = await eventually(
      () => station.healthz(),
      (report) => report.triggers > before.triggers + 20,
    );
    expect(after).toMatchObject({ state: 'running', verdicts: { missed: 0 } });
    expect(after.camera.frames).toMatchObject({ lost: 0, overwritten: 0 });
    expect(addsUp(after)).toBe(true);
  });

  it('always adds up while the camera drops, repeats, darkens, blurs, covers, freezes and loses its cable', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const share = 0.06;
    const faults = {
      seed: 11,
      drop: share,
      duplicate: share,
      black: share,
      overexposed: share,
      blurred: share,
      covered: share,
      freeze: { atFrame: 60, frames: 20 },
      unplug: { atFrame: 100, seconds: 1.5 },
    };
    const config = writeDemoConfig(dir, { camera: { faults } });
    const { station, parts } = await startWatched(config, dataDir);
    const states = new Set<string>();
    await eventually(
      async () => {
        const report = await station.healthz();
        states.add(report.camera.state);
        expect(addsUp(report)).toBe(true);
        return report;
      },
      (report) => report.triggers >= 110,
      40_000,
    );
    expect(states).toContain('lost');
    expect(await station.stop()).toBe(0);
    const recorded = recordedParts(dataDir);
    expectEveryTrigger(dataDir, 110);
    const verdicts = new Set(recorded.map(({ verdict }) => verdict));
    expect([...verdicts].sort()).toEqual(expect.arrayContaining(['pass', 'review']));
    expect(new Set(parts.flatMap((part) => part.reasons.map((reason) => reason.kind)))).toContain('frames-missing');
  });

  it('fires one frame for each software trigger and records each', async () => {
    const dir = temporaryFolder();
    const config = writeDemoConfig(dir, { recipe: { trigger: { mode: 'software' }, framesPerPart: 1 } });
    const { station, client, parts } = await startWatched(config, join(dir, 'data'));
    await eventually(
      () => station.healthz(),
      (report) => report.camera.state === 'streaming',
    );
    const triggers = await Promise.all([1, 2, 3, 4].map(() => client.call('live.trigger', {})));
    expect(triggers.map(({ trigger }) => trigger)).toEqual([1, 2, 3, 4]);
    await eventually(
      () => parts.length,
      (count) => count === 4,
    );
    expect(parts.map((part) => part.trigger)).toEqual([1, 2, 3, 4]);
    expect(parts.every((part) => part.verdict !== 'missed')).toBe(true);
  });

  it('says in its health and on the screen that most of a picture is not inspected', async () => {
    const dir = temporaryFolder();
    const pictures = await pictureFolder({ width: 2048, height: 460, greys: [90, 110] });
    onTestFinished(() => pictures.remove());
    const camera = { source: pictures.path, width: 2048, height: 460, pixelFormat: 'Mono8', defectiveParts: undefined };
    const { station, client } = await startWatched(writeDemoConfig(dir, { camera }), join(dir, 'data'));
    const { warnings } = await station.healthz();
    expect(warnings).toEqual([
      expect.stringMatching(/of the 2048×460 picture: \d+ columns and 0 rows at the edges are not inspected/),
      expect.stringContaining('trained on colour'),
    ]);
    const { status } = await client.call('live.snapshot', {});
    expect(status.warnings.map(({ kind }) => kind)).toEqual(['edges-unseen', 'grey-camera']);
    expect(status.warnings[0]).toMatchObject({ width: 2048, height: 460, rows: 0 });
  });

  it('runs on with every part in review when its model file is truncated, and says what to do', async () => {
    const dir = temporaryFolder();
    const broken = join(dir, 'bundle');
    cpSync(bundleDir, broken, { recursive: true, filter: (path) => !path.includes('golden') });
    truncateSync(join(broken, 'model.int8.onnx'), 1000);
    const config = writeDemoConfig(dir, { recipe: { bundle: broken } });
    const { station, parts } = await startWatched(config, join(dir, 'data'));
    const report = await eventually(
      () => station.healthz(),
      (value) => value.engine.state === 'fault' && value.triggers > 10,
    );
    expect(report.state).toBe('fault');
    expect(report.engine.detail).toMatch(/truncated.*Copy the whole bundle/s);
    expect(addsUp(report)).toBe(true);
    await eventually(
      () => parts.length,
      (count) => count > 3,
    );
    expect(new Set(parts.map((part) => part.verdict))).toEqual(new Set(['review']));
    expect(parts[0]?.reasons[0]?.kind).toBe('engine-fault');
  });
});

/** The one run on disk has the triggers 1, 2, … without a gap, and at least so many. */
function expectEveryTrigger(dataDir: string, atLeast: number): void {
  const [triggers = [], ...others] = triggersOfRuns(dataDir);
  expect(others).toEqual([]);
  expect(triggers.length).toBeGreaterThanOrEqual(atLeast);
  expect(triggers).toEqual(triggers.map((_, index) => index + 1));
}
