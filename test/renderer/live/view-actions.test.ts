import { describe, expect, it } from 'vitest';
import { createLiveStore, createViewStore } from '../../../renderer/live/live-store.ts';
import { viewActions } from '../../../renderer/live/view-actions.ts';
import { livePart } from '../../support/live-parts.ts';

function screen() {
  const live = createLiveStore();
  const view = createViewStore();
  const parts = [livePart(1, 'pass'), livePart(2, 'fail'), livePart(3, 'pass')];
  live.change((state) => ({ ...state, parts }));
  return { live, view, actions: viewActions(live, view), parts };
}

describe('what a person does at the live screen', () => {
  it('holds the picture with the parts of that moment, and lets them go on', () => {
    const { live, view, actions, parts } = screen();
    actions.toggleHold();
    live.change((state) => ({ ...state, parts: [...parts, livePart(4, 'pass')] }));
    expect(view.get().looking).toEqual({ at: 'held', parts });
    actions.toggleHold();
    expect(view.get().looking.at).toBe('live');
  });

  it('holds a living picture to compare it with the golden one, and keeps it held afterwards', () => {
    const { view, actions, parts } = screen();
    actions.compare(true);
    expect(view.get()).toMatchObject({ isComparing: true, looking: { at: 'held', parts } });
    const comparing = view.get();
    actions.compare(true);
    expect(view.get()).toBe(comparing);
    actions.compare(false);
    expect(view.get()).toMatchObject({ isComparing: false, looking: { at: 'held' } });
  });

  it('compares the part that is looked at, and stays with it', () => {
    const { view, actions, parts } = screen();
    const [first] = parts;
    if (first) actions.lookAt(first);
    actions.compare(true);
    actions.compare(false);
    expect(view.get().looking).toMatchObject({ at: 'part', part: { trigger: 1 } });
  });

  it('walks from part to part and stops at the ends', () => {
    const { view, actions, parts } = screen();
    const [, second] = parts;
    if (second) actions.lookAt(second);
    actions.lookAtNeighbour(-1);
    actions.lookAtNeighbour(-1);
    expect(view.get().looking).toMatchObject({ at: 'part', part: { trigger: 1 } });
    actions.backToLive();
    expect(view.get().looking.at).toBe('live');
  });

  it('walks nowhere while the picture is live', () => {
    const { view, actions } = screen();
    const before = view.get();
    actions.lookAtNeighbour(1);
    actions.backToLive();
    expect(view.get()).toBe(before);
  });
});
