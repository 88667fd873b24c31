import fc from 'fast-check';
import { expect, it } from 'vitest';
import { afterJudging, emptyRound, needsMore, withSample } from '../../../renderer/quality/audit/audit-round.ts';
import { foundParts } from '../../support/fake-desk.ts';

const parts = foundParts(30);

it('shows no part twice, however often the station offers it, and counts what was judged', () => {
  const portions = fc.array(fc.subarray([...parts]), { maxLength: 6 });
  fc.assert(
    fc.property(portions, fc.array(fc.boolean(), { maxLength: 60 }), (offered, answers) => {
      let round = emptyRound;
      const seen: string[] = [];
      const left = [...answers];
      for (const portion of offered) {
        round = withSample(round, portion);
        for (let part = round.queue[0]; part && left.length > 0 && !needsMore(round); part = round.queue[0]) {
          seen.push(part.id);
          round = afterJudging(round, part.id, left.pop() ?? false);
        }
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(round.judged).toEqual(seen);
      const all = [...round.judged, ...round.queue.map(({ id }) => id)];
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});

it('does nothing with a part that is not in the round', () => {
  const round = withSample(emptyRound, parts.slice(0, 2));
  expect(afterJudging(round, parts[5]?.id ?? '', true)).toBe(round);
});
