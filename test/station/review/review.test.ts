/** The review over the API, with a real store: what operators and quality do with parts that wait. */
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../main/api/slices/index.ts';
import { aWriter } from '../../storekeeper/a-writer.ts';
import { reading } from '../../storekeeper/rows-of.ts';
import { eventually } from '../../support/eventually.ts';
import { aReview, people, refusal, type Screen } from './a-review.ts';
import { flagged, pictureOf, unsure } from './flagged.ts';

const { ann, bob, quinn } = people;

function deciding(id: string, change: Partial<Input<'review.decide'>> = {}): Input<'review.decide'> {
  return { id, decisionId: v7(), decision: { decision: 'good' }, lookedMs: 900, ...change };
}
const queueOf = (screen: Screen) => screen.client.call('review.queue', {});

describe('a part that the model is unsure of', () => {
  it('is in the queue of every screen as soon as it is on disk, with its deadline, and its picture once that is there', async () => {
    const station = await aReview();
    const screen = station.screen(ann);
    const part = flagged(1, { serial: 'SN000001' });
    await station.parts([part]);
    await station.pass(250);
    const queue = screen.told.at(-1);
    expect(queue).toMatchObject({ waiting: { operator: 1, quality: 0, overdue: 0 } });
    expect(queue?.parts).toMatchObject([
      {
        ...{
          id: part.id,
          label: part.id.slice(-6).toUpperCase(),
          serial: 'SN000001',
          recipe: 'Test',
          stage: 'operator',
        },
        ...{ verdict: 'review', reasons: [unsure], next: 'quality', picture: null, claimedBy: null },
      },
    ]);
    const leftMs = (queue?.nextDueAt ?? 0) - (queue?.at ?? 0);
    expect(leftMs).toBeGreaterThan(60_000);
    expect(leftMs).toBeLessThanOrEqual(120_000);

    const writer = aWriter();
    await writer.attach(station.store.endpoint);
    writer.pictureDone({ picture: pictureOf(part), part: part.id, outcome: 'kept', bytes: 9 });
    await eventually(
      async () => {
        await station.review.tick();
        return (await queueOf(screen)).parts[0]?.picture;
      },
      (picture) => picture === pictureOf(part),
    );
  });

  it('is told once a second while it is due, and not while nothing is', async () => {
    const station = await aReview();
    const screen = station.screen(ann);
    await station.pass(5000);
    const quiet = screen.told.length;
    expect(quiet).toBeLessThanOrEqual(1);
    await station.parts([flagged(1)]);
    await station.pass(5000);
    expect(screen.told.length - quiet).toBeGreaterThanOrEqual(4);
    expect(screen.told.length - quiet).toBeLessThanOrEqual(7);
  });

  it('is shown with its frames, the limits in force and what to choose from', async () => {
    const station = await aReview({ recipe: { limits: { green: { passBelow: 0.4, failAbove: 0.6 } } } });
    const part = flagged(1);
    await station.parts([part]);
    const shown = await station.screen(ann).client.call('review.look', { id: part.id });
    expect(shown).toMatchObject({
      id: part.id,
      frame: { width: 96, height: 72 },
      frames: [{ frameIndex: 0, verdict: 'review', picture: null, regions: [{ class: 'red', score: 0.5 }] }],
      opinion: [
        { class: 'red', score: 0.5, passBelow: 0.2, failAbove: 0.8 },
        { class: 'green', score: 0.1, passBelow: 0.4, failAbove: 0.6 },
      ],
      golden: null,
      alike: [],
      classes: ['red', 'green'],
    });
    expect(await refusal(station.screen(ann).client.call('review.look', { id: v7() }))).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a decision', () => {
  it('takes the part out of the queue and into the store, with who, how long and why', async () => {
    const station = await aReview();
    const screen = station.screen(ann);
    const part = flagged(1);
    await station.parts([part]);
    const comment = 'deep\u0000 \u202Epit\r\nat the edge';
    const decision = { decision: 'defect', class: 'red' } as const;
    const { undoUntil, known } = await screen.client.call(
      'review.decide',
      deciding(part.id, { decision, comment, lookedMs: 100 }),
    );
    expect({ left: (undoUntil ?? 0) - station.clock.wallMs, known }).toEqual({ left: 10_000, known: null });
    expect((await queueOf(screen)).parts).toEqual([]);
    const db = reading(station.dataDir);
    expect(db.prepare('SELECT decision, class, comment, looked_ms, is_too_fast FROM disposition').all()).toEqual([
      {
        decision: 'defect',
        class: 'red',
        comment: 'deep\uFFFD \uFFFDpit\nat the edge',
        looked_ms: 100,
        is_too_fast: 1,
      },
    ]);
  });

  it('that comes again, also after the station was started anew, is the same decision', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    const input = deciding(part.id);
    const first = await station.screen(ann).client.call('review.decide', input);
    const again = [1, 2].map(() => station.screen(ann).client.call('review.decide', input));
    expect(await Promise.all(again)).toEqual([first, first]);
    const later = await station.restarted();
    expect(await later.screen(ann).client.call('review.decide', input)).toMatchObject({ decisionId: input.decisionId });
    expect(reading(station.dataDir).prepare('SELECT count(*) AS n FROM disposition').get()).toEqual({ n: 1 });
  });

  it('that comes again while it is still on its way is the same decision', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    const input = deciding(part.id);
    const { client } = station.screen(ann);
    const [first, second] = await Promise.all([
      client.call('review.decide', input),
      client.call('review.decide', input),
    ]);
    expect(second).toEqual(first);
    expect(reading(station.dataDir).prepare('SELECT count(*) AS n FROM disposition').get()).toEqual({ n: 1 });
  });

  it('of two people at once is made by one of them', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    const [one, other] = [station.screen(ann), station.screen(bob)];
    const outcomes = await Promise.allSettled([
      one.client.call('review.decide', deciding(part.id)),
      other.client.call('review.decide', deciding(part.id, { decision: { decision: 'defect', class: 'red' } })),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'conflict' } });
    expect(reading(station.dataDir).prepare('SELECT decision FROM disposition').all()).toEqual([{ decision: 'good' }]);
    expect(await refusal(other.client.call('review.claim', { id: part.id }))).toMatchObject({ code: 'conflict' });
  });

  it('of a part that somebody else has in front of them is refused by name, until they let go', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    const [one, other] = [station.screen(ann), station.screen(bob)];
    const { until } = await one.client.call('review.claim', { id: part.id });
    expect(until).toBe(station.clock.wallMs + 60_000);
    await station.pass(250);
    expect(one.told.at(-1)?.parts[0]?.claimedBy).toBeNull();
    expect(other.told.at(-1)?.parts[0]?.claimedBy).toBe('Ann');
    const refused = await refusal(other.client.call('review.decide', deciding(part.id)));
    expect(refused).toMatchObject({ code: 'conflict', message: 'Ann is looking at this part.' });
    expect(await refusal(other.client.call('review.claim', { id: part.id }))).toMatchObject({ code: 'conflict' });
    await one.client.call('review.release', { id: part.id });
    await other.client.call('review.decide', deciding(part.id));
  });

  it('needs a name where the station wants one', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    expect(await refusal(station.screen().client.call('review.decide', deciding(part.id)))).toMatchObject({
      code: 'not-allowed',
      remedy: expect.stringContaining('Sign in'),
    });
    const free = await aReview({ signInToDecide: false });
    const other = flagged(2);
    await free.parts([other]);
    await free.screen().client.call('review.decide', deciding(other.id));
    expect(reading(free.dataDir).prepare('SELECT person, role FROM disposition').all()).toEqual([
      { person: null, role: 'operator' },
    ]);
  });

  it('not sure is asked of quality, whom nobody else can spare it', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    const [line, desk] = [station.screen(ann), station.screen(quinn)];
    await line.client.call('review.decide', deciding(part.id, { decision: { decision: 'not-sure' } }));
    const queue = await queueOf(line);
    expect(queue).toMatchObject({ waiting: { operator: 0, quality: 1 }, parts: [{ stage: 'quality', next: 'hold' }] });
    expect((queue.nextDueAt ?? 0) - queue.at).toBe(1_800_000);
    expect(await refusal(line.client.call('review.decide', deciding(part.id)))).toMatchObject({ code: 'not-allowed' });
    expect(await refusal(line.client.call('review.claim', { id: part.id }))).toMatchObject({ code: 'not-allowed' });
    const unsureToo = deciding(part.id, { decision: { decision: 'not-sure' } });
    expect(await refusal(desk.client.call('review.decide', unsureToo))).toMatchObject({ code: 'conflict' });
    await desk.client.call('review.decide', deciding(part.id));
    expect((await queueOf(desk)).parts).toEqual([]);
  });

  it('with a class that is none is refused, and the part waits on', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    const screen = station.screen(ann);
    const wrong = deciding(part.id, { decision: { decision: 'defect', class: 'rust' } });
    expect(await refusal(screen.client.call('review.decide', wrong))).toMatchObject({
      code: 'bad-input',
      remedy: expect.stringContaining('red, green'),
    });
    expect((await queueOf(screen)).parts).toHaveLength(1);
  });
});

describe('a decision taken back', () => {
  it('within ten seconds leaves the part as it was, with the deadline that it had', async () => {
    const station = await aReview();
    const screen = station.screen(ann);
    const part = flagged(1);
    await station.parts([part]);
    await station.pass(250);
    const dueAt = (await queueOf(screen)).parts[0]?.dueAt ?? 0;
    const input = deciding(part.id, { decision: { decision: 'not-sure' } });
    await screen.client.call('review.decide', input);
    await station.pass(9000);
    expect(await screen.client.call('review.undo', { decisionId: input.decisionId })).toEqual({ id: part.id });
    expect(await screen.client.call('review.undo', { decisionId: input.decisionId })).toEqual({ id: part.id });
    expect((await queueOf(screen)).parts).toMatchObject([{ id: part.id, stage: 'operator' }]);
    expect((await queueOf(screen)).parts[0]?.dueAt).toBeCloseTo(dueAt, 3);
    await screen.client.call('review.decide', deciding(part.id));
  });

  it('is refused later, and by anybody else', async () => {
    const station = await aReview();
    const screen = station.screen(ann);
    const part = flagged(1);
    await station.parts([part]);
    const { decisionId } = await screen.client.call('review.decide', deciding(part.id));
    expect(await refusal(station.screen(bob).client.call('review.undo', { decisionId }))).toMatchObject({
      code: 'not-allowed',
    });
    await station.pass(10_500);
    expect(await refusal(screen.client.call('review.undo', { decisionId }))).toMatchObject({ code: 'conflict' });
    expect(await refusal(screen.client.call('review.undo', { decisionId: v7() }))).toMatchObject({ code: 'conflict' });
  });
});

describe('a deadline', () => {
  it('that passes asks quality, and tells an operator who was about to decide', async () => {
    const station = await aReview();
    const screen = station.screen(ann);
    const part = flagged(1);
    await station.parts([part]);
    await screen.client.call('review.claim', { id: part.id });
    await station.pass(120_000);
    expect((await queueOf(screen)).parts).toMatchObject([{ stage: 'quality', next: 'hold' }]);
    expect(await refusal(screen.client.call('review.decide', deciding(part.id)))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('quality is asked now'),
    });
    await station.pass(61_000);
    expect(await refusal(screen.client.call('review.decide', deciding(part.id)))).toMatchObject({
      code: 'not-allowed',
    });
    await station.pass(1_740_000);
    const queue = await queueOf(screen);
    expect(queue).toMatchObject({
      waiting: { overdue: 1 },
      nextDueAt: null,
      parts: [{ stage: 'hold', dueAt: null, next: null }],
    });
    expect(station.stops).toEqual([]);
    const moves = reading(station.dataDir)
      .prepare("SELECT body FROM history WHERE kind = 'escalation' ORDER BY entry")
      .pluck();
    expect(moves.all().map((body) => JSON.parse(String(body)))).toMatchObject([
      { part: part.id, old: 'operator', new: 'quality', by: null },
      { part: part.id, old: 'quality', new: 'hold' },
    ]);
    await station.screen(quinn).client.call('review.decide', deciding(part.id));
  });

  it('asks the machine to stop where the recipe says so, once and with the part', async () => {
    const station = await aReview({ recipe: { review: { operatorSeconds: 5, qualitySeconds: 5, overdue: 'stop' } } });
    const part = flagged(1, { review: { operatorMs: 5000, qualityMs: 5000, overdue: 'stop' } });
    await station.parts([part]);
    await station.pass(30_000);
    expect(station.stops).toEqual([`Nobody decided on part ${part.id.slice(-6).toUpperCase()} in time.`]);
    expect((await queueOf(station.screen(ann))).parts).toMatchObject([{ stage: 'stop' }]);
  });

  it('never comes for a part that the model is sure of', async () => {
    const station = await aReview({ recipe: { review: { failsToo: true } } });
    const fail = flagged(1, { verdict: 'fail', review: { operatorMs: null, qualityMs: null, overdue: 'hold' } });
    await station.parts([fail]);
    await station.pass(86_400_000);
    expect(await queueOf(station.screen(ann))).toMatchObject({
      nextDueAt: null,
      parts: [{ stage: 'operator', verdict: 'fail' }],
    });
  });

  it('is untouched by a wall clock that jumps while the station runs', async () => {
    const station = await aReview();
    await station.parts([flagged(1)]);
    const screen = station.screen(ann);
    const left = async (): Promise<number> => {
      const { nextDueAt, at } = await queueOf(screen);
      return (nextDueAt ?? 0) - at;
    };
    const before = await left();
    for (const years of [-1, 2]) {
      station.clock.wallMs += years * 365 * 86_400_000;
      await station.review.tick();
      expect(await left()).toBe(before);
    }
  });
});

describe('a station that is started again', () => {
  it('knows what waits, where and until when; also with its clock a year back or ahead', async () => {
    const station = await aReview();
    const parts = [flagged(1), flagged(2), flagged(3)];
    await station.parts(parts);
    const screen = station.screen(ann);
    await screen.client.call('review.decide', deciding(parts[0]?.id ?? ''));
    await screen.client.call('review.decide', deciding(parts[1]?.id ?? '', { decision: { decision: 'not-sure' } }));
    let later = await station.restarted();
    for (const years of [0, -1, 1]) {
      later.clock.wallMs += years * 365 * 86_400_000;
      await later.review.storeReady();
      const queue = await queueOf(later.screen(ann));
      expect(queue.parts.map(({ id, stage }) => [id, stage])).toEqual([
        [parts[2]?.id, 'operator'],
        [parts[1]?.id, 'quality'],
      ]);
      const [ofOperator, ofQuality] = queue.parts.map(({ dueAt }) => (dueAt ?? 0) - queue.at);
      expect(ofOperator).toBeGreaterThanOrEqual(60_000);
      expect(ofOperator).toBeLessThanOrEqual(120_000);
      expect(ofQuality).toBeGreaterThan(1_700_000);
      expect(ofQuality).toBeLessThanOrEqual(1_800_000);
      later = await later.restarted();
    }
  });

  it('never asks twice about a part whose record comes again', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    await station.screen(ann).client.call('review.decide', deciding(part.id));
    await station.parts([part]);
    expect((await queueOf(station.screen(ann))).parts).toEqual([]);
    expect((await queueOf((await station.restarted()).screen(ann))).parts).toEqual([]);
  });
});

describe('a store that is killed in the middle of a decision', () => {
  it.each([0, 1, 3, 8, 20])(
    'leaves it whole or absent (after %i ms), and the same decision again is safe',
    async (afterMs) => {
      const station = await aReview();
      const part = flagged(1);
      await station.parts([part]);
      const input = deciding(part.id, { decision: { decision: 'defect', class: 'red' } });
      const first = station.screen(ann).client.call('review.decide', input);
      const outcome = Promise.allSettled([first]);
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await station.store.kill();
      await outcome;
      await station.newStore();
      const db = reading(station.dataDir);
      const count = (sql: string): unknown => db.prepare(sql).pluck().get();
      const isThere = count('SELECT count(*) FROM disposition');
      expect(count("SELECT count(*) FROM outbox WHERE kind = 'disposition'")).toBe(isThere);
      expect(count("SELECT count(*) FROM history WHERE kind = 'disposition'")).toBe(isThere);
      expect(count("SELECT count(*) FROM review WHERE stage = 'decided'")).toBe(isThere);
      expect(count('SELECT count(disposed_at) FROM part')).toBe(isThere);

      await station.screen(ann).client.call('review.decide', input);
      expect(count('SELECT count(*) FROM disposition')).toBe(1);
      expect(count("SELECT count(*) FROM history WHERE kind = 'disposition'")).toBe(1);
      expect((await queueOf(station.screen(ann))).parts).toEqual([]);
    },
  );

  it('refuses decisions while it is away, and sends the deadlines that passed meanwhile', async () => {
    const station = await aReview();
    const part = flagged(1);
    await station.parts([part]);
    await station.store.kill();
    const screen = station.screen(quinn);
    expect(await refusal(screen.client.call('review.decide', deciding(part.id)))).toMatchObject({
      code: 'unavailable',
    });
    await station.pass(121_000);
    expect((await queueOf(screen)).parts).toMatchObject([{ stage: 'quality' }]);
    await station.newStore();
    await station.review.tick();
    expect(reading(station.dataDir).prepare('SELECT stage FROM review').all()).toEqual([{ stage: 'quality' }]);
    expect((await queueOf(screen)).parts).toMatchObject([{ stage: 'quality' }]);
  });
});

it('all that wait are marked at once by quality only, with a reason that is kept; what somebody looks at is left out', async () => {
  const station = await aReview();
  const parts = [flagged(1), flagged(2), flagged(3)];
  await station.parts(parts);
  const [line, desk] = [station.screen(ann), station.screen(quinn)];
  const ids = parts.map(({ id }) => id);
  await line.client.call('review.claim', { id: ids[1] ?? '' });
  const input = { ids, decision: { decision: 'good' }, reason: 'the lamp was off' } as const;
  expect(await refusal(line.client.call('review.decideAll', { ...input, ids }))).toMatchObject({ code: 'not-allowed' });
  expect(await desk.client.call('review.decideAll', { ...input, ids })).toEqual({ decided: 2, skipped: 1 });
  expect((await queueOf(desk)).parts.map(({ id }) => id)).toEqual([ids[1]]);
  expect(reading(station.dataDir).prepare('SELECT kind, reason FROM disposition').all()).toEqual([
    { kind: 'bulk', reason: 'the lamp was off' },
    { kind: 'bulk', reason: 'the lamp was off' },
  ]);
});

it('earlier parts with the same suspected class stand beside a new one, nearest first, as people decided on them', async () => {
  const station = await aReview();
  const near = flagged(1, {}, [1, 0, 0.1]);
  const far = flagged(2, {}, [0, 1, 0]);
  const unpictured = flagged(3, {}, [1, 0, 0]);
  const undone = flagged(4, {}, [1, 0, 0]);
  const parts = [near, far, unpictured, undone];
  await station.parts(parts);
  const writer = aWriter();
  await writer.attach(station.store.endpoint);
  for (const part of [near, far, undone]) {
    writer.pictureDone({ picture: pictureOf(part), part: part.id, outcome: 'kept', bytes: 9 });
  }
  const screen = station.screen(ann);
  const defect = { decision: 'defect', class: 'red' } as const;
  for (const part of [near, far, unpictured]) {
    await screen.client.call('review.decide', deciding(part.id, part === near ? { decision: defect } : {}));
  }
  const { decisionId } = await screen.client.call('review.decide', deciding(undone.id));
  await screen.client.call('review.undo', { decisionId });
  const next = flagged(5, {}, [1, 0, 0]);
  await station.parts([next]);
  const look = async (at: typeof station) => (await at.screen(ann).client.call('review.look', { id: next.id })).alike;
  const alike = await eventually(
    () => look(station),
    ({ length }) => length === 2,
  );
  expect(alike).toMatchObject([
    {
      id: near.id,
      decision: 'defect',
      class: 'red',
      by: 'operator',
      picture: pictureOf(near),
      region: { class: 'red' },
    },
    { id: far.id, decision: 'good', class: null },
  ]);
  expect(alike[0]?.distance).toBeLessThan(0.01);
  expect(alike[1]?.distance).toBeCloseTo(1);
  expect(await look(await station.restarted())).toEqual(alike);
});
