/** Who imports what: every import of every source, types and dynamic ones too, as the parser sees them. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'vite';

export interface Import {
  /** Path from the root of the project, with `/`. */
  readonly from: string;
  /** The same for an own file; for anything else its name as it is written (`zod`, `node:fs`). */
  readonly to: string;
  readonly isOwn: boolean;
  readonly isTypeOnly: boolean;
}

export async function sourceFiles(root: string, folders: readonly string[]): Promise<string[]> {
  const listed = await Promise.all(
    folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  return listed
    .flat()
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
}

export async function importsOf(root: string, file: string): Promise<Import[]> {
  const code = await readFile(join(root, file), 'utf8');
  return importsIn(file, code);
}

export function importsIn(file: string, code: string): Import[] {
  const { module, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const fixed = module.staticImports.map(({ moduleRequest, entries }) => ({
    name: moduleRequest.value,
    isTypeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const passedOn = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => (entry.moduleRequest ? [{ name: entry.moduleRequest.value, isTypeOnly: entry.isType }] : []));
  // Only a name that stands there as text can be followed.
  const dynamic = module.dynamicImports
    .map(({ moduleRequest }) => code.slice(moduleRequest.start, moduleRequest.end))
    .filter((text) => /^['"]/.test(text))
    .map((text) => ({ name: text.slice(1, -1), isTypeOnly: false }));
  return [...fixed, ...passedOn, ...dynamic].map(({ name, isTypeOnly }) => {
    const isOwn = name.startsWith('.');
    return { from: file, to: isOwn ? join(dirname(file), name) : name, isOwn, isTypeOnly };
  });
}
