import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { afterEvent, type StudyEvent, type StudyState, stateOf } from '../../../main/station/study/state.ts';

const anyEvent: fc.Arbitrary<StudyEvent> = fc.oneof(
  fc.constantFrom<StudyEvent>({ kind: 'edit' }, { kind: 'discard' }, { kind: 'answer' }),
  fc.nat().map((at): StudyEvent => ({ kind: 'start', at })),
  fc.tuple(fc.nat(), fc.option(fc.string())).map(([at, reason]): StudyEvent => ({ kind: 'close', at, reason })),
);

/** What each state lets happen. */
const allowed = { draft: ['edit', 'discard', 'start'], running: ['answer', 'close'], closed: [] } as const;

describe('the life of a study', () => {
  it('allows what its diagram shows, and refuses everything else by name', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        let state: StudyState = { kind: 'draft' };
        for (const event of events) {
          const isAllowed = (allowed[state.kind] as readonly string[]).includes(event.kind);
          if (!isAllowed) {
            expect(() => afterEvent(state, event)).toThrow(StationError);
            continue;
          }
          const next = afterEvent(state, event);
          if (next === null) {
            expect(event.kind).toBe('discard');
            return;
          }
          state = next;
        }
      }),
    );
  });

  it('is as the table keeps it, whatever way it came there', () => {
    const running = afterEvent({ kind: 'draft' }, { kind: 'start', at: 5 });
    expect(running).toEqual(stateOf({ startedAt: 5, closedAt: null, closeReason: null }));
    const closed = running && afterEvent(running, { kind: 'close', at: 9, reason: 'Ben is away' });
    expect(closed).toEqual(stateOf({ startedAt: 5, closedAt: 9, closeReason: 'Ben is away' }));
    expect(stateOf({ startedAt: null, closedAt: null, closeReason: null })).toEqual({ kind: 'draft' });
  });
});
