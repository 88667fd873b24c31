import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Asked, dueOf, isDue } from '../../../main/station/review/escalation.ts';
import { ReviewQueue } from '../../../main/station/review/review-queue.ts';
import { byUrgency, severityOf, shownPart, type WaitingPart } from '../../../main/station/review/waiting.ts';

const terms = { operatorMs: 1000, qualityMs: 1000, overdue: 'hold' } as const;

function part(number: number, change: Partial<WaitingPart> = {}): WaitingPart {
  return {
    id: `01970000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    at: number,
    serial: null,
    workOrder: null,
    recipe: 'Test',
    verdict: 'review',
    reasons: [],
    openedAt: number,
    terms,
    picture: null,
    isPictureKept: false,
    asked: { stage: 'operator', dueMs: 1000 },
    severity: 0,
    ...change,
  };
}

const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.record({
    stage: fc.constantFrom('operator' as const, 'quality' as const),
    dueMs: fc.option(fc.integer({ min: 0, max: 5 })),
  }),
  fc.record({ stage: fc.constantFrom('hold' as const, 'reject' as const, 'stop' as const) }),
);
const deeds = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('put' as const),
      part: fc
        .record({
          number: fc.integer({ min: 0, max: 8 }),
          at: fc.integer({ min: 0, max: 2 }),
          severity: fc.integer({ min: 0, max: 2 }),
          asked,
        })
        .map(({ number, ...change }) => part(number, change)),
    }),
    fc.record({
      kind: fc.constant('remove' as const),
      part: fc.integer({ min: 0, max: 8 }).map((number) => part(number)),
    }),
  ),
  { maxLength: 40 },
);

it('is in order of urgency after whatever was put and removed, and agrees with a list that is sorted each time', () => {
  fc.assert(
    fc.property(deeds, fc.integer({ min: 0, max: 6 }), (done, nowMs) => {
      const queue = new ReviewQueue();
      const model = new Map<string, WaitingPart>();
      for (const deed of done) {
        if (deed.kind === 'put') {
          queue.put(deed.part);
          model.set(deed.part.id, deed.part);
        } else {
          queue.remove(deed.part.id);
          model.delete(deed.part.id);
        }
      }
      const all = [...model.values()].sort(byUrgency);
      const of = (...stages: string[]): WaitingPart[] => all.filter(({ asked: { stage } }) => stages.includes(stage));
      const overdue = of('hold', 'reject', 'stop');
      expect(queue.first(100, 'operator')).toEqual([...of('operator'), ...of('quality'), ...overdue]);
      expect(queue.first(3, 'quality')).toEqual([...overdue, ...of('operator', 'quality')].slice(0, 3));
      expect(queue.size).toBe(all.length);
      expect(queue.count('overdue')).toBe(overdue.length);
      const dues = all.flatMap((each) => dueOf(each.asked) ?? []);
      expect(queue.nextDueMs()).toBe(dues.length === 0 ? null : Math.min(...dues));
      const dueNow = all.filter((each) => isDue(each.asked, nowMs));
      expect(new Set(queue.due(nowMs))).toEqual(new Set(dueNow));
    }),
  );
});

it('puts what ends first before what is worse, and what is worse before what is older', () => {
  const later = { stage: 'operator', dueMs: 2000 } as const;
  const [soon, worse, older, younger, endless] = [
    part(5),
    part(4, { asked: later, severity: 0.9 }),
    part(2, { asked: later, severity: 0.5 }),
    part(3, { asked: later, severity: 0.5 }),
    part(1, { asked: { stage: 'operator', dueMs: null }, severity: 2 }),
  ] as const;
  const queue = new ReviewQueue();
  for (const each of [endless, younger, older, worse, soon]) queue.put(each);
  expect(queue.first(9, 'operator')).toEqual([soon, worse, older, younger, endless]);
});

it('takes a fail for worse than a doubt, whatever their scores', () => {
  const doubt = { kind: 'unsure', class: 'a', score: 0.79, passBelow: 0.1, failAbove: 0.8 } as const;
  const fail = { kind: 'defect', class: 'a', score: 0.3, limit: 0.2 } as const;
  expect(severityOf('fail', [fail])).toBeGreaterThan(severityOf('review', [doubt]));
  expect(severityOf('review', [{ kind: 'no-frame' }])).toBe(0);
});

it('shows deadlines by the wall clock of now, wherever it jumped', () => {
  const shown = (wallMs: number) => shownPart(part(1), { monotonicMs: 400, wallMs }, null);
  for (const wallMs of [0, 1e12, -1e12]) expect((shown(wallMs).dueAt ?? 0) - wallMs).toBe(600);
  expect(shown(0)).toMatchObject({ next: 'quality', label: '000001', picture: null });
});

it('stays cheap with ten thousand waiting: a thousand of them move with few comparisons each', () => {
  const queue = new ReviewQueue();
  let looks = 0;
  const counted = (number: number, dueMs: number): WaitingPart => ({
    ...part(number),
    get asked(): Asked {
      looks++;
      return { stage: 'operator', dueMs };
    },
  });
  for (let number = 0; number < 10_000; number++) queue.put(counted(number, (number * 7919) % 10_007));
  looks = 0;
  for (let number = 0; number < 1000; number++) queue.put(counted(number, (number * 104_729) % 10_007));
  // Twice a binary search over ten thousand, two looks a comparison, and a few more.
  expect(looks).toBeLessThan(1000 * 100);
});
