import fc from 'fast-check';
import { expect, it } from 'vitest';
import { learnStep } from '../../../renderer/devices/screen/learn-state.ts';
import { reportsShown, withFresh } from '../../../renderer/devices/screen/use-devices.ts';
import { toldReport } from '../../support/told-devices.ts';

it('shows the newest report first, each once, and no more than can be read', () => {
  const bundles = fc.array(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 }), { maxLength: 20 });
  fc.assert(
    fc.property(bundles, (numbers) => {
      const told = numbers.map((bundle) => [...new Set(bundle)].toSorted((a, b) => a - b).map((n) => toldReport(n)));
      const shown = told.reduce<ReturnType<typeof withFresh>>((before, fresh) => withFresh(before, fresh), []);
      expect(new Set(shown.map(({ number }) => number)).size).toBe(shown.length);
      expect(shown.length).toBeLessThanOrEqual(reportsShown);
    }),
  );
  expect(withFresh([toldReport(2), toldReport(1)], [toldReport(2), toldReport(3)]).map(({ number }) => number)).toEqual(
    [3, 2, 1],
  );
});

it('begins anew with a station that was started anew', () => {
  const later = toldReport(1, { at: toldReport(900).at + 5_000 });
  expect(withFresh([toldReport(900)], [later])).toEqual([later]);
});

it('hears nothing while nobody learns, and the newest press while somebody chooses', () => {
  const first = { device: 'keys', signal: 'F13', action: null };
  const second = { device: '0c45:7403', signal: '0104', action: null };
  expect(learnStep({ kind: 'off' }, { kind: 'heard', heard: first })).toEqual({ kind: 'off' });
  const choosing = learnStep({ kind: 'choosing', heard: first }, { kind: 'heard', heard: second });
  expect(choosing).toEqual({ kind: 'choosing', heard: second });
  expect(learnStep(choosing, { kind: 'next' })).toEqual({ kind: 'listening' });
  expect(learnStep(choosing, { kind: 'ended' })).toEqual({ kind: 'off' });
});
