import { expect, it } from 'vitest';
import { storeStatusSchema } from '../../../main/api/slices/health.ts';
import { storeState } from '../../../main/station/pipeline/store-state.ts';

const { options: states } = storeStatusSchema.shape.state;

it('a store that keeps nothing makes the line not-OK, and stops it where the recipe says so', () => {
  for (const state of ['full', 'fault'] as const) {
    expect(storeState(state, true)).toMatchObject({ canRecord: false, canKeepPictures: false, stopLine: true });
    expect(storeState(state, false)).toMatchObject({ canRecord: false, canKeepPictures: false, stopLine: false });
  }
});

it('a store that has not started yet keeps nothing, and is no reason to stop the line', () => {
  expect(storeState('starting', true)).toMatchObject({ canRecord: false, stopLine: false });
});

it('the line goes on while records are kept, if only on the reserve or in memory', () => {
  for (const state of ['ready', 'restarting', 'pictures-stopped', 'reserve'] as const)
    expect(storeState(state, true)).toMatchObject({ canRecord: true, stopLine: false });
});

it('pictures are kept only while all is well', () => {
  expect(states.filter((state) => storeState(state, true).canKeepPictures)).toEqual(['ready']);
});

it('never stops a line that may read OK, whatever the store says', () => {
  for (const state of states) {
    for (const stopWhenStoreFull of [true, false]) {
      const { canRecord, stopLine } = storeState(state, stopWhenStoreFull);
      expect(canRecord && stopLine).toBe(false);
    }
  }
});
