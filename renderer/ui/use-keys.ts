/**
 * Keys of a screen, by what they write (`event.key`): `/` is one whether it needs Shift on this keyboard or not.
 *
 * Letters in either case. Keys with Ctrl, Alt or Meta are somebody else's; so is everything typed into a field, save
 * Escape, which always leads back. Enter and space on a button press that button.
 */
import { useEffect, useRef } from 'react';

export type KeyActions = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>;

export function useKeys(actions: KeyActions, isActive = true): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (!isActive) return;
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key !== 'Escape' && (isField(event.target) || isForSlider(event))) return;
      if (isPress(event)) return;
      const action = actionOf(latest.current, event.key);
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [isActive]);
}

export function actionOf(actions: KeyActions, key: string): KeyActions[string] {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(actions, name) ? actions[name] : undefined;
}

function isPress({ key, target }: KeyboardEvent): boolean {
  return (
    (key === 'Enter' || key === ' ') && target instanceof HTMLElement && target.closest('button, a, input') !== null
  );
}

const sliderKey = /^(Arrow|Page|Home|End)/;
const moved = new Set(['range', 'radio']);

/** A slider, or a choice of several, takes the keys that move it and no others. */
function isForSlider({ key, target }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement && moved.has(target.type) && sliderKey.test(key);
}

/** Whether keys go into a text or a list there. */
export function isField(target: EventTarget | null): boolean {
  const isTyped = 'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, select';
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(isTyped));
}
