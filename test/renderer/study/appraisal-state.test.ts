import { describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import {
  type AppraisalEvent,
  type AppraisalState,
  afterAppraisal,
  firstState,
  type Part,
} from '../../../renderer/study/appraisal/appraisal-state.ts';

const part: Part = {
  ...{ kind: 'part', study: 'Autumn', step: 3, steps: 12, trial: 1, trials: 2 },
  ...{ picture: 'a', nextPicture: 'b' },
};
const error = new StationError('connection-lost', 'there is no connection');
const stateAfter = (...events: readonly AppraisalEvent[]): AppraisalState => events.reduce(afterAppraisal, firstState);
const came = { kind: 'came', next: part } as const;
const shown = { kind: 'shown', step: 3, atMs: 1000 } as const;
const answered = { kind: 'answered', answerId: 'x', answer: 'good', atMs: 3500 } as const;

describe('an appraiser at a screen', () => {
  it('answers only once the picture stands there, and is timed from then on', () => {
    expect(stateAfter(came, answered)).toEqual({ kind: 'showing', part });
    expect(stateAfter(came, shown, answered)).toEqual({
      kind: 'keeping',
      part,
      answer: { answerId: 'x', answer: 'good', lookedMs: 2500 },
    });
  });

  it('is not moved by the picture of another step, nor by a second press', () => {
    expect(stateAfter(came, { ...shown, step: 2 })).toEqual({ kind: 'showing', part });
    const kept = stateAfter(came, shown, answered);
    expect(afterAppraisal(kept, { ...answered, answerId: 'y', answer: 'defect' })).toBe(kept);
  });

  it('keeps an answer that could not be sent, and sends the same one again', () => {
    const unkept = stateAfter(came, shown, answered, { kind: 'went-wrong', error });
    expect(unkept).toMatchObject({ kind: 'unkept', error, answer: { answerId: 'x' } });
    expect(afterAppraisal(unkept, { kind: 'again' })).toEqual(stateAfter(came, shown, answered));
  });

  it('asks again after it could not ask, and ends when the station says so', () => {
    expect(stateAfter({ kind: 'went-wrong', error })).toEqual({ kind: 'failed', error });
    expect(stateAfter({ kind: 'went-wrong', error }, { kind: 'again' })).toEqual(firstState);
    const done = { kind: 'done', study: 'Autumn', steps: 12 } as const;
    expect(stateAfter(came, shown, answered, { kind: 'came', next: done })).toEqual(done);
  });
});
