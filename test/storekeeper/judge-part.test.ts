/** Second opinions, arbitrations and audits: who may, when, and what it leaves behind. */
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { CommandInput } from '../../main/station/store/command-table.ts';
import type { CommandAnswer } from '../../main/storekeeper/commit-group.ts';
import { type ADatabase, aDatabase, addPerson } from './a-database.ts';
import { aFail, aRecord } from './a-record.ts';

const [anna, bo, chen, dora] = [v7(), v7(), v7(), v7()];

function aDesk(): ADatabase {
  const made = aDatabase();
  addPerson(made, anna, 'Anna');
  addPerson(made, bo, 'Bo', 'quality');
  addPerson(made, chen, 'Chen', 'quality');
  addPerson(made, dora, 'Dora', 'administrator');
  return made;
}

type Judging = Partial<CommandInput<'judgePart'>> & { readonly id: string };

function judge(made: ADatabase, judging: Judging): CommandAnswer {
  const good = { decision: 'good', class: null, comment: '', kind: 'second-opinion' } as const;
  return made.perform('judgePart', { ...good, by: bo, role: 'quality', decisionId: v7(), ...judging });
}

/** A fail that waited for a person and was called defective by Anna. */
function decidedFail(made: ADatabase): string {
  const record = aFail(1, { review: { operatorMs: null, qualityMs: null, overdue: 'hold' } });
  made.parts([record]);
  made.perform('decideReview', {
    ...{ by: anna, role: 'operator', id: record.id, decisionId: v7(), messageId: v7(), stages: ['operator'] },
    ...{ decision: 'defect', class: 'pitting', comment: 'deep', lookedMs: 900, isTooFast: false },
  });
  return record.id;
}

const refused = (code: string, message: RegExp): object => ({
  ok: false,
  error: expect.objectContaining({ code, message: expect.stringMatching(message) }),
});

describe('a second opinion', () => {
  it('is somebody else’s, and makes a dispute where it differs', () => {
    const made = aDesk();
    const id = decidedFail(made);
    expect(judge(made, { id, by: anna, role: 'quality' })).toMatchObject(
      refused('conflict', /decided on this part already/),
    );
    expect(judge(made, { id, by: bo })).toEqual({ ok: true, output: {} });
    expect(made.ask('partPage', { id })).toMatchObject({
      isDisputed: true,
      dispositions: [
        { kind: 'review', by: { name: 'Anna' } },
        { kind: 'second-opinion', by: { name: 'Bo', role: 'quality' } },
      ],
    });
    expect(judge(made, { id, by: bo })).toMatchObject(refused('conflict', /already/));
  });

  it('waits for the first', () => {
    const made = aDesk();
    const waiting = aFail(1, { review: { operatorMs: null, qualityMs: null, overdue: 'hold' } });
    const unasked = aFail(2);
    made.parts([waiting, unasked]);
    expect(judge(made, { id: waiting.id })).toMatchObject(refused('conflict', /still waits/));
    expect(judge(made, { id: unasked.id })).toMatchObject(refused('conflict', /[Nn]obody has decided/));
    expect(judge(made, { id: v7() })).toMatchObject(refused('not-found', /no such part/));
  });
});

describe('an arbitration', () => {
  it('needs two who differ, and a third person or an administrator; then it is final', () => {
    const made = aDesk();
    const id = decidedFail(made);
    const arbitrate = (by: string, role: 'quality' | 'administrator'): CommandAnswer =>
      judge(made, { id, by, role, kind: 'arbitration', decision: 'defect', class: 'pitting' });
    expect(arbitrate(chen, 'quality')).toMatchObject(refused('conflict', /[Nn]obody differs/));
    judge(made, { id, by: bo });
    expect(arbitrate(bo, 'quality')).toMatchObject(refused('conflict', /decided on this part already/));
    expect(arbitrate(dora, 'administrator')).toMatchObject({ ok: true });
    expect(made.ask('partPage', { id })).toMatchObject({
      isDisputed: false,
      disposition: { decision: 'defect', by: 'Dora' },
    });
    expect(arbitrate(chen, 'quality')).toMatchObject(refused('conflict', /arbitrated/));
    expect(judge(made, { id, by: chen })).toMatchObject(refused('conflict', /arbitrated/));
  });
});

describe('an audit', () => {
  it('is of a passed part, once', () => {
    const made = aDesk();
    const [pass, fail] = [aRecord(1), aFail(2)];
    made.parts([pass, fail]);
    expect(judge(made, { id: fail.id, kind: 'audit' })).toMatchObject(refused('conflict', /passed/));
    expect(judge(made, { id: pass.id, kind: 'audit' })).toMatchObject({ ok: true });
    expect(judge(made, { id: pass.id, kind: 'audit', by: chen })).toMatchObject(refused('conflict', /audited already/));
  });
});

it('the same decision again is the same decision, with one message and one entry; under its id another is refused', () => {
  const made = aDesk();
  const pass = aRecord(1);
  made.parts([pass]);
  const audit = { id: pass.id, kind: 'audit', decisionId: v7(), comment: 'seen twice' } as const;
  expect(judge(made, audit)).toMatchObject({ ok: true });
  expect(judge(made, audit)).toMatchObject({ ok: true });
  expect(judge(made, { ...audit, decision: 'defect', class: 'pitting' })).toMatchObject(
    refused('conflict', /another one/),
  );
  expect(judge(made, { ...audit, by: chen })).toMatchObject(refused('conflict', /another one/));
  expect(made.rows('SELECT kind, decision FROM disposition')).toEqual([{ kind: 'audit', decision: 'good' }]);
  expect(made.rows(`SELECT count(*) AS n FROM outbox WHERE kind = 'disposition'`)).toEqual([{ n: 1 }]);
  const { history } = made.ask('partPage', { id: pass.id }) ?? { history: [] };
  expect(history.map(({ kind, by }) => [kind, by])).toEqual([
    ['verdict', null],
    ['disposition', 'Bo'],
  ]);
  expect(history[1]?.text).toContain('why: seen twice');
});

it('a class that the part’s bundle does not know is refused', () => {
  const made = aDesk();
  const pass = aRecord(1);
  made.parts([pass]);
  const audit = { id: pass.id, kind: 'audit', decision: 'defect', class: 'rust' } as const;
  expect(judge(made, audit)).toMatchObject(refused('bad-input', /pitting, scratch/));
});
