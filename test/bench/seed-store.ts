/**
 * A database of a station that has run for a year: so many plausible parts, written fast and indexed.
 *
 *   node test/bench/seed-store.ts [--parts 5000000] --db FILE
 */
import { parseArgs } from 'node:util';
import { seedStore } from './store/seed.ts';

const { values: options } = parseArgs({
  options: { parts: { type: 'string', default: '5000000' }, db: { type: 'string' } },
});
const parts = Number(options.parts);
if (!Number.isSafeInteger(parts) || parts < 1)
  throw new Error(`--parts ${options.parts}: a whole number above 0 is needed`);
if (options.db === undefined) throw new Error('--db FILE: where to write the database');
seedStore(options.db, parts, (line) => process.stderr.write(`${line}\n`));
