/** What a check says of a history whose database was damaged and mended: what is missing, and nothing that is not so. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storeConfigSchema } from '../../../main/station/config/station.ts';
import { databasePath, openDatabase } from '../../../main/storekeeper/database.ts';
import { Retention } from '../../../main/storekeeper/retention.ts';
import { salvage } from '../../../main/storekeeper/salvage.ts';
import { Tally } from '../../../main/storekeeper/tally.ts';
import { leafPagesOf, scribble } from '../scribble.ts';
import { temporaryFolder } from '../store-child.ts';
import { type AHistory, aHistory, checked, type Deed, live } from './a-history.ts';

const day: readonly Deed[] = Array.from({ length: 300 }, (_, index) => ({
  kind: index % 20 === 0 ? 'setting' : 'pass',
  afterMs: 60_000,
}));

function aDay(): AHistory {
  const history = aHistory(temporaryFolder());
  live(history, day);
  return history;
}

describe('a mended database', () => {
  it('says which entries are missing, whichever pages were lost, and goes on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 1, maxLength: 3 }),
        (places) => {
          const history = aDay();
          const all = history.db.prepare<[], number>('SELECT count(*) FROM history').pluck().get() ?? 0;
          history.close();
          const path = databasePath(history.dataDir);
          const pages = leafPagesOf(path, 'history');
          scribble(
            path,
            places.map((place) => pages[Math.floor(place * pages.length)] ?? 0),
          );
          const into = temporaryFolder();
          salvage(path, databasePath(into));

          const db = openDatabase(databasePath(into));
          const kept = db.prepare<[], number>('SELECT count(*) FROM history').pluck().get() ?? 0;
          const report = checked(db, history.dataDir);
          db.close();
          expect(kept).toBeLessThan(all);
          expect(report.isSound).toBe(false);
          expect(report.findings[0]?.what).toBe('removed');
          const on = aHistory(into, history.now + 1000);
          live(on, [{ kind: 'setting', afterMs: 5 }]);
          expect(on.check().findings[0]?.what).toBe('removed');
          on.close();
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('clearing away', () => {
  it('leaves a history in which nothing is missing without a word', async () => {
    const history = aDay();
    history.now += 20 * 86_400_000;
    const retention = new Retention({
      dataDir: history.dataDir,
      config: storeConfigSchema.parse({}),
      tally: new Tally(),
      db: () => history.db,
      books: () => history.books,
      monotonicMs: () => 0,
      wallMs: () => history.now,
      pause: () => Promise.resolve(),
    });
    await retention.round();
    expect(history.db.prepare('SELECT count(*) FROM part').pluck().get()).toBe(0);
    const report = history.check();
    history.close();
    expect(report.findings).toEqual([]);
    expect(report.clearedParts).toBe(day.filter(({ kind }) => kind === 'pass').length);
  });
});
