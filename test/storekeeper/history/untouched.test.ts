import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../store-child.ts';
import { type AHistory, aHistory, deeds, live } from './a-history.ts';

function newHistory(): AHistory {
  const history = aHistory(temporaryFolder());
  onTestFinished(() => history.close());
  return history;
}

describe('a history that nobody touched', () => {
  it('is found whole, whatever happened in it', () => {
    fc.assert(
      fc.property(deeds, (done) => {
        const history = aHistory(temporaryFolder());
        live(history, done);
        const report = history.check();
        history.close();
        expect(report.findings).toEqual([]);
        expect(report.isSound).toBe(true);
        expect(report.parts).toBe(done.filter(({ kind }) => kind === 'pass' || kind === 'fail').length);
      }),
      { numRuns: 15 },
    );
  });

  it('says that it cannot know of a cut tail without an anchor, and that it is whole up to one', () => {
    const history = newHistory();
    live(history, [{ kind: 'pass', afterMs: 5 }]);
    const anchor = history.head();
    live(history, [{ kind: 'setting', afterMs: 3_600_000 }]);
    expect(history.check().notes.map(({ what }) => what)).toContain('anchor');
    const report = history.check(anchor);
    expect(report).toMatchObject({ isSound: true, anchoredAt: Number(anchor.split(':')[0]) });
    expect(report.notes.map(({ what }) => what)).not.toContain('anchor');
  });
});
