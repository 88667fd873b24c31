/** Whoever has the database in his hands and changes something is found, and what he changed is named. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, databasePath, openDatabase } from '../../../main/storekeeper/database.ts';
import { openStationKey } from '../../../main/storekeeper/history/station-key.ts';
import { temporaryFolder } from '../store-child.ts';
import { aHistory, checked, deeds, live } from './a-history.ts';
import { anotherKey, cutTail, entriesIn, picker, picks, resign, rewrite, tamperings } from './tampering.ts';

/** A few histories of some hours, made once; each tampering works on a copy. */
const kept: string[] = [];
beforeAll(() => {
  for (const done of fc.sample(deeds, { numRuns: 4, seed: 20_260_504 })) {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-history-'));
    const history = aHistory(folder);
    live(history, done);
    history.close();
    kept.push(folder);
  }
});
afterAll(() => {
  for (const folder of kept) rmSync(folder, { recursive: true, force: true });
});

interface Tampered {
  readonly db: Db;
  readonly dataDir: string;
}

function copyOf(which: number): Tampered {
  const from = kept[which % kept.length] ?? '';
  const dataDir = temporaryFolder();
  for (const name of ['station.sqlite', 'history-key.pem', 'history-key.public.pem']) {
    copyFileSync(join(from, name), join(dataDir, name));
  }
  const db = openDatabase(databasePath(dataDir));
  db.pragma('synchronous = OFF');
  return { db, dataDir };
}

describe('somebody', () => {
  it.each(tamperings.map(({ name, act }) => [name, act] as const))('who %s is found', (_name, act) => {
    let done = 0;
    fc.assert(
      fc.property(fc.nat({ max: 3 }), picks, (which, shares) => {
        const { db, dataDir } = copyOf(which);
        const expected = act(db, picker(shares));
        const report = expected && checked(db, dataDir);
        db.close();
        if (!expected || !report) return;
        done += 1;
        expect(report.isSound).toBe(false);
        const [first] = report.findings;
        expect(expected.what, first?.text).toContain(first?.what);
        if (expected.entry !== null) expect(first?.entry, first?.text).toBe(expected.entry);
      }),
      { numRuns: 25 },
    );
    expect(done).toBeGreaterThan(0);
  });
});

/** Runs with a copy, and what it throws fails the property. */
function withCopy(which: number, act: (tampered: Tampered) => void): void {
  const tampered = copyOf(which);
  try {
    act(tampered);
  } finally {
    tampered.db.close();
  }
}

describe('somebody who knows how the history is made', () => {
  const which = fc.nat({ max: 3 });

  it('cuts its end off with all that tells of it: found with an anchor, and without one it is said to be unknown', () => {
    fc.assert(
      fc.property(which, picks, (each, shares) => {
        withCopy(each, ({ db, dataDir }) => {
          const entries = entriesIn(db);
          const last = entries.at(-1);
          const anchor = `${last?.entry}:${last?.hash.toString('hex')}`;
          cutTail(db, 2 + picker(shares)(entries.length - 2));
          const blind = checked(db, dataDir);
          expect(blind.notes.map(({ what }) => what)).toContain('anchor');
          const report = checked(db, dataDir, anchor);
          expect(report.findings.map(({ what }) => what)).toContain('anchor');
          expect(report.isSound).toBe(false);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('makes everything anew and signs it with a key of his own: the key gives him away, and so does any anchor', () => {
    fc.assert(
      fc.property(which, picks, (each, shares) => {
        withCopy(each, ({ db, dataDir }) => {
          const entries = entriesIn(db);
          const old = entries[picker(shares)(entries.length)]?.hash.toString('hex') ?? '';
          resign(db, anotherKey());
          expect(checked(db, dataDir).findings.map(({ what }) => what)).toEqual(['key']);
          rmSync(join(dataDir, 'history-key.public.pem'));
          expect(checked(db, dataDir).isSound).toBe(true);
          expect(checked(db, dataDir, old).findings.map(({ what }) => what)).toEqual(['anchor']);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('has the key itself and moves a time: the clock that ran back without a word is named', () => {
    fc.assert(
      fc.property(which, picks, (each, shares) => {
        withCopy(each, ({ db, dataDir }) => {
          const entries = entriesIn(db).slice(1);
          const { entry } = entries[picker(shares)(entries.length)] as { readonly entry: number };
          rewrite(db, entry, entry, (row) => ({ ...row, at: row.at - 7_200_000 }));
          rewrite(db, entry + 1, Number.MAX_SAFE_INTEGER, (row) => row);
          resign(db, openStationKey(dataDir, 0).key);
          const report = checked(db, dataDir);
          expect(report.findings.find(({ what }) => what === 'clock')).toMatchObject({ entry });
        });
      }),
      { numRuns: 15 },
    );
  });
});
