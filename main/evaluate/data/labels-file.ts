/** `labels.json` of a data folder: which of the two formats it is, and its entries, each still to be read. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describeIssues, StationError } from '../../api/errors.ts';

const labelsSchema = z.looseObject({
  classes: z.array(z.string().min(1)).min(1, 'the list of classes is empty'),
  items: z.array(z.unknown()).min(1, 'there is no picture in it'),
  /** Of every picture, in the format of boards. */
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  /** Which side of a board's pictures copper is; DeepPCB, whose format this is, has it dark. */
  copper: z.enum(['bright', 'dark']).optional(),
});

export interface Labels extends z.output<typeof labelsSchema> {
  readonly file: string;
  readonly task: 'surface' | 'reference';
}

/** @throws StationError that says what is wrong where. */
export async function readLabels(dir: string): Promise<Labels> {
  const file = join(dir, 'labels.json');
  const parsed = labelsSchema.safeParse(parseJson(await readText(file, dir), file));
  if (!parsed.success) throw broken(file, describeIssues(parsed.error));
  const { classes, items } = parsed.data;
  if (new Set(classes).size !== classes.length) throw broken(file, 'classes: a class is named twice');
  return { ...parsed.data, file, task: taskOf(items, file) };
}

function taskOf(items: readonly unknown[], file: string): Labels['task'] {
  const has = (key: string): boolean => items.some((item) => typeof item === 'object' && item !== null && key in item);
  if (has('polygons')) return 'surface';
  if (has('template')) return 'reference';
  throw broken(file, 'its items have neither polygons (surface) nor a template (boards)');
}

async function readText(file: string, dir: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new StationError('not-found', `there are no labels in ${dir}: ${file} cannot be read`, {
      remedy: 'Name a folder with a labels.json and the pictures that it lists: --data DIR',
      cause,
    });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw broken(file, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function broken(file: string, why: string): StationError {
  return new StationError('bad-input', `${file} cannot be used: ${why}`, {
    remedy: 'The two formats are described in models/README.md.',
  });
}
