import { expect, it } from 'vitest';
import { disputeOf, judgingOf } from '../../../renderer/quality/part/judging.ts';
import { disputedPage, partPage } from '../../support/fake-desk.ts';

const pass = partPage(0);
const disputed = disputedPage(1);
const [withdrawn, defect, good] = disputed.dispositions;

it('asks for an audit of a pass that nobody looked at, and for nothing of a fail that the model was sure of', () => {
  expect(judgingOf(pass)).toEqual({ kind: 'audit' });
  expect(judgingOf({ ...partPage(3), stage: null })).toEqual({ kind: 'nothing' });
});

it('leaves the first decision to the review', () => {
  expect(judgingOf({ ...pass, verdict: 'review', stage: 'quality' })).toEqual({ kind: 'waits' });
});

it('asks for a second opinion of what is decided, and for the last word where people differ', () => {
  if (!defect) return expect.fail('the disputed part was decided');
  expect(judgingOf({ ...disputed, dispositions: [defect], isDisputed: false })).toEqual({ kind: 'second-opinion' });
  expect(judgingOf(disputed)).toEqual({ kind: 'arbitration' });
});

it('takes a decision that was taken back for none', () => {
  if (!withdrawn) return expect.fail('the first decision was taken back');
  expect(judgingOf({ ...pass, dispositions: [withdrawn] })).toEqual({ kind: 'audit' });
});

it('ends with the arbitration', () => {
  if (!good) return expect.fail('the disputed part was decided');
  const last = { ...good, kind: 'arbitration' as const };
  expect(judgingOf({ ...disputed, dispositions: [last], isDisputed: false })).toEqual({ kind: 'nothing' });
});

it('tells who says what, without those who took it back', () => {
  const dispute = disputeOf(disputed);
  expect(dispute?.good.map(({ by }) => by.name)).toEqual(['Amira Haddad']);
  expect(dispute?.defect.map(({ by }) => by.name)).toEqual(['Bernd Schröder']);
  expect(disputeOf(pass)).toBeNull();
});
