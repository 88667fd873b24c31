import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../../main/station/clock.ts';
import { csvColumns, exportParts } from '../../../main/station/desk/export-parts.ts';
import type { StoreQueries } from '../../../main/station/store/store-queries.ts';
import { type ADatabase, aDatabase } from '../../storekeeper/a-database.ts';
import { aRecord } from '../../storekeeper/a-record.ts';
import { temporaryFolder } from '../../storekeeper/store-child.ts';

function partsOf(made: ADatabase, dataDir: string): Parameters<typeof exportParts>[0] {
  const store = { partsCsv: async (input: never) => made.ask('partsCsv', input) } as unknown as StoreQueries;
  return { store, dataDir, clock: systemClock };
}

const still = new AbortController().signal;

it('writes every part that fits, newest first, under a name of its own', async () => {
  const made = aDatabase();
  const dataDir = temporaryFolder();
  made.parts(
    Array.from({ length: 1_200 }, (_, index) => aRecord(index + 1, { serial: `S-${index + 1}`, workOrder: 'WO-7' })),
  );
  const { address, parts } = await exportParts(partsOf(made, dataDir), {}, still);
  expect(parts).toBe(1_200);
  expect(address).toMatch(/^\/exports\/parts-[0-9a-f-]{36}\.csv$/);
  const lines = readFileSync(join(dataDir, address), 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(1_201);
  expect(lines[0]).toBe(`\u{FEFF}${csvColumns.join(',')}`);
  expect(lines[1]?.split(',').slice(3, 5)).toEqual(['S-1200', 'WO-7']);
  expect(lines[1]?.split(',')).toHaveLength(csvColumns.length);
  expect(readdirSync(join(dataDir, 'exports'))).toHaveLength(1);
});

it('keeps what is in a serial from becoming a column, a line or a formula', async () => {
  const made = aDatabase();
  const dataDir = temporaryFolder();
  made.parts([aRecord(1, { serial: '=1+1,"x"' })]);
  const { address } = await exportParts(partsOf(made, dataDir), {}, still);
  expect(readFileSync(join(dataDir, address), 'utf8')).toContain(`"'=1+1,""x"""`);
});

it('leaves nothing behind when the file cannot be written or nobody waits for it', async () => {
  const made = aDatabase();
  made.parts(Array.from({ length: 600 }, (_, index) => aRecord(index + 1)));
  const dataDir = temporaryFolder();
  const gone = AbortSignal.abort();
  await expect(exportParts(partsOf(made, dataDir), {}, gone)).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(join(dataDir, 'exports'))).toEqual([]);

  const blocked = temporaryFolder();
  writeFileSync(join(blocked, 'exports'), 'a file where the folder should be');
  await expect(exportParts(partsOf(made, blocked), {}, still)).rejects.toMatchObject({
    code: 'unavailable',
    remedy: expect.stringContaining('disk'),
  });
});
