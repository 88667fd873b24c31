/** Stored pictures judged by a bundle that does not run on the line: the shipped one on its own golden pictures. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { judgePictures } from '../../main/engine/judge-pictures.ts';
import { demoConfig } from '../../main/host/paths.ts';
import { nodeSpawner } from '../../main/process/spawn.ts';
import { activeRecipe, loadConfig } from '../../main/station/config/load.ts';
import { readBundle } from '../../main/station/inference/bundle.ts';
import { type JudgedPicture, type JudgeTask, taskMessageSchema } from '../../main/station/inference/engine-tasks.ts';

const labelsSchema = z.object({
  items: z.array(z.object({ image: z.string(), polygons: z.array(z.unknown()) })),
});

/** Golden pictures of the demo's bundle, the defective ones first. */
async function goldenTask(): Promise<{ task: JudgeTask; defective: ReadonlySet<string> }> {
  const recipe = activeRecipe(await loadConfig(demoConfig));
  const { dir, manifest } = await readBundle(recipe.bundle);
  const labels = labelsSchema.parse(JSON.parse(await readFile(join(dir, manifest.golden.labels), 'utf8')));
  const folder = join(dir, manifest.golden.labels, '..');
  const chosen = [
    ...labels.items.filter(({ polygons }) => polygons.length > 0).slice(0, 6),
    ...labels.items.filter(({ polygons }) => polygons.length === 0).slice(0, 6),
  ].map((item) => ({ ...item, id: uuidv7() }));
  const pictures = chosen.map(({ id, image }) => ({ id, file: join(folder, image), frameIndex: 0 }));
  return {
    // Everywhere: the demo's zone leaves out where some golden pictures have their defects.
    task: { kind: 'judge', bundleDir: dir, recipe: { ...recipe, regions: [] }, pictures },
    defective: new Set(chosen.filter(({ polygons }) => polygons.length > 0).map(({ id }) => id)),
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

it('gives every picture its scores: defective ones more than good ones', async () => {
  const { task, defective } = await goldenTask();
  const judged: JudgedPicture[] = [];
  await judgePictures(task, (group) => judged.push(...group));
  expect(judged.map(({ id }) => id)).toEqual(task.pictures.map(({ id }) => id));
  const scores = (isDefective: boolean): number[] =>
    judged.filter(({ id }) => defective.has(id) === isDefective).map(({ scores }) => Math.max(...(scores ?? [])));
  expect(mean(scores(true))).toBeGreaterThan(mean(scores(false)) + 0.3);
  expect(judged.every(({ problem }) => problem === null)).toBe(true);
});

it('says of a picture that is gone or has another size what is wrong, and judges the others', async () => {
  const { task } = await goldenTask();
  const [first] = task.pictures;
  if (!first) throw new Error('a bundle without golden pictures');
  const missing = { id: uuidv7(), file: join(task.bundleDir, 'nowhere.jpg'), frameIndex: 0 };
  const other = { id: uuidv7(), file: join(task.bundleDir, 'mistakes.jpg'), frameIndex: 0 };
  const judged: JudgedPicture[] = [];
  await judgePictures({ ...task, pictures: [missing, other, first] }, (group) => judged.push(...group));
  expect(judged).toMatchObject([
    { id: missing.id, scores: null, problem: expect.stringContaining('nowhere.jpg') },
    { id: other.id, scores: null, problem: expect.stringContaining('pixels') },
    { id: first.id, problem: null },
  ]);
});

it('runs in a process of its own, which tells what it has judged on the way', async () => {
  const { task } = await goldenTask();
  const child = nodeSpawner()('engine', { lowPriority: true });
  onTestFinished(() => child.kill());
  const judged: JudgedPicture[] = [];
  await new Promise<void>((resolve, reject) => {
    child.onMessage((raw) => {
      const message = taskMessageSchema.parse(raw);
      if (message.kind === 'judged') judged.push(...message.judged);
      if (message.kind === 'done') resolve();
      if (message.kind === 'fault') reject(new Error(message.message));
    });
    child.onExit((how) => reject(new Error(how)));
    child.send({ start: { task } });
  });
  expect(judged).toHaveLength(task.pictures.length);
});
