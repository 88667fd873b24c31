/** What the review asks: one part, what was decided on those like it, and how people decide. */
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { PartRecord } from '../../main/station/record/record.ts';
import { type ADatabase, aDatabase, addPerson } from './a-database.ts';
import { aFrame, aRecord } from './a-record.ts';

const ann = '01970000-0000-7000-8000-00000000000a';
const bob = '01970000-0000-7000-8000-00000000000b';
const unsure = { kind: 'unsure', class: 'scratch', score: 0.6, passBelow: 0.2, failAbove: 0.8 } as const;
const terms = { operatorMs: null, qualityMs: null, overdue: 'hold' } as const;
const region = { class: 'scratch', score: 0.6, x: 1, y: 2, width: 3, height: 4 };
const reading = {
  ...{ brightness: 80, saturatedShare: 0, blackShare: 0, focus: 200, obstruction: null },
  placed: { dx: 1, dy: 2, turnDegrees: 0 },
};

function flagged(trigger: number): PartRecord {
  const clean = aFrame({ frameIndex: 0 });
  const worst = aFrame({
    ...{ frameIndex: 1, verdict: 'review', reasons: [unsure], scores: [0.1, 0.6], regions: [region] },
    ...{ picture: v7(), pictureOutcome: 'queued', features: [0.5, -1], reading },
  });
  return aRecord(trigger, {
    ...{ verdict: 'review', reasons: [unsure], scores: [0.1, 0.6], review: terms },
    ...{ frames: [clean, worst], worstFrame: 1 },
  });
}

const pictureOf = (part: PartRecord): string => part.frames[1]?.picture ?? '';

function keepPicture(store: ADatabase, part: PartRecord): void {
  store.commit([{ kind: 'picture', result: { picture: pictureOf(part), part: part.id, outcome: 'kept', bytes: 9 } }]);
}

function decide(store: ADatabase, part: PartRecord, by: string, decision: 'good' | 'defect', lookedMs = 1000): string {
  const decisionId = v7();
  const answer = store.perform('decideReview', {
    ...{ by, role: 'operator', id: part.id, decisionId, messageId: v7(), decision, comment: '', lookedMs },
    ...{ class: decision === 'defect' ? 'scratch' : null, isTooFast: lookedMs < 400, stages: ['operator'] },
  });
  expect(answer).toMatchObject({ ok: true });
  return decisionId;
}

it('tells of what waits its serial number and its work order', () => {
  const store = aDatabase();
  store.parts([{ ...flagged(1), serial: 'SN-1', workOrder: 'WO-7' }, flagged(2)]);
  expect(store.ask('openReviews', { after: 0, limit: 10 })).toMatchObject([
    { serial: 'SN-1', workOrder: 'WO-7' },
    { serial: null, workOrder: null },
  ]);
});

it('shows of one part every frame, the worst first, and a picture once its file is there', () => {
  const store = aDatabase();
  const part = flagged(1);
  store.parts([part]);
  const shown = store.ask('reviewedPart', { id: part.id });
  expect(shown).toEqual({
    ...{ recipe: 'screws', bundle: 'surface-pitting@1.0.0', classes: ['pitting', 'scratch'] },
    frame: { width: 1280, height: 1024 },
    frames: [
      { frameIndex: 1, verdict: 'review', picture: null, regions: [region], placed: reading.placed },
      { frameIndex: 0, verdict: 'pass', picture: null, regions: [], placed: null },
    ],
    scores: [
      { class: 'pitting', score: 0.1 },
      { class: 'scratch', score: 0.6 },
    ],
    features: Buffer.from(new Float32Array([0.5, -1]).buffer).toString('base64'),
  });
  keepPicture(store, part);
  expect(store.ask('reviewedPart', { id: part.id })?.frames[0]?.picture).toBe(pictureOf(part));
  expect(store.ask('reviewedPart', { id: v7() })).toBeNull();
});

it('knows what was decided, newest first, and forgets what was taken back', () => {
  const store = aDatabase();
  addPerson(store, ann, 'Ann');
  const parts = [flagged(1), flagged(2), flagged(3)];
  store.parts(parts);
  const [one, two, three] = parts as [PartRecord, PartRecord, PartRecord];
  decide(store, one, ann, 'good');
  decide(store, two, ann, 'defect');
  const taken = decide(store, three, ann, 'good');
  store.perform('withdrawReview', { by: ann, decisionId: taken, messageId: v7() });
  const all = { before: null, part: null, limit: 10 };
  const decided = store.ask('decidedParts', all);
  expect(decided.map(({ id }) => id)).toEqual([two.id, one.id]);
  expect(decided[0]).toMatchObject({
    ...{ bundle: 'surface-pitting@1.0.0', reasons: [unsure], highest: { class: 'scratch', score: 0.6 } },
    features: expect.any(String),
  });
  expect(store.ask('decidedParts', { ...all, before: decided[0]?.place ?? 0 })).toHaveLength(1);
  expect(store.ask('decidedParts', { ...all, part: one.id }).map(({ id }) => id)).toEqual([one.id]);

  keepPicture(store, two);
  const alike = store.ask('alikeParts', { ids: [three.id, two.id, one.id, v7()] });
  expect(alike).toEqual([
    {
      ...{ id: two.id, at: two.at, picture: pictureOf(two), region, frame: { width: 1280, height: 1024 } },
      ...{ decision: 'defect', class: 'scratch', by: 'operator', decidedAt: store.now },
    },
  ]);
});

it('counts what each person decided, and how', () => {
  const store = aDatabase();
  addPerson(store, ann, 'Ann');
  addPerson(store, bob, 'Bob');
  const parts = [flagged(1), flagged(2), flagged(3), flagged(4)];
  store.parts(parts);
  for (const [index, lookedMs] of [100, 900].entries()) {
    decide(store, parts[index] as PartRecord, ann, 'good', lookedMs);
  }
  decide(store, parts[2] as PartRecord, bob, 'good', 5000);
  const known = { bundle: 'b', picture: 'p', class: null, isTooFast: false, comment: '', lookedMs: 300 };
  for (const [truth, decision] of [
    ['good', 'good'],
    ['good', 'defect'],
    ['defect', 'defect'],
    ['defect', 'not-sure'],
  ] as const) {
    const made = { ...known, by: ann, decisionId: v7(), truth, truthClass: null, decision };
    store.perform('decideKnownPart', made);
  }
  const annsCounts = {
    ...{ person: { id: ann, name: 'Ann' }, decided: 2, bulk: 0, tooFast: 1, medianLookMs: 300 },
    known: { good: { good: 1, defect: 1 }, defect: { good: 0, defect: 1 } },
  };
  expect(store.ask('reviewerCounts', { since: 0, person: ann })).toEqual([annsCounts]);
  expect(store.ask('reviewerCounts', { since: 0, person: null })).toMatchObject([
    annsCounts,
    { person: { name: 'Bob' }, decided: 1, medianLookMs: 5000, known: { good: { good: 0, defect: 0 } } },
  ]);
  expect(store.ask('reviewerCounts', { since: store.now + 1, person: null })).toEqual([]);
});
