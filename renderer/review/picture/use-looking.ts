/** The person's way of looking, its steps, and the keys of zoom and pan. */
import { useEffect, useMemo, useState } from 'react';
import type { UnderReview } from '../../../main/api/slices/review.ts';
import { useAction } from '../../devices/actions.ts';
import { worstRegion } from '../../live/spot-view.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { atPart, firstLooking, frameAfter, goldenAfter, type Looking, type LookingStep, viewAfter } from './looking.ts';
import type { Size } from './view.ts';

const blinkMs = 600;
const panShare = 0.12;

export interface LookingActions {
  step(step: LookingStep): void;
  fit(): void;
  own(): void;
  zoom(by: 1 | -1): void;
  spot(): void;
  toggleRegions(): void;
  beside(): void;
  blink(): void;
  frame(index: number): void;
  neighbour(by: 1 | -1): void;
  windowIs(size: Size): void;
}

export interface LookingState {
  readonly looking: Looking;
  readonly window: Size | null;
  readonly actions: LookingActions;
}

export function useLooking(part: UnderReview | null, hasKeys: boolean): LookingState {
  const [kept, setLooking] = useState(firstLooking);
  const [window, setWindow] = useState<Size | null>(null);
  const looking = atPart(kept, part?.id ?? null);
  const actions = useMemo(() => {
    const change = (next: (before: Looking) => Looking): void =>
      setLooking((before) => next(atPart(before, part?.id ?? null)));
    return actionsOf(part, window, change, setWindow);
  }, [part, window]);
  useBlinking(looking.golden === 'blink' && part?.golden !== null, actions.blinked);
  useLookingKeys(actions, hasKeys);
  return { looking, window, actions };
}

function actionsOf(
  part: UnderReview | null,
  window: Size | null,
  change: (next: (before: Looking) => Looking) => void,
  windowIs: (size: Size) => void,
): LookingActions & { readonly blinked: () => void } {
  const step = (wanted: LookingStep): void => {
    if (!part || !window) return;
    change((before) => ({ ...before, view: viewAfter(before.view, wanted, part.frame, window) }));
  };
  const ownScale = 1 / globalThis.devicePixelRatio;
  const toFrame = (next: (index: number) => number): void =>
    change((before) => ({ ...before, frame: next(before.frame), isGoldenUp: false }));
  return {
    step,
    fit: () => step({ kind: 'fit' }),
    own: () => step({ kind: 'own', ownScale }),
    zoom: (by) => step({ kind: 'zoom', by }),
    spot: () => {
      if (!part || !window) return;
      change((before) => {
        const spot = worstRegion(part.frames[before.frame]?.regions ?? []);
        return spot
          ? { ...before, view: viewAfter(before.view, { kind: 'spot', spot, ownScale }, part.frame, window) }
          : before;
      });
    },
    toggleRegions: () => change((before) => ({ ...before, showRegions: !before.showRegions })),
    beside: () => change((before) => goldenAfter(before, 'beside')),
    blink: () => change((before) => goldenAfter(before, 'blink')),
    blinked: () => change((before) => ({ ...before, isGoldenUp: !before.isGoldenUp })),
    frame: (index) => toFrame(() => index),
    neighbour: (by) => toFrame((index) => frameAfter(index, by, part?.frames.length ?? 0)),
    windowIs,
  };
}

/** Slower than anything that could harm, and only while somebody asks for it. */
function useBlinking(isOn: boolean, blinked: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(blinked, blinkMs);
    return () => clearInterval(timer);
  }, [isOn, blinked]);
}

function useLookingKeys(actions: LookingActions, isActive: boolean): void {
  useKeys(
    {
      '+': () => actions.zoom(1),
      // The same key without Shift.
      '=': () => actions.zoom(1),
      '-': () => actions.zoom(-1),
      '0': actions.fit,
      '1': actions.own,
      s: actions.spot,
      v: actions.toggleRegions,
      g: actions.beside,
      b: actions.blink,
      ',': () => actions.neighbour(-1),
      '.': () => actions.neighbour(1),
      ArrowLeft: () => actions.step({ kind: 'pan', by: { x: -panShare, y: 0 } }),
      ArrowRight: () => actions.step({ kind: 'pan', by: { x: panShare, y: 0 } }),
      ArrowUp: () => actions.step({ kind: 'pan', by: { x: 0, y: -panShare } }),
      ArrowDown: () => actions.step({ kind: 'pan', by: { x: 0, y: panShare } }),
    },
    isActive,
  );
  useAction('regions', isActive ? actions.toggleRegions : null);
  useAction('golden', isActive ? actions.beside : null);
  useAction('next-picture', isActive ? () => actions.neighbour(1) : null);
}
