/** While somebody learns, the next key at this screen is a button that is pressed, and nothing else. */
import { isField } from '../ui/use-keys.ts';
import { mayBeBound } from './key-names.ts';

type Listener = (code: string) => void;

let listener: Listener | null = null;

export const learner = {
  /** Returns how to end it. */
  listen: (onKey: Listener): (() => void) => {
    listener = onKey;
    return () => {
      if (listener === onKey) listener = null;
    };
  },
  /** True: it was taken. */
  hear: (event: KeyboardEvent): boolean => {
    if (!listener || event.repeat || isField(event.target) || !mayBeBound(event.code)) return false;
    listener(event.code);
    return true;
  },
};
