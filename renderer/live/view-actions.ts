/** What the person at the screen can do with what is shown; none of it reaches the line but that a trouble is understood. */
import type { PartSummary } from '../../main/api/slices/live.ts';
import type { LiveStore, ViewStore } from './live-store.ts';
import { keepUnderstood } from './understood.ts';

export interface ViewActions {
  toggleRegions(): void;
  /** Holds the picture and the strip, or lets them go on. */
  toggleHold(): void;
  /** Lays the golden picture over what is shown while `isHeld`; a living picture is held first, and stays held. */
  compare(isHeld: boolean): void;
  lookAt(part: PartSummary): void;
  /** The part before (-1) or after (1) the one that is looked at, among those of the strip. */
  lookAtNeighbour(step: -1 | 1): void;
  backToLive(): void;
  understand(troubleIds: readonly string[]): void;
  /** Brings back what goes on although somebody has understood it. */
  reopen(): void;
}

export function viewActions(live: LiveStore, view: ViewStore): ViewActions {
  const lookAt = (part: PartSummary): void =>
    view.change((state) => ({
      ...state,
      looking: { at: 'part', part, parts: state.looking.at === 'live' ? live.get().parts : state.looking.parts },
    }));
  return {
    toggleRegions: () => view.change((state) => ({ ...state, showRegions: !state.showRegions })),
    toggleHold: () =>
      view.change((state) => ({
        ...state,
        looking: state.looking.at === 'live' ? { at: 'held', parts: live.get().parts } : { at: 'live' },
      })),
    compare: (isHeld) =>
      view.change((state) => {
        if (state.isComparing === isHeld) return state;
        const isLive = state.looking.at === 'live';
        const looking = isHeld && isLive ? ({ at: 'held', parts: live.get().parts } as const) : state.looking;
        return { ...state, isComparing: isHeld, looking };
      }),
    lookAt,
    lookAtNeighbour: (step) => {
      const { looking } = view.get();
      if (looking.at !== 'part') return;
      const index = looking.parts.findIndex((part) => part.id === looking.part.id);
      const neighbour = looking.parts[index + step];
      if (neighbour) lookAt(neighbour);
    },
    backToLive: () =>
      view.change((state) => (state.looking.at === 'live' ? state : { ...state, looking: { at: 'live' } })),
    understand: (troubleIds) => {
      const understood = [...view.get().understood, ...troubleIds];
      keepUnderstood(understood);
      view.change((state) => ({ ...state, understood }));
      // Who has understood it here need not walk to the stack light, which blinks for the same.
      live
        .get()
        .client?.call('devices.acknowledge', {})
        .catch((thrown: unknown) => console.error('the stack light was not told', thrown));
    },
    reopen: () =>
      view.change((state) => ({ ...state, understood: state.understood.filter((id) => id.startsWith('incident:')) })),
  };
}
