/** A study from its draft to its table, over a real database. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v4, v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PartRecord } from '../../../main/station/record/record.ts';
import { aRecord } from '../../storekeeper/a-record.ts';
import { pictured, StudyBench } from '../../support/study-bench.ts';

function aBench(): StudyBench {
  const bench = new StudyBench();
  onTestFinished(() => bench.close());
  return bench;
}

/** Six parts with references by Eve, appraised by Ada and Ben. */
async function started(bench: StudyBench, ...again: readonly PartRecord[]): Promise<string> {
  const quality = bench.as('Eve', 'quality');
  const parts = bench.make(
    ...[pictured(1, 'good', 'S-1'), pictured(2, 'good'), pictured(3, 'defect'), pictured(4, 'defect')],
    ...[pictured(5, 'borderline'), pictured(6, 'borderline')],
  );
  bench.make(...again);
  const id = v4();
  await quality('study.create', { id, name: 'Pitting, autumn', trials: 2, hasStation: true });
  const { partList } = await quality('study.addParts', { id, parts });
  for (const { place } of partList) {
    const reference = [3, 4, 6].includes(place) ? 'defect' : 'good';
    await quality('study.setReference', { id, place, reference });
  }
  await quality('study.setAppraisers', { id, people: [bench.person('Ada'), bench.person('Ben')] });
  await quality('study.start', { id });
  return id;
}

async function pictureReferences(bench: StudyBench, id: string): Promise<ReadonlyMap<string, 'good' | 'defect'>> {
  const { partList } = await bench.as('Eve', 'quality')('study.get', { id });
  return new Map(partList.map(({ picture, reference }) => [picture, reference ?? 'good']));
}

const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'answered',
    (thrown: { code?: string }) => thrown.code,
  );

describe('a study', () => {
  it('goes from its draft over blind answers to its result', async () => {
    const bench = aBench();
    const id = await started(bench);
    const truth = await pictureReferences(bench, id);
    const changed: string[] = [];
    bench.onChanged((one) => changed.push(one));
    const right = (picture: string): 'good' | 'defect' => truth.get(picture) ?? 'good';
    expect(await bench.as('Ada')('study.mine', {})).toEqual([
      { id, name: 'Pitting, autumn', progress: { done: 0, of: 12 } },
    ]);
    await bench.appraise('Ada', id, right);
    // Ben calls everything good in the second trial.
    await bench.appraise('Ben', id, (picture, trial) => (trial === 1 ? right(picture) : 'good'));
    expect(await bench.as('Ada')('study.mine', {})).toEqual([]);

    const quality = bench.as('Eve', 'quality');
    expect((await quality('study.close', { id })).state).toMatchObject({ kind: 'closed', reason: null });
    const { agreement, disagreements, experts } = await quality('study.result', { id });
    expect(experts).toEqual(['Eve']);
    expect(agreement.parts).toEqual({ all: 6, ratedByAll: 6, good: 3, defect: 3 });
    const [ada, ben, station] = agreement.appraisers;
    expect(ada).toMatchObject({ effectiveness: { figure: { hits: 6, of: 6 } }, grade: 'acceptable' });
    expect(ben).toMatchObject({
      effectiveness: { figure: { hits: 3, of: 6 } },
      misses: { figure: { hits: 3, of: 6 } },
    });
    expect(ben?.repeatability).toMatchObject({ kind: 'measured', same: { hits: 3, of: 6 } });
    // Four verdicts as the reference, two parts left to a person; seen once.
    expect(station).toMatchObject({
      effectiveness: { figure: { hits: 4, of: 6 } },
      misses: { figure: { hits: 0, of: 3 } },
      notDecided: { hits: 2, of: 6 },
      repeatability: { kind: 'not-measured' },
    });
    expect(disagreements.map(({ place }) => place)).toEqual([3, 4, 5, 6]);
    expect(changed).toEqual(Array(24 + 1).fill(id));
  });

  it('measures the repeatability of the station from parts that were presented again', async () => {
    const bench = aBench();
    const id = await started(bench, pictured(11, 'good', 'S-0'));
    const quality = bench.as('Eve', 'quality');
    const second = v4();
    const [one, again, marked] = bench.make(
      ...[pictured(20, 'good', 'T-1'), pictured(21, 'borderline', 'T-1'), pictured(22, 'defect')],
    );
    await quality('study.create', { id: second, name: 'Again', trials: 2, hasStation: true });
    const [other] = bench.make(pictured(23, 'defect'));
    const { partList } = await quality('study.addParts', { id: second, parts: [one ?? '', marked ?? ''] });
    expect(partList.map(({ presentations }) => presentations.map(({ part, how }) => [part, how]))).toEqual([
      [
        [one, 'chosen'],
        [again, 'same-serial'],
      ],
      [[marked, 'chosen']],
    ]);
    await quality('study.markAgain', { id: second, place: 2, again: other ?? '' });
    // The record that is the same part again cannot be a part of its own.
    expect((await quality('study.addParts', { id: second, parts: [again ?? ''] })).partList).toHaveLength(2);
    await quality('study.setReference', { id: second, place: 1, reference: 'good' });
    await quality('study.setReference', { id: second, place: 2, reference: 'defect' });
    await quality('study.setAppraisers', { id: second, people: [bench.person('Ada')] });
    await quality('study.start', { id: second });
    await quality('study.close', { id: second, reason: 'only the station counts here' });
    const { agreement } = await quality('study.result', { id: second });
    const station = agreement.appraisers.at(-1);
    expect(station?.repeatability).toMatchObject({ kind: 'measured', same: { hits: 1, of: 2 } });
    expect(agreement.appraisers[0]).toMatchObject({ parts: 0, grade: 'cannot' });
    expect((await quality('study.get', { id })).state.kind).toBe('running');
  });

  it('is for people by name: an appraiser sees own tasks only, and nobody a result before its end', async () => {
    const bench = aBench();
    const id = await started(bench);
    bench.person('Cleo');
    expect(await codeOf(bench.as('Cleo')('study.next', { id }))).toBe('not-allowed');
    expect(await codeOf(bench.as(null)('study.next', { id }))).toBe('not-allowed');
    expect(await bench.as(null)('study.mine', {})).toEqual([]);
    expect(await codeOf(bench.as('Ada')('study.result', { id }))).toBe('not-allowed');
    const quality = bench.as('Eve', 'quality');
    expect(await codeOf(quality('study.result', { id }))).toBe('conflict');
    expect(await codeOf(quality('study.exportCsv', { id }))).toBe('conflict');
    expect(
      await codeOf(bench.as(null, 'quality')('study.create', { id: v4(), name: 'x', trials: 2, hasStation: true })),
    ).toBe('not-allowed');
  });

  it('keeps an answer as it was given: the same again is the same, another is refused', async () => {
    const bench = aBench();
    const id = await started(bench);
    const ada = bench.as('Ada');
    const first = { id, answerId: v4(), step: 0, answer: 'good', lookedMs: 900 } as const;
    const next = await ada('study.answer', first);
    expect(next).toMatchObject({ kind: 'part', step: 1, steps: 12, trial: 1 });
    expect(await ada('study.answer', first)).toEqual(next);
    expect(await codeOf(ada('study.answer', { ...first, answerId: v4(), answer: 'defect' }))).toBe('conflict');
    expect(await codeOf(ada('study.answer', { ...first, answerId: v4(), step: 5 }))).toBe('conflict');
    expect(bench.db.prepare('SELECT answer FROM study_answer').pluck().all()).toEqual(['good']);
    // Another screen, later: it goes on there.
    expect(await bench.as('Ada')('study.next', { id })).toEqual(next);
  });

  it('tells an appraiser nothing but the picture and how far it is', async () => {
    const bench = aBench();
    const id = await started(bench);
    const next = await bench.as('Ada')('study.next', { id });
    expect(Object.keys(next).sort()).toEqual(
      ['kind', 'nextPicture', 'picture', 'step', 'steps', 'study', 'trial', 'trials'].sort(),
    );
  });

  it('needs a reason to close before all is answered, and changes no more after it', async () => {
    const bench = aBench();
    const id = await started(bench);
    const quality = bench.as('Eve', 'quality');
    expect(await codeOf(quality('study.close', { id }))).toBe('bad-input');
    const { state } = await quality('study.close', { id, reason: 'Ben has left' });
    expect(state).toMatchObject({ kind: 'closed', reason: 'Ben has left' });
    const rows = (): unknown =>
      ['study', 'study_part', 'study_appraiser', 'study_answer'].map((table) =>
        bench.db.prepare(`SELECT * FROM ${table}`).all(),
      );
    const before = rows();
    const tries = [
      quality('study.change', { id, name: 'other', trials: 3, hasStation: false }),
      quality('study.setReference', { id, place: 1, reference: 'defect' }),
      quality('study.removePart', { id, place: 1 }),
      quality('study.setAppraisers', { id, people: [] }),
      quality('study.start', { id }),
      quality('study.close', { id, reason: 'again' }),
      quality('study.discard', { id }),
      bench.as('Ada')('study.answer', { id, answerId: v4(), step: 0, answer: 'good', lookedMs: 1 }),
      bench.as('Ada')('study.next', { id }),
    ];
    expect(await Promise.all(tries.map(codeOf))).toEqual(Array(9).fill('conflict'));
    expect(rows()).toEqual(before);
  });

  it('does not start with something missing, nor with an expert among the appraisers', async () => {
    const bench = aBench();
    const quality = bench.as('Eve', 'quality');
    const id = v4();
    const study = await quality('study.create', { id, name: 'Empty', trials: 3, hasStation: false });
    expect(study.obstacles).toEqual(['too-few-parts', 'no-appraiser']);
    expect(await codeOf(quality('study.start', { id }))).toBe('conflict');
    await quality('study.addParts', { id, parts: bench.make(pictured(1, 'good'), pictured(2, 'defect')) });
    await quality('study.setReference', { id, place: 1, reference: 'good' });
    await quality('study.setReference', { id, place: 2, reference: 'defect' });
    const ready = await quality('study.setAppraisers', { id, people: [bench.person('Eve')] });
    expect(ready.obstacles).toEqual(['expert-appraises']);
    expect(await codeOf(quality('study.start', { id }))).toBe('conflict');
    await quality('study.discard', { id });
    expect(await codeOf(quality('study.get', { id }))).toBe('not-found');
    expect(bench.db.prepare('SELECT count(*) FROM study_part').pluck().get()).toBe(0);
  });

  it('refuses parts that there are not, or of which no picture is kept', async () => {
    const bench = aBench();
    const quality = bench.as('Eve', 'quality');
    const id = v4();
    await quality('study.create', { id, name: 'Pictures', trials: 2, hasStation: false });
    const [bare] = bench.make(aRecord(1));
    expect(await codeOf(quality('study.addParts', { id, parts: [v7()] }))).toBe('not-found');
    expect(await codeOf(quality('study.addParts', { id, parts: [bare ?? ''] }))).toBe('conflict');
    expect((await quality('study.get', { id })).partList).toEqual([]);
  });

  it('suggests parts of the running recipe with a picture, a third of each kind, none twice', async () => {
    const bench = aBench();
    const quality = bench.as('Eve', 'quality');
    const id = v4();
    await quality('study.create', { id, name: 'Suggested', trials: 2, hasStation: true });
    const records = Array.from({ length: 60 }, (_, index) =>
      pictured(index + 1, index % 6 === 0 ? 'defect' : index % 6 === 1 ? 'borderline' : 'good'),
    );
    bench.make(...records, aRecord(99), { ...pictured(98, 'good'), recipe: 'nuts' });
    const suggested = await quality('study.suggest', { id, count: 30 });
    const count = (band: string): number => suggested.filter((one) => one.band === band).length;
    expect([count('good'), count('borderline'), count('defect')]).toEqual([10, 10, 10]);
    await quality('study.addParts', { id, parts: suggested.map(({ part }) => part) });
    const more = await quality('study.suggest', { id, count: 60 });
    expect(more).toHaveLength(30);
    expect(new Set([...suggested, ...more].map(({ part }) => part)).size).toBe(60);
  });

  it('is recorded in the history, every answer too', async () => {
    const bench = aBench();
    const id = await started(bench);
    await bench.appraise('Ada', id, () => 'good');
    const bodies = bench.db
      .prepare<[], string>(`SELECT body FROM history WHERE kind = 'study' ORDER BY entry`)
      .pluck()
      .all()
      .map((body) => JSON.parse(body) as { readonly what: string; readonly by: string });
    expect(bodies.map(({ what }) => what)).toEqual([
      ...['created', ...Array(6).fill('part added'), ...Array(6).fill('reference'), 'appraisers', 'started'],
      ...Array(12).fill('answer'),
    ]);
    expect(bodies.at(-1)?.by).toBe(bench.person('Ada'));
  });

  it('becomes a table that Minitab reads, in which no name is a formula', async () => {
    const bench = aBench();
    const id = await started(bench);
    const ada = bench.as('Ada');
    await bench.appraise('Ada', id, () => 'good');
    await bench.appraise('Ben', id, () => 'defect');
    const quality = bench.as('Eve', 'quality');
    await quality('study.close', { id });
    bench.db.prepare(`UPDATE person SET name = '=1+1' WHERE name = 'Ben'`).run();
    const { address } = await quality('study.exportCsv', { id });
    expect(address).toMatch(/^\/exports\/study-Pitting-autumn-\d{4}-\d\d-\d\d\.csv$/);
    const csv = readFileSync(join(bench.dir, address), 'utf8');
    const [head, ...rows] = csv.trimEnd().split('\r\n');
    expect(head).toBe('Sample,Appraiser,Trial,Response,Standard,Order,AnsweredAt,LookedS,Serial');
    expect(rows).toHaveLength(6 * 2 * 2 + 6);
    expect(rows[0]).toMatch(/^1,Ada,1,good,good,\d+,\d{4}-.*Z,1\.2,S-1$/);
    expect(rows[12]).toMatch(/^1,'=1\+1,1,defect,good,/);
    expect(rows.at(-1)).toMatch(/^6,Station,1,not-decided,defect,,/);
    expect(await codeOf(ada('study.exportCsv', { id }))).toBe('not-allowed');
  });
});
