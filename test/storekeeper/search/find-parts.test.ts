/** The search against a plain filter over the same parts: every condition, together, page by page. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispositionStates, type PartFilter, partFilterSchema } from '../../../main/api/slices/quality.ts';
import { verdicts } from '../../../main/api/words.ts';
import type { Db } from '../../../main/storekeeper/database.ts';
import { answerQuery } from '../../../main/storekeeper/queries/answer.ts';
import { findParts } from '../../../main/storekeeper/search/find-parts.ts';
import { Indexer } from '../../../main/storekeeper/search/indexer.ts';
import { uuidText } from '../../../main/storekeeper/uuid-bytes.ts';
import { shiftStart } from '../a-record.ts';
import { aWorld, fitsPlainly, type World } from './a-world.ts';

const count = 1_800;

/** All pages, newest first. */
function found(db: Db, filter: PartFilter, limit = 100, withinMs = 10_000): string[] {
  const idOf = db.prepare<[number], Buffer>('SELECT uuid FROM part WHERE id = ?').pluck();
  const parts: number[] = [];
  for (let before: number | null = null; ; ) {
    const page = findParts(db, filter, { before, limit, withinMs });
    expect(page.parts.length).toBeLessThanOrEqual(limit);
    parts.push(...page.parts);
    if (page.next === null) break;
    expect(page.next).toBeLessThan(before ?? Number.POSITIVE_INFINITY);
    before = page.next;
  }
  return parts.map((part) => uuidText(idOf.get(part) ?? Buffer.alloc(0)));
}

function plainly(world: World, filter: PartFilter, parts = world.parts): string[] {
  return parts
    .filter((part) => fitsPlainly(part, filter))
    .map(({ record }) => record.id)
    .reverse();
}

function indexAll(db: Db): void {
  const indexer = new Indexer(db);
  while (indexer.step());
}

function someFilter(people: readonly string[]): fc.Arbitrary<PartFilter> {
  const time = fc.integer({ min: shiftStart, max: shiftStart + count * 1000 });
  const some = <T>(items: readonly T[]) => fc.subarray([...items], { minLength: 1, maxLength: 2 });
  const words = [
    'kratzer',
    'krat',
    'ol',
    'linse',
    'edge',
    'AND',
    '"',
    'ab',
    '12',
    '1',
    '50',
    'grun',
    'ωσ',
    '划痕',
    'zz',
    'WO',
    'wo-1',
    '*',
    '-',
  ];
  const conditions = {
    from: time,
    until: time,
    recipes: some(['screws', 'nuts', 'bolts']),
    bundles: some(['surface-pitting', 'surface-pitting@1.0.0', 'surface-pitting@2.0.0', 'other']),
    shifts: some(['A', 'B', 'C']),
    verdicts: some(verdicts),
    reasons: some([
      'defect:pitting',
      'defect:scratch',
      'unsure:pitting',
      'unsure:scratch',
      'late',
      'no-frame',
      'overrun',
    ]),
    score: fc
      .tuple(
        fc.constantFrom('pitting', 'scratch', 'dent', 'none'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
      )
      .map(([name, min, width]) => ({ class: name, min, max: Math.min(1, min + width) })),
    dispositions: some(dispositionStates),
    people: some([...people, '0199aa00-0000-7000-8000-00000000ffff']),
    serial: fc.constantFrom(
      'AB',
      'ab-12',
      'AB-12-1',
      'ab 12/',
      'Gr',
      '50%',
      '50%_1',
      '50_',
      '%',
      '_',
      '-',
      'ΩΣ1',
      'AB-12-',
      "'",
      '\\',
    ),
    text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 }).map((list) => list.join(' ')),
  };
  // A few at a time: all together fit nothing.
  const keys = Object.keys(conditions) as (keyof typeof conditions)[];
  return fc
    .subarray(keys, { maxLength: 3 })
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map((key) => [key, conditions[key] as fc.Arbitrary<unknown>]))),
    )
    .map((filter) => partFilterSchema.parse(filter));
}

describe('the search', () => {
  it('finds what a plain filter finds, in its order, whatever is combined and however little is indexed', () => {
    const world = aWorld(count);
    const compare = (limit: number): void => {
      fc.assert(
        fc.property(someFilter(world.people), (filter) => {
          const expected = plainly(world, filter);
          expect(found(world.db, filter, limit)).toEqual(expected);
          fits += Math.sign(expected.length);
        }),
        { numRuns: 60 },
      );
    };
    let fits = 0;
    compare(50);
    indexAll(world.db);
    expect(world.db.prepare('SELECT count(*) FROM stretch').pluck().get()).toBe(3);
    compare(50);
    compare(1000);
    world.db.exec('DELETE FROM stretch WHERE id = 1; DELETE FROM stretch_words WHERE rowid = 1');
    compare(50);
    // Most of the filters found something, or nothing was compared.
    expect(fits).toBeGreaterThan(120);
  }, 120_000);

  const world = aWorld(1_200, 3);
  indexAll(world.db);
  const person = (world: World): string => world.people[0] ?? '';
  const singles: Readonly<Record<string, (world: World) => PartFilter>> = {
    'the beginning of a time': () => ({ from: shiftStart + 2_000_000 }),
    'the end of a time': () => ({ until: shiftStart + 600_000 }),
    'a recipe': () => ({ recipes: ['nuts'] }),
    'a version of a bundle': () => ({ bundles: ['surface-pitting@2.0.0'] }),
    'a shift': () => ({ shifts: ['B'] }),
    'a verdict': () => ({ verdicts: ['fail'] }),
    'a reason': () => ({ reasons: ['late'] }),
    'a range of a score': () => ({ score: { class: 'scratch', min: 0.4, max: 0.5 } }),
    'waiting for a person': () => ({ dispositions: ['open'] }),
    'called good': () => ({ dispositions: ['good'] }),
    'called a defect': () => ({ dispositions: ['defect'] }),
    'never asked about': () => ({ dispositions: ['none'] }),
    'a person': (world) => ({ people: [person(world)] }),
    'a beginning of serials': () => ({ serial: 'ab-12-1' }),
    'a sign in serials': () => ({ serial: '50%_' }),
    'a word of a serial': () => ({ text: 'grün' }),
    'a word of a comment': () => ({ text: 'Linse' }),
    'a word in a script without blanks': () => ({ text: '划痕' }),
  };
  it.each(Object.entries(singles))('finds by %s alone, and not everything', (_, filterOf) => {
    const filter = filterOf(world);
    const expected = plainly(world, filter);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(1_200);
    expect(found(world.db, filter, 30)).toEqual(expected);
  });

  it('loses and repeats nothing while parts are made, indexed and searched at once', () => {
    const world = aWorld(1_400, 5);
    const filter: PartFilter = { verdicts: ['fail', 'review'] };
    const expected = plainly(world, filter);
    const indexer = new Indexer(world.db);
    const idOf = world.db.prepare<[number], Buffer>('SELECT uuid FROM part WHERE id = ?').pluck();
    const seen: string[] = [];
    for (let before: number | null = null; ; ) {
      const page = findParts(world.db, filter, { before, limit: 20, withinMs: 10_000 });
      seen.push(...page.parts.map((part) => uuidText(idOf.get(part) ?? Buffer.alloc(0))));
      if (page.next === null) break;
      before = page.next;
      world.add(40);
      indexer.step();
    }
    expect(seen).toEqual(expected);
    expect(found(world.db, filter)).toEqual(plainly(world, filter));
  });

  it('ends early where time is short, says so, and goes on from there', () => {
    const world = aWorld(2_000, 7);
    const filter = partFilterSchema.parse({ score: { class: 'pitting', min: 0.99, max: 1 } });
    const first = findParts(world.db, filter, { before: null, limit: 100, withinMs: 0.000_001 });
    expect(first).toMatchObject({ isPartial: true, next: expect.any(Number) });
    const page = answerQuery(world.db, '', 'searchParts', { filter, before: null, limit: 100, withinMs: 0.000_001 });
    expect(page).toMatchObject({ next: first.next, searchedUntil: expect.any(Number) });
    expect(found(world.db, filter, 100, 0.000_001)).toEqual(plainly(world, filter));
  });

  it('answers at once where nothing can fit: times the wrong way round, words of nothing but signs', () => {
    const world = aWorld(50);
    for (const filter of [{ from: 2, until: 1 }, { text: '*** "' }, { recipes: ['never made'] }]) {
      expect(findParts(world.db, filter, { before: null, limit: 10, withinMs: 1000 })).toEqual({
        ...{ parts: [], next: null, isPartial: false },
      });
    }
  });
});

describe('counting', () => {
  it('says how many there are, and no more than it was asked to count', () => {
    const world = aWorld(600);
    indexAll(world.db);
    const expected = plainly(world, { verdicts: ['review'] }).length;
    const counted = (most: number): unknown =>
      answerQuery(world.db, '', 'countParts', { filter: { verdicts: ['review'] }, most, withinMs: 1000 });
    expect(counted(10_000)).toEqual({ parts: expected, isCapped: false });
    expect(counted(expected)).toEqual({ parts: expected, isCapped: false });
    expect(counted(expected - 1)).toEqual({ parts: expected - 1, isCapped: true });
  });
});
