/** The shipped bundles on a few real pictures. Only where the data lie beside the project: a clone alone has none. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { evaluate } from '../../main/evaluate/evaluate.ts';
import { newestBundle } from '../support/shipped-bundles.ts';
import { ask } from './ask.ts';

const shared = join(import.meta.dirname, '../../../shared/data');
const bundles = { surface: newestBundle('surface-pitting'), boards: newestBundle('pcb-reference') };

interface Labels<T> {
  readonly items: readonly T[];
}

/** The same pictures with fewer labels. */
async function few<T>(data: string, choose: (items: readonly T[]) => readonly T[]): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sightline-few-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const labels = JSON.parse(await readFile(join(shared, data, 'labels.json'), 'utf8')) as Labels<T>;
  await symlink(join(shared, data, 'images'), join(dir, 'images'));
  await writeFile(join(dir, 'labels.json'), JSON.stringify({ ...labels, items: choose(labels.items) }));
  return dir;
}

interface Photograph {
  readonly image: string;
  readonly place: string;
  readonly width: number;
  readonly polygons: readonly unknown[];
}

interface Pair {
  readonly board: string;
}

describe.skipIf(!existsSync(join(shared, 'bsdata')) || bundles.surface === null)(
  'photographs of ball screws (skipped without ../shared/data, or the bundle)',
  () => {
    test('of all sizes are judged alike by both precisions, worn spindles above clean ones', async () => {
      const dir = await few<Photograph>('bsdata', (items) => {
        const unseen = items.filter(({ place }) => place === '395000_270' || place === 'KGT2-V');
        const clean = unseen.filter(({ polygons }) => polygons.length === 0).slice(0, 6);
        const late = unseen.filter(({ width, polygons }) => width === 1540 && polygons.length > 0).slice(-4);
        return [...clean, ...late, ...unseen.filter(({ place }) => place === 'KGT2-V').slice(0, 2)];
      });
      const report = await evaluate(ask(bundles.surface ?? '', dir));
      if (report.task !== 'surface') throw new Error('a surface bundle was asked');
      expect(report).toMatchObject({ n: 12, skipped: [], int8: { good: 6, defective: 6, auroc: 1 } });
      expect(report.fp32.auroc).toBe(report.int8.auroc);
      expect(report.int8.localised.atPassBelow.value).toBeGreaterThan(0.5);
    });
  },
);

const hasBoards = existsSync(join(shared, 'deeppcb')) && bundles.boards !== null;
describe.skipIf(!hasBoards)('pairs of printed circuit boards (skipped without ../shared/data, or the bundle)', () => {
  const sixOf = (items: readonly Pair[]): readonly Pair[] =>
    items.filter(({ board }) => board === 'group20085').slice(0, 6);

  test('have their defects found, and golden pictures are not called defective', async () => {
    const report = await evaluate(ask(bundles.boards ?? '', await few('deeppcb', sixOf)));
    if (report.task !== 'reference') throw new Error('a reference bundle was asked');
    expect(report).toMatchObject({ n: 6, copper: 'dark', unregistered: [] });
    expect(report.int8.mAP).toBeGreaterThan(0.9);
    expect(report.int8.golden[0]?.called.count).toBe(0);
  });

  test('moved and turned golden pictures are found again by the registration of the station', async () => {
    const displacement = { shiftPx: 8, turnDegrees: 1 };
    const report = await evaluate(ask(bundles.boards ?? '', await few('deeppcb', sixOf), { displacement }));
    if (report.task !== 'reference') throw new Error('a reference bundle was asked');
    expect(report).toMatchObject({ isRegistered: true, unregistered: [] });
    expect(report.int8.mAP).toBeGreaterThan(0.9);
  });
});
