/** `--json FILE`: what a command found out, for programs. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StationError } from '../api/errors.ts';
import type { OptionSpec } from '../host/options.ts';
import type { OptionValues } from './option-values.ts';

export const jsonOption = {
  type: 'string',
  value: 'FILE',
  about: 'write the result there, too',
} as const satisfies OptionSpec;

/** Nothing is written without the option. @throws StationError when it cannot be written. */
export async function writeJson(values: OptionValues, result: unknown): Promise<void> {
  if (typeof values['json'] !== 'string') return;
  const file = resolve(values['json']);
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`).catch((cause: unknown) => {
    throw new StationError('not-allowed', `the result cannot be written to ${file}: ${String(cause)}`, {
      remedy: 'name a file in a folder that exists and that you may write to',
      cause,
    });
  });
}
