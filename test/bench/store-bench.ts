/**
 * `npm run bench -- --store`: how long quality waits for an answer from a year of parts, and what that costs a commit.
 *
 *   npm run bench -- --store [--parts 5000000] [--db FILE] [--runs 20] [--json FILE]
 *
 * Without a file it seeds one in a temporary folder; a file that is there is used as it is. Questions go through a reader
 * thread as in the station, whole: search, the parts' rows, the way between the threads.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../main/station/clock.ts';
import { queryTable } from '../../main/station/store/query-table.ts';
import { openReadOnly } from '../../main/storekeeper/database.ts';
import { Readers } from '../../main/storekeeper/readers.ts';
import { commitCost } from './store/commit-cost.ts';
import { type NamedQuery, namedQueries } from './store/named-queries.ts';
import { seedStore } from './store/seed.ts';

const { values: options } = parseArgs({
  options: {
    store: { type: 'boolean' },
    parts: { type: 'string', default: '5000000' },
    db: { type: 'string' },
    runs: { type: 'string', default: '20' },
    json: { type: 'string' },
  },
});
const [parts, runs] = [wholeNumber('parts', options.parts), wholeNumber('runs', options.runs)];
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
/** As the station asks (`main/station/desk/search.ts`). */
const pageWithinMs = 120;
const countWithinMs = 700;
const limitMs = 2000;

interface Timed {
  readonly name: string;
  readonly found: number;
  readonly isPartial: boolean;
  readonly firstMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly count: { readonly parts: number; readonly isCapped: boolean; readonly tookMs: number };
}

const folder = options.db === undefined ? mkdtempSync(join(tmpdir(), 'sightline-store-bench-')) : null;
try {
  const path = resolve(options.db ?? join(folder ?? '', 'station.sqlite'));
  if (!existsSync(path)) seedStore(path, parts, tell);
  const report = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, ...(await measure(path)) };
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  if (folder) rmSync(folder, { recursive: true, force: true });
}

async function measure(path: string): Promise<object> {
  const { people, serial, total } = lookInto(path);
  const readers = new Readers({
    ...{ dataDir: dirname(path), databasePath: path, threads: 1, monotonicMs: systemClock.monotonicMs },
    damaged: (error) => {
      throw error;
    },
  });
  const queries: Timed[] = [];
  try {
    // The thread starts with its first question.
    await readers.ask('searchChoices', {}, 60_000);
    tell(`${total} parts; load ${loadavg()[0]?.toFixed(1)}; ms in the reader thread, ${runs} runs each`);
    tell(row('', 'found', 'first', 'p50', 'p95', 'count', 'ms'));
    for (const query of namedQueries(people, serial)) {
      const timed = await timeOf(readers, query);
      queries.push(timed);
      tell(lineOf(timed));
    }
  } finally {
    readers.close();
  }
  const cost = { withoutSerial: commitCost(false), withSerial: commitCost(true) };
  for (const [name, { commits, index }] of Object.entries(cost)) {
    tell(
      `${name}: a clean pass writes ${commits.written.toFixed(0)} bytes and keeps ${commits.kept.toFixed(0)}; its index writes ${index.written.toFixed(0)} and keeps ${index.kept.toFixed(0)}`,
    );
  }
  return { parts: total, runs, queries, cost };
}

/** What the questions are about: who decides here, and a serial in the middle of the year. */
function lookInto(path: string): {
  readonly people: readonly string[];
  readonly serial: string;
  readonly total: number;
} {
  const db = openReadOnly(path);
  try {
    const total = db.prepare<[], number>('SELECT count(*) FROM part').pluck().get() ?? 0;
    const serial = db
      .prepare<[number], string>(`SELECT serial FROM part WHERE id >= ? AND serial LIKE 'M6-%' ORDER BY id LIMIT 1`)
      .pluck()
      .get(Math.floor(total / 2));
    const people = db.prepare<[], string>('SELECT lower(hex(uuid)) FROM person ORDER BY id').pluck().all();
    return { people: people.map(dashed), serial: serial ?? 'M6-2026-00000001', total };
  } finally {
    db.close();
  }
}

function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function timeOf(readers: Readers, { name, filter, pagesBefore = 0 }: NamedQuery): Promise<Timed> {
  const page = async (before: number | null) =>
    queryTable.searchParts.output.parse(
      await readers.ask('searchParts', { filter, before, limit: 100, withinMs: pageWithinMs }, limitMs),
    );
  let before: number | null = null;
  for (let skipped = 0; skipped < pagesBefore; skipped += 1) before = (await page(before)).next;
  const times: number[] = [];
  let found = await page(before);
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    found = await page(before);
    times.push(performance.now() - startedMs);
  }
  const startedMs = performance.now();
  const counted = queryTable.countParts.output.parse(
    await readers.ask('countParts', { filter, most: 10_000, withinMs: countWithinMs }, limitMs),
  );
  const tookMs = performance.now() - startedMs;
  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (share: number): number => sorted[Math.min(runs - 1, Math.floor(share * runs))] ?? 0;
  return {
    ...{ name, found: found.parts.length, isPartial: found.searchedUntil !== null, firstMs: times[0] ?? 0 },
    ...{ p50Ms: percentile(0.5), p95Ms: percentile(0.95), count: { ...counted, tookMs } },
  };
}

function lineOf({ name, found, isPartial, firstMs, p50Ms, p95Ms, count }: Timed): string {
  const ms = [firstMs, p50Ms, p95Ms].map((each) => each.toFixed(0)) as [string, string, string];
  const counted = `${count.isCapped ? '≥ ' : ''}${count.parts}`;
  return row(name, isPartial ? `${found} …` : String(found), ...ms, counted, count.tookMs.toFixed(0));
}

function row(name: string, ...columns: readonly string[]): string {
  return `${name.padEnd(42)}${columns.map((column) => column.padStart(9)).join('')}`;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} ${text}: a whole number above 0 is needed`);
  return number;
}
