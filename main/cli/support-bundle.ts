/**
 * `support-bundle`: what somebody far away needs to see what is wrong, in one archive. Logs, configuration without
 * secrets, versions, health, the shape of the database. No pictures, no records, no secrets.
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { cpus, freemem, release, totalmem } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { StationError, toWireError } from '../api/errors.ts';
import { readOptions, stationOptionSpecs, stationOptions } from '../host/options.ts';
import { version } from '../host/paths.ts';
import { readStationFile } from '../http/station-file.ts';
import { readConfigText } from '../station/config/config-text.ts';
import type { Command } from './command.ts';
import { databaseSummary } from './database-summary.ts';
import { type ArchiveFile, tarArchive } from './tar.ts';
import { withoutSecrets } from './without-secrets.ts';

const newestLogs = 20;

const options = {
  data: stationOptionSpecs.data,
  config: { type: 'string', value: 'FILE', about: 'configuration to include; without it the one last started' },
  out: { type: 'string', value: 'FILE', about: 'where to write it (sightline-support-DATE.tar.gz here)' },
} as const;

export const supportBundleCommand: Command = {
  name: 'support-bundle',
  about: 'pack logs, versions, health and configuration for support (no pictures, no secrets)',
  options,
  run: async (args) => {
    const values = readOptions(args, options);
    const { dataDir } = stationOptions(values);
    const now = new Date();
    const out = resolve(String(values['out'] ?? `sightline-support-${now.toISOString().slice(0, 10)}.tar.gz`));
    const config = typeof values['config'] === 'string' ? resolve(values['config']) : undefined;
    const files = await bundleFiles(dataDir, config);
    await writeFile(out, gzipSync(tarArchive(files, now)), { mode: 0o600 });
    console.log(`${out}\n${files.map(({ name, bytes }) => `  ${name} (${bytes.length} bytes)`).join('\n')}`);
  },
};

async function bundleFiles(dataDir: string, config: string | undefined): Promise<ArchiveFile[]> {
  const listed = await readdir(dataDir, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new StationError('not-found', `there is no data folder ${dataDir}`, {
      remedy: 'name the folder of the station with --data DIR',
      cause,
    });
  });
  const paths = listed.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const logs = await logFiles(join(dataDir, 'logs'));
  const databases = paths.filter((path) => extname(path) === '.sqlite');
  return [
    json('versions.json', versions()),
    json('folder.json', await folderSummary(dataDir, paths)),
    json('healthz.json', await orWhyNot(() => currentHealth(dataDir))),
    json('configuration.json', await orWhyNot(() => configuration(config ?? lastConfig(logs)))),
    ...(await Promise.all(
      databases.map(async (path) =>
        json(`databases/${path.slice(dataDir.length + 1)}.json`, await orWhyNot(async () => databaseSummary(path))),
      ),
    )),
    ...logs,
  ];
}

function json(name: string, content: unknown): ArchiveFile {
  return { name, bytes: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) };
}

/** A part that cannot be had says why in its own file: the bundle is for stations where something is wrong. */
async function orWhyNot(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read();
  } catch (thrown) {
    return { notAvailable: toWireError(thrown) };
  }
}

function versions(): unknown {
  const { platform, arch } = process;
  const machine = { platform, arch, release: release(), cpus: cpus().length, cpu: cpus()[0]?.model };
  return { sightline: version, ...process.versions, ...machine, memory: totalmem(), freeMemory: freemem() };
}

/** How many files of each kind, how many bytes: no names of pictures. */
async function folderSummary(dataDir: string, paths: readonly string[]): Promise<unknown> {
  const sums: Record<string, { files: number; bytes: number }> = {};
  for (const path of paths) {
    const kind = extname(path) || '(none)';
    const sum = sums[kind] ?? { files: 0, bytes: 0 };
    sums[kind] = { files: sum.files + 1, bytes: sum.bytes + ((await sizeOf(path)) ?? 0) };
  }
  return { dataDir, kinds: sums };
}

/** Null for a file that has gone since the folder was listed: the station may be running. */
async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null;
    throw thrown;
  });
  return found?.size ?? null;
}

async function currentHealth(dataDir: string): Promise<unknown> {
  const { port } = await readStationFile(dataDir);
  return (await fetch(`http://127.0.0.1:${port}/healthz`)).json();
}

async function configuration(file: string | null): Promise<unknown> {
  if (file === null) throw new StationError('not-found', 'no log names the configuration that was started');
  const { value, problems } = readConfigText(await readFile(file, 'utf8'));
  return { file, problems, value: withoutSecrets(value) };
}

/** The configuration of the last start that is in the logs (they come newest last). */
function lastConfig(logs: readonly ArchiveFile[]): string | null {
  const lines = logs.flatMap(({ bytes }) => bytes.toString('utf8').split('\n'));
  const start = lines.findLast((line) => line.includes('"msg":"starting"'));
  const { config } = start ? (JSON.parse(start) as { config?: unknown }) : {};
  return typeof config === 'string' ? config : null;
}

async function logFiles(folder: string): Promise<ArchiveFile[]> {
  const names = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  const newest = names
    .filter((name) => extname(name) === '.log')
    .toSorted(byDateAndNumber)
    .slice(-newestLogs);
  return Promise.all(newest.map(async (name) => ({ name: `logs/${name}`, bytes: await readFile(join(folder, name)) })));
}

/** `sightline.2026-03-01.9.log` before `sightline.2026-03-01.10.log` */
function byDateAndNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
