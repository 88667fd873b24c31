import { expect, it } from 'vitest';
import { Rate } from '../../../main/sync/sender/rate.ts';

it('counts what was acknowledged in the last ten seconds, a second', () => {
  const rate = new Rate();
  expect(rate.perSecond(0)).toBe(0);
  rate.add(250, 1_000);
  rate.add(350, 4_000);
  expect(rate.perSecond(5_000)).toBe(60);
  expect(rate.perSecond(12_000)).toBe(35);
  expect(rate.perSecond(20_000)).toBe(0);
});
