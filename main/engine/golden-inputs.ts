/** Pictures to measure with: the bundle's golden ones, so that the model sees what it is made for. */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { z } from 'zod';
import { describeIssues, StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import type { Bundle } from '../station/inference/bundle.ts';
import { noise } from './noise.ts';
import { type InputPictures, readInput } from './reference-check.ts';

export interface BenchInputs {
  readonly inputs: readonly [Uint8Array, ...Uint8Array[]];
  /** In words: `4 golden pictures`, `noise`. */
  readonly what: string;
}

/** More than these repeat what they show, and each takes its memory. */
const most = 8;

/** As much of both formats of labels as is needed here: which pictures there are. */
const labelsSchema = z.object({
  items: z.array(z.union([z.object({ image: z.string() }), z.object({ test: z.string(), template: z.string() })])),
});

/** @throws StationError `bad-input` when golden labels or pictures cannot be read. That they are the maker's is not asked here. */
export async function goldenInputs(bundle: Bundle): Promise<BenchInputs> {
  const named = bundle.manifest.golden.pictures === 0 ? [] : await namedPictures(bundle);
  const inputs: Uint8Array[] = [];
  for (const pictures of spread(named, most)) inputs.push(await readInput(bundle, pictures));
  const [first, ...more] = inputs;
  if (!first) return { inputs: [noise(bundle.inputBytes)], what: 'noise' };
  return { inputs: [first, ...more], what: `${inputs.length} golden pictures` };
}

async function namedPictures({ dir, manifest }: Bundle): Promise<InputPictures[]> {
  const { labels } = manifest.golden;
  const { items } = await readLabels(join(dir, labels));
  const path = (name: string): string => posix.join(posix.dirname(labels), name);
  return items.map((item) =>
    'image' in item ? { picture: path(item.image) } : { picture: path(item.test), golden: path(item.template) },
  );
}

async function readLabels(file: string): Promise<z.output<typeof labelsSchema>> {
  try {
    return labelsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? describeIssues(cause) : String(cause);
    throw new StationError('bad-input', `the golden set's labels ${file} cannot be read: ${why}`, {
      remedy: say('bundleCopyAgain'),
      cause,
    });
  }
}

/** At most so many, evenly over all: the first ones are often of one kind. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as T);
}
