/** `import`: the receiving side of the target Files. Checks what stations have written and gathers each record once. */
import { resolve } from 'node:path';
import { StationError } from '../api/errors.ts';
import { readOptions } from '../host/options.ts';
import type { Command } from './command.ts';
import { type ImportedFile, importFolder, recordFiles } from './import/import-folder.ts';
import { Imported } from './import/imported.ts';
import { requiredOption } from './option-values.ts';
import { progressBar } from './progress.ts';
import { textTable } from './table.ts';

const options = {
  to: {
    type: 'string',
    value: 'FILE',
    about: 'NDJSON that records are appended to, each once; made when it is not there',
  },
  key: { type: 'string', value: 'HEX', about: 'only what this key has signed (several: with commas between them)' },
  json: { type: 'boolean', about: 'the result for programs' },
} as const;

export const importCommand: Command = {
  name: 'import',
  about: 'FOLDER: gather the records that stations have written there, checked, each once; safe to run again',
  options,
  run: async ([folder, ...rest]) => {
    if (folder === undefined || folder.startsWith('-'))
      throw new StationError('bad-input', 'import FOLDER --to FILE: a folder with files of stations is needed');
    const values = readOptions(rest, options);
    const path = resolve(requiredOption(values, 'to', 'FILE'));
    const keys = keysOf(values['key']);
    const { files, total } = await gather(resolve(folder), path, keys);
    if (values['json'] === true) console.log(JSON.stringify({ files, total, to: path }, null, 2));
    else console.log(summary(files, total, path, keys));
    const suspect = files.filter(({ isSuspect }) => isSuspect).length;
    if (suspect > 0)
      throw new StationError('conflict', `${suspect} of ${files.length} files are not as a station has left them`, {
        remedy: 'Fetch them again from the stick or the folder. What was sealed rightly in them has been taken.',
      });
  },
};

function keysOf(text: string | true | undefined): string[] {
  if (typeof text !== 'string') return [];
  const keys = text.split(',').map((key) => key.trim().toLowerCase());
  const wrong = keys.find((key) => !/^[0-9a-f]{64}$/.test(key));
  if (wrong === undefined) return keys;
  throw new StationError('bad-input', `--key ${wrong}: 64 hexadecimal digits are needed`, {
    remedy: 'Copy the key as the station shows it when its target is tested.',
  });
}

async function gather(
  folder: string,
  path: string,
  keys: readonly string[],
): Promise<{ readonly files: ImportedFile[]; readonly total: number }> {
  const names = await recordFiles(folder).catch((cause: unknown) => {
    throw new StationError('not-found', `the folder ${folder} cannot be read`, { cause });
  });
  const to = await Imported.open(path);
  const bar = progressBar('importing', names.length);
  try {
    const files = await importFolder({ folder, to, keys, onFile: () => bar.advance() });
    return { files, total: to.count };
  } finally {
    bar.end();
    await to.close();
  }
}

function summary(files: readonly ImportedFile[], total: number, path: string, keys: readonly string[]): string {
  const sum = (of: (file: ImportedFile) => number): number => files.reduce((all, file) => all + of(file), 0);
  const records = sum((file) => file.records);
  const added = sum((file) => file.added);
  const rows = files.map(({ name, station, ...file }) => [
    name,
    station?.name ?? '?',
    String(file.records),
    String(file.added),
    file.remark ?? '',
  ]);
  return [
    ...(files.length > 0 ? [textTable([['file', 'station', 'records', 'new', ''], ...rows]), ''] : []),
    `${files.length} files, ${records} records, ${added} of them new; ${total} are in ${path}.`,
    ...(keys.length > 0 ? [] : signers(files)),
  ].join('\n');
}

/** Whoever names no key is told whose they are: a signature says who wrote, and only a person knows whom to believe. */
function signers(files: readonly ImportedFile[]): string[] {
  const lines = files.flatMap(({ station, key }) => (station && key !== null ? [`  ${station.name}  ${key}`] : []));
  if (lines.length === 0) return [];
  return [
    '',
    'Signed by these keys; compare them with those that the stations show, and name them with --key:',
    ...new Set(lines),
  ];
}
