/** Parts that wait for a person: opened with their record, decided once, taken back whole. */
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { PartRecord } from '../../main/station/record/record.ts';
import type { CommandInput } from '../../main/station/store/command-table.ts';
import { type ADatabase, aDatabase, addPerson } from './a-database.ts';
import { aFail, aFrame, aRecord } from './a-record.ts';

const ann = '01970000-0000-7000-8000-00000000000a';
const bob = '01970000-0000-7000-8000-00000000000b';
const unsure = { kind: 'unsure', class: 'pitting', score: 0.5, passBelow: 0.2, failAbove: 0.8 } as const;
const terms = { operatorMs: 120_000, qualityMs: 1_800_000, overdue: 'hold' } as const;

function flagged(trigger: number, overrides: Partial<PartRecord> = {}): PartRecord {
  return aRecord(trigger, {
    verdict: 'review',
    reasons: [unsure],
    scores: [0.5, 0.1],
    frames: [aFrame({ verdict: 'review', reasons: [unsure], scores: [0.5, 0.1] })],
    line: { ok: false, at: 0, because: 'verdict', latencyMs: 1 },
    review: terms,
    ...overrides,
  });
}

type Deciding = CommandInput<'decideReview'>;

function deciding(id: string, change: Partial<Deciding> = {}): Deciding {
  return {
    by: ann,
    role: 'operator',
    id,
    decisionId: v7(),
    messageId: v7(),
    decision: 'good',
    class: null,
    lookedMs: 900,
    isTooFast: false,
    comment: '',
    stages: ['operator'],
    ...change,
  };
}

function withPeople(): ADatabase {
  const store = aDatabase();
  addPerson(store, ann, 'Ann');
  addPerson(store, bob, 'Bob', 'quality');
  return store;
}

/** Everything that a decision touches. */
const state = (store: ADatabase) => ({
  review: store.rows('SELECT stage, due_at FROM review ORDER BY part'),
  disposed: store.rows('SELECT disposed_at IS NOT NULL AS is_disposed FROM part ORDER BY id'),
});
const messages = (store: ADatabase) => store.rows('SELECT sequence, kind, record FROM outbox ORDER BY sequence');
const entries = (store: ADatabase, kind: string) =>
  store
    .rows(`SELECT body FROM history WHERE kind = '${kind}' ORDER BY entry`)
    .map((row) => JSON.parse((row as { body: string }).body));

describe('a part that a person is asked about', () => {
  it('waits from its commit on, with the terms of its record, once', () => {
    const store = aDatabase();
    const part = flagged(1);
    store.parts([part, part, aRecord(2), aFail(3), aFail(4, { review: { ...terms, operatorMs: null } })]);
    store.parts([part]);
    expect(store.rows('SELECT part, stage, opened_at, operator_ms, quality_ms, overdue, due_at FROM review')).toEqual([
      {
        ...{ part: 1, stage: 'operator', opened_at: part.at, operator_ms: 120_000, quality_ms: 1_800_000 },
        ...{ overdue: 'hold', due_at: part.at + 120_000 },
      },
      expect.objectContaining({ part: 4, stage: 'operator', operator_ms: null, due_at: null }),
    ]);
  });

  it('is read back with all that a queue shows', () => {
    const store = aDatabase();
    const picture = v7();
    const frame = aFrame({ verdict: 'review', picture, pictureOutcome: 'queued' });
    const part = flagged(1, { frames: [frame], serial: 'SN1' });
    store.parts([part, flagged(2)]);
    const [first, second] = store.ask('openReviews', { after: 0, limit: 10 });
    expect(first).toEqual({
      ...{
        place: 1,
        id: part.id,
        at: part.at,
        serial: 'SN1',
        workOrder: null,
        recipe: 'screws',
        verdict: 'review',
        reasons: [unsure],
      },
      ...{ stage: 'operator', openedAt: part.at, dueAt: part.at + 120_000, terms, picture, isPictureKept: false },
    });
    expect(second).toMatchObject({ place: 2, picture: null, isPictureKept: false });
    expect(store.ask('openReviews', { after: 1, limit: 10 })).toHaveLength(1);
    expect(store.ask('keptPictures', { pictures: [picture, v7()] })).toEqual({ kept: [], underWay: [picture] });
    store.commit([{ kind: 'picture', result: { picture, part: part.id, outcome: 'kept', bytes: 4 } }]);
    expect(store.ask('keptPictures', { pictures: [picture] })).toEqual({ kept: [picture], underWay: [] });
    expect(store.ask('openReviews', { after: 0, limit: 1 })).toMatchObject([{ picture, isPictureKept: true }]);
  });
});

describe('a decision', () => {
  it('ends the waiting, is a message to the MES and an entry of the history', () => {
    const store = withPeople();
    const part = flagged(1);
    store.parts([part]);
    const input = deciding(part.id, { decision: 'defect', class: 'pitting', comment: 'deep', isTooFast: true });
    expect(store.perform('decideReview', input)).toEqual({ ok: true, output: { stage: 'decided' } });
    expect(state(store)).toEqual({ review: [{ stage: 'decided', due_at: null }], disposed: [{ is_disposed: 1 }] });
    expect(messages(store)).toEqual([
      { sequence: 1, kind: 'part', record: 1 },
      { sequence: 2, kind: 'disposition', record: 1 },
    ]);
    expect(store.rows('SELECT event_time FROM outbox WHERE sequence = 2')).toEqual([
      { event_time: new Date(store.now).toISOString() },
    ]);
    expect(entries(store, 'disposition')).toEqual([
      {
        ...{ by: ann, role: 'operator', part: part.id, disposition: input.decisionId, kind: 'review', old: 'operator' },
        ...{ new: { decision: 'defect', class: 'pitting' }, why: 'deep', lookedMs: 900, isTooFast: true },
      },
    ]);
    expect(store.ask('openReviews', { after: 0, limit: 10 })).toEqual([]);
  });

  it('that comes again is the same decision', () => {
    const store = withPeople();
    const part = flagged(1);
    store.parts([part]);
    const input = deciding(part.id);
    expect(store.perform('decideReview', input)).toEqual(store.perform('decideReview', input));
    expect(store.rows('SELECT count(*) AS n FROM disposition')).toEqual([{ n: 1 }]);
    expect(entries(store, 'disposition')).toHaveLength(1);
    expect(messages(store)).toHaveLength(2);
  });

  it('by somebody else is refused, and says who was first', () => {
    const store = withPeople();
    const part = flagged(1);
    store.parts([part]);
    store.perform('decideReview', deciding(part.id));
    const second = store.perform('decideReview', deciding(part.id, { by: bob, decision: 'defect', class: 'pitting' }));
    expect(second).toMatchObject({ ok: false, error: { code: 'conflict', message: expect.stringContaining('Ann') } });
    expect(store.rows('SELECT decision FROM disposition')).toEqual([{ decision: 'good' }]);
  });

  it('of who may not decide at its stage any more is refused', () => {
    const store = withPeople();
    const part = flagged(1);
    store.parts([part]);
    store.perform('escalateReviews', {
      moves: [{ id: part.id, from: 'operator', to: 'quality', dueAt: store.now + 1 }],
    });
    expect(store.perform('decideReview', deciding(part.id))).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: expect.stringContaining('quality is asked now') },
    });
    expect(store.perform('decideReview', deciding(part.id, { stages: ['operator', 'quality'] }))).toMatchObject({
      ok: true,
    });
  });

  it('with a class that the part does not have, on a part that is none, or by nobody known is refused whole', () => {
    const store = withPeople();
    const part = flagged(1);
    store.parts([part, aRecord(2)]);
    const before = state(store);
    const codes = [
      deciding(part.id, { decision: 'defect', class: 'rust' }),
      deciding(v7()),
      deciding(part.id, { by: v7() }),
    ].map((input) => {
      const answer = store.perform('decideReview', input);
      return answer.ok ? 'ok' : answer.error.code;
    });
    expect(codes).toEqual(['bad-input', 'not-found', 'not-found']);
    expect(state(store)).toEqual(before);
    expect(entries(store, 'disposition')).toEqual([]);
    // The numbers of messages have no gap where one was rolled back.
    store.parts([flagged(3)]);
    expect(messages(store)).toHaveLength(3);
    expect(store.rows('SELECT max(sequence) AS last FROM outbox')).toEqual([{ last: 3 }]);
  });

  it('not sure hands the part to quality with its whole term, without a word to the MES, and once only', () => {
    const store = withPeople();
    const part = flagged(1);
    store.parts([part]);
    store.perform('decideReview', deciding(part.id, { decision: 'not-sure' }));
    expect(state(store)).toEqual({
      review: [{ stage: 'quality', due_at: store.now + 1_800_000 }],
      disposed: [{ is_disposed: 0 }],
    });
    expect(messages(store)).toHaveLength(1);
    const again = deciding(part.id, { by: bob, decision: 'not-sure', stages: ['operator', 'quality'] });
    expect(store.perform('decideReview', again)).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });
});

describe('a decision that is taken back', () => {
  it('leaves the part as it was, tells the MES and stays in the history', () => {
    const store = withPeople();
    const part = flagged(1);
    store.parts([part]);
    const before = state(store);
    const input = deciding(part.id);
    store.perform('decideReview', input);
    const withdrawal = { by: ann, decisionId: input.decisionId, messageId: v7() };
    expect(store.perform('withdrawReview', withdrawal)).toEqual({ ok: true, output: { id: part.id } });
    expect(store.perform('withdrawReview', withdrawal)).toEqual({ ok: true, output: { id: part.id } });
    expect(state(store)).toEqual(before);
    expect(messages(store).slice(1)).toEqual([
      { sequence: 2, kind: 'disposition', record: 1 },
      { sequence: 3, kind: 'withdrawal', record: 1 },
    ]);
    expect(entries(store, 'withdrawal')).toEqual([
      {
        ...{ by: ann, part: part.id, disposition: input.decisionId, new: 'operator' },
        old: { disposition: input.decisionId, decision: 'good' },
      },
    ]);
    expect(store.perform('decideReview', input)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(store.perform('decideReview', deciding(part.id))).toMatchObject({ ok: true });
  });

  it('can be taken back by its maker only, and not after somebody else has decided', () => {
    const store = withPeople();
    const part = flagged(1);
    store.parts([part]);
    const handedOn = deciding(part.id, { decision: 'not-sure' });
    store.perform('decideReview', handedOn);
    const withdrawal = { decisionId: handedOn.decisionId, messageId: v7() };
    expect(store.perform('withdrawReview', { ...withdrawal, by: bob })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    store.perform('decideReview', deciding(part.id, { by: bob, role: 'quality', stages: ['quality'] }));
    expect(store.perform('withdrawReview', { ...withdrawal, by: ann })).toMatchObject({ error: { code: 'conflict' } });
    expect(store.perform('withdrawReview', { ...withdrawal, decisionId: v7(), by: ann })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(state(store).review).toEqual([{ stage: 'decided', due_at: null }]);
  });
});

it('many are decided at once with a reason, recorded as such, and what is decided already is left out', () => {
  const store = withPeople();
  const parts = [flagged(1), flagged(2), flagged(3)];
  store.parts(parts);
  store.perform('decideReview', deciding(parts[1]?.id ?? ''));
  const marked = parts.map(({ id }) => ({ id, decisionId: v7(), messageId: v7() }));
  const input = {
    by: bob,
    role: 'quality',
    decision: 'good',
    class: null,
    reason: 'lamp was off',
    parts: marked,
  } as const;
  const decided = { decided: [parts[0]?.id, parts[2]?.id] };
  expect(store.perform('decideReviews', { ...input, parts: [...marked] })).toEqual({ ok: true, output: decided });
  expect(store.perform('decideReviews', { ...input, parts: [...marked] })).toEqual({ ok: true, output: decided });
  expect(store.rows("SELECT kind, reason FROM disposition WHERE kind = 'bulk'")).toEqual([
    { kind: 'bulk', reason: 'lamp was off' },
    { kind: 'bulk', reason: 'lamp was off' },
  ]);
  expect(entries(store, 'disposition').filter(({ kind }) => kind === 'bulk')).toHaveLength(2);
});

it('an escalation moves what still waits where it waited, and tells the history of nothing else', () => {
  const store = withPeople();
  const parts = [flagged(1), flagged(2)];
  store.parts(parts);
  store.perform('decideReview', deciding(parts[0]?.id ?? ''));
  const moves = parts.map(({ id }) => ({ id, from: 'operator', to: 'quality', dueAt: 5.5 }) as const);
  for (let again = 0; again < 2; again++) store.perform('escalateReviews', { moves: [...moves] });
  expect(state(store).review).toEqual([
    { stage: 'decided', due_at: null },
    { stage: 'quality', due_at: 5 },
  ]);
  expect(entries(store, 'escalation')).toEqual([{ by: null, part: parts[1]?.id, old: 'operator', new: 'quality' }]);
});

it('a decision on a known part is kept with its truth, and touches no part, no message and no review', () => {
  const store = withPeople();
  const known = {
    ...{ by: ann, decisionId: v7(), bundle: 'surface@1.0.0', picture: 'golden/a.jpg', truth: 'defect' as const },
    ...{ truthClass: 'pitting', decision: 'good' as const, class: null, lookedMs: 200, isTooFast: true, comment: '' },
  };
  store.perform('decideKnownPart', known);
  store.perform('decideKnownPart', known);
  expect(store.rows('SELECT truth, decision, is_too_fast FROM known_decision')).toEqual([
    { truth: 'defect', decision: 'good', is_too_fast: 1 },
  ]);
  expect(entries(store, 'known-part')).toHaveLength(1);
  expect(messages(store)).toEqual([]);
  expect(store.rows('SELECT count(*) AS n FROM part')).toEqual([{ n: 0 }]);
});
