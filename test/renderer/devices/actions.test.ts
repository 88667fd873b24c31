import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deviceActions } from '../../../main/api/slices/devices.ts';
import { createActions } from '../../../renderer/devices/actions.ts';

it('gives a press to the newest that wants it, and to the one before once that is gone', () => {
  const actions = createActions();
  const heard: string[] = [];
  actions.want('good', () => heard.push('screen'));
  const leave = actions.want('good', () => heard.push('dialog'));
  expect(actions.press('good')).toBe(true);
  leave();
  leave();
  actions.press('good');
  expect(heard).toEqual(['dialog', 'screen']);
});

it('does nothing with a press that nobody wants', () => {
  const actions = createActions();
  actions.want('good', () => {
    throw new Error('not this one');
  });
  expect(actions.press('defect')).toBe(false);
});

it('lets a handler give itself up while it runs', () => {
  const actions = createActions();
  const leave = actions.want('undo', () => leave());
  expect(actions.press('undo')).toBe(true);
  expect(actions.press('undo')).toBe(false);
});

it('reaches at most one, and the newest of those left, whatever comes and goes', () => {
  const step = fc.oneof(
    fc.record({ deed: fc.constant('want' as const), action: fc.constantFrom(...deviceActions) }),
    fc.record({ deed: fc.constant('leave' as const), which: fc.nat(20) }),
    fc.record({ deed: fc.constant('press' as const), action: fc.constantFrom(...deviceActions) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const actions = createActions();
      const there: { action: string; id: number; leave: () => void }[] = [];
      let heard: number[] = [];
      steps.forEach((one, id) => {
        if (one.deed === 'want') {
          there.push({ action: one.action, id, leave: actions.want(one.action, () => heard.push(id)) });
        } else if (one.deed === 'leave') {
          there.splice(one.which, 1).forEach(({ leave }) => {
            leave();
          });
        } else {
          heard = [];
          const expected = there.findLast(({ action }) => action === one.action);
          expect(actions.press(one.action)).toBe(expected !== undefined);
          expect(heard).toEqual(expected ? [expected.id] : []);
        }
      });
    }),
  );
});
