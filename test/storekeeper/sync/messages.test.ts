import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { offsetTime } from '../../../main/storekeeper/sync/offset-time.ts';
import { addPerson } from '../a-database.ts';
import { aFail, aFrame, anyRun, aRecord, shiftStart } from '../a-record.ts';
import { aStore } from './a-store.ts';

const review = { operatorMs: null, qualityMs: null, overdue: 'hold' } as const;
const read = (store: ReturnType<typeof aStore>, after = 0, limit = 1000) =>
  store.ask('outboxMessages', { after, limit });

describe('a message', () => {
  it('of a part has all that its rows say', () => {
    const store = aStore();
    const fail = aFail(7, { serial: 'SN7', workOrder: 'WO-7' });
    store.parts([fail]);
    const { messages, upTo, lost } = read(store);
    expect({ upTo, lost }).toEqual({ upTo: 1, lost: [] });
    expect(messages).toEqual([
      {
        ...{ sequence: 1, kind: 'part', messageId: fail.messageId, eventTime: new Date(fail.at).toISOString() },
        part: {
          ...{ id: fail.id, serial: 'SN7', workOrder: 'WO-7', run: anyRun, trigger: 7 },
          at: new Date(fail.at).toISOString(),
          recipe: 'screws',
          bundle: { name: 'surface-pitting', version: '1.0.0' },
          shift: { name: 'A', startedAt: new Date(shiftStart).toISOString() },
          verdict: 'fail',
          reasons: fail.reasons,
          scores: { pitting: 0.97, scratch: 0.1 },
          line: { ok: false, at: new Date(fail.line.at).toISOString(), because: 'verdict', latencyMs: 9.5 },
          frame: { width: 1280, height: 1024 },
          regions: [{ id: `${fail.id}-0-0`, frameIndex: 0, ...fail.frames[0]?.regions[0] }],
          pictures: [{ frameIndex: 0, id: fail.frames[0]?.picture }],
        },
      },
    ]);
  });

  it('of a part without scores, frames and serial says so', () => {
    const store = aStore();
    store.parts([aRecord(1, { verdict: 'missed', reasons: [{ kind: 'no-frame' }], scores: null, frames: [] })]);
    expect(read(store).messages).toMatchObject([
      { part: { scores: null, regions: [], pictures: [], serial: null, reasons: [{ kind: 'no-frame' }] } },
    ]);
  });

  it('of a part has each of its regions and pictures by frame', () => {
    const store = aStore();
    const region = { class: 'pitting', score: 0.9, x: 1, y: 2, width: 3, height: 4 };
    const frames = [0, 2].map((frameIndex) =>
      aFrame({ frameIndex, verdict: 'fail', regions: [region, region], picture: v7(), pictureOutcome: 'queued' }),
    );
    const made = aFail(1, { frames });
    store.parts([aRecord(5), made]);
    const part = read(store).messages[1];
    expect(part).toMatchObject({
      part: {
        regions: ['0-0', '0-1', '2-0', '2-1'].map((place) => ({ id: `${made.id}-${place}`, ...region })),
        pictures: frames.map(({ frameIndex, picture }) => ({ frameIndex, id: picture })),
      },
    });
  });

  it('of a decision and of its being taken back has the part, who decided and when', () => {
    const store = aStore();
    const ada = addPerson(store, '01970000-0000-7000-8000-00000000000a', 'Ada');
    const part = aRecord(1, { verdict: 'review', review });
    store.parts([part]);
    const [decisionId, messageId, withdrawalId] = [v7(), v7(), v7()];
    store.now += 5000;
    const decidedAt = new Date(store.now).toISOString();
    store.perform('decideReview', {
      ...{
        by: ada,
        role: 'operator',
        id: part.id,
        decision: 'defect',
        class: 'scratch',
        comment: 'deep',
        lookedMs: 900,
      },
      ...{ decisionId, messageId, isTooFast: false, stages: ['operator'] },
    });
    store.now += 5000;
    store.perform('withdrawReview', { by: ada, decisionId, messageId: withdrawalId });
    const { messages } = read(store, 1);
    const disposition = {
      ...{ id: decisionId, kind: 'review', decision: 'defect', class: 'scratch', comment: 'deep', at: decidedAt },
      ...{ by: { id: ada, name: 'Ada' }, role: 'operator' },
    };
    expect(messages).toMatchObject([
      { sequence: 2, kind: 'disposition', messageId, eventTime: decidedAt, part: { id: part.id }, disposition },
      { sequence: 3, kind: 'withdrawal', messageId: withdrawalId, part: { id: part.id }, disposition },
    ]);
    expect(messages[1]?.eventTime).toBe(new Date(store.now).toISOString());
  });

  it('of a decision by an operator without a name has nobody in it', () => {
    const store = aStore();
    const part = aRecord(1, { verdict: 'review', review });
    store.parts([part]);
    store.perform('decideReview', {
      ...{ by: null, role: 'operator', id: part.id, decision: 'good', class: null, comment: '', lookedMs: 900 },
      ...{ decisionId: v7(), messageId: v7(), isTooFast: false, stages: ['operator'] },
    });
    expect(read(store, 1).messages).toMatchObject([{ disposition: { by: null, class: null, comment: '' } }]);
  });

  it('of the station itself is written once, whatever happens to the word that it was', () => {
    const store = aStore();
    const event = { what: 'state', old: 'idle', new: 'working', oldMs: 12_000 } as const;
    const noted = { id: v7(), at: store.now, event };
    for (let time = 0; time < 3; time += 1) store.perform('noteStationEvent', noted);
    const occurrence = v7();
    const raised = { what: 'fault-raised', occurrence, code: 'camera', detail: 'unplugged' } as const;
    store.perform('noteStationEvent', { id: v7(), at: store.now, event: raised });
    expect(read(store).messages).toMatchObject([
      { sequence: 1, kind: 'event', eventTime: new Date(store.now).toISOString(), event },
      { sequence: 2, kind: 'event', event: raised },
    ]);
    expect(new Set(read(store).messages.map(({ messageId }) => messageId.slice(14, 15)))).toEqual(new Set(['7']));
  });
});

describe('a page of messages', () => {
  it('is in the order of events, from behind a place, and ends where there are no more', () => {
    const store = aStore(5);
    expect(read(store, 1, 2)).toMatchObject({ messages: [{ sequence: 2 }, { sequence: 3 }], upTo: 3 });
    expect(read(store, 4, 2)).toMatchObject({ messages: [{ sequence: 5 }], upTo: 5 });
    expect(read(store, 5, 2)).toEqual({ messages: [], upTo: 5, lost: [] });
  });

  it('passes over what cannot be read and names it: a lost record, words that are no reasons, a kind of another release', () => {
    const store = aStore(6);
    store.db.exec('PRAGMA foreign_keys = OFF');
    store.db.exec('DELETE FROM part WHERE id = 2');
    store.db.exec(`UPDATE part SET reasons = '[{"kind":"who knows"}]' WHERE id = 3`);
    store.db.exec(`UPDATE outbox SET kind = 'poem' WHERE sequence = 4`);
    store.db.exec(`UPDATE part SET reasons = 'torn' WHERE id = 5`);
    store.db.exec(
      `INSERT INTO outbox SELECT 7, 'disposition', 99, event_time, message_id FROM outbox WHERE sequence = 1`,
    );
    expect(read(store)).toMatchObject({
      messages: [{ sequence: 1 }, { sequence: 6 }],
      lost: [2, 3, 4, 5, 7],
      upTo: 7,
    });
    // Nothing else on the page: the cursor can go on all the same.
    expect(read(store, 1, 3)).toEqual({ messages: [], lost: [2, 3, 4], upTo: 4 });
  });

  it('ends before it is too large for the link, and never before its first message', () => {
    const store = aStore();
    const regions = Array.from({ length: 400 }, (_, place) => {
      return { class: 'pitting', score: 0.123_456_789, x: place, y: 20.5, width: 30.25, height: 40.125 };
    });
    const large = (trigger: number) => aFail(trigger, { frames: [aFrame({ verdict: 'fail', regions })] });
    store.parts(Array.from({ length: 90 }, (_, index) => large(index + 1)));
    const places: number[] = [];
    for (let after = 0; ; ) {
      const { messages, upTo } = read(store, after);
      if (upTo === after) break;
      expect(JSON.stringify(messages).length).toBeLessThan(3_100_000);
      expect(upTo).toBe(messages.at(-1)?.sequence);
      places.push(...messages.map(({ sequence }) => sequence));
      after = upTo;
    }
    expect(places).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
  });
});

describe('a sample', () => {
  it('is the newest message of its kind, or that of a part, and one that can be read', () => {
    const store = aStore(3);
    const [, second] = read(store).messages;
    const sample = (kind: 'part' | 'disposition' | 'withdrawal' | 'segment' | 'event', part: string | null = null) =>
      store.ask('sampleMessage', { kind, part });
    expect(sample('part')).toMatchObject({ sequence: 3 });
    expect(sample('part', second && 'part' in second ? second.part.id : null)).toEqual(second);
    expect(sample('part', v7())).toBeNull();
    for (const kind of ['disposition', 'withdrawal', 'segment', 'event'] as const) expect(sample(kind)).toBeNull();
    store.db.exec(`UPDATE part SET reasons = 'torn' WHERE id = 3`);
    expect(sample('part')).toMatchObject({ sequence: 2 });
    const event = { what: 'recipe', recipe: 'screws', bundle: { name: 'b', version: '1' } } as const;
    store.perform('noteStationEvent', { id: v7(), at: 1, event });
    expect(sample('event', v7())).toMatchObject({ kind: 'event', event });
  });
});

describe('a time in the offset of another', () => {
  it('is the same moment, in the zone that the station had then', () => {
    const at = Date.UTC(2026, 2, 29, 0, 30);
    expect(offsetTime(at, '2026-03-29T03:00:00.000+02:00')).toBe('2026-03-29T02:30:00.000+02:00');
    expect(offsetTime(at, '2026-03-28T20:30:00.000-03:30')).toBe('2026-03-28T21:00:00.000-03:30');
    for (const like of ['2026-03-29T00:00:00.000Z', '2026-03-29T00:00:00', '']) {
      expect(offsetTime(at, like)).toBe('2026-03-29T00:30:00.000Z');
    }
    expect(Date.parse(offsetTime(at, '2026-03-28T20:30:00.000-03:30'))).toBe(at);
  });
});
