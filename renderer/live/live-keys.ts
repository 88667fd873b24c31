import { useHotkeys } from '@mantine/hooks';
import { useAction } from '../devices/actions.ts';
import type { ViewActions } from './view-actions.ts';

/** The keys of the live screen, each printed on its button, and what pedals and boxes do there. */
export function useLiveKeys(actions: ViewActions, understandFirst: () => void): void {
  useAction('regions', actions.toggleRegions);
  useAction('hold-picture', actions.toggleHold);
  useAction('next-picture', () => actions.lookAtNeighbour(1));
  useAction('acknowledge', understandFirst);
  useHotkeys([
    ['V', actions.toggleRegions],
    ['Escape', actions.backToLive],
    ['ArrowLeft', () => actions.lookAtNeighbour(-1)],
    ['ArrowRight', () => actions.lookAtNeighbour(1)],
    ['A', understandFirst],
    ['Space', (event) => holdUnlessOnButton(event, actions), { preventDefault: false }],
  ]);
}

/** Somebody who walks the buttons by keyboard presses them with the space bar; for everybody else it holds the picture. */
function holdUnlessOnButton(event: KeyboardEvent, actions: ViewActions): void {
  if (event.repeat || document.activeElement?.matches('button:focus-visible')) return;
  event.preventDefault();
  actions.toggleHold();
}
