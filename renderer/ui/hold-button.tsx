/** A button that acts for as long as it is held, by finger or by its key, which is printed on it. */
import { type ReactNode, useEffect, useRef } from 'react';
import { ButtonWords, Key } from './key-button.tsx';

export interface HoldButtonProps {
  readonly children: ReactNode;
  readonly short?: string | undefined;
  /** One letter. */
  readonly keyName: string;
  readonly isHeld: boolean;
  readonly onHold: (isHeld: boolean) => void;
}

export function HoldButton({ children, short, keyName, isHeld, onHold }: HoldButtonProps) {
  const tell = useRef(onHold);
  tell.current = onHold;
  useEffect(() => {
    const isOurs = (event: KeyboardEvent): boolean =>
      event.key.toLowerCase() === keyName.toLowerCase() && !event.ctrlKey && !event.metaKey && !event.altKey;
    const down = (event: KeyboardEvent): void => {
      if (isOurs(event) && !event.repeat) tell.current(true);
    };
    const up = (event: KeyboardEvent): void => {
      if (isOurs(event)) tell.current(false);
    };
    // A window that loses its keyboard never hears the key come up.
    const letGo = (): void => tell.current(false);
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', letGo);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', letGo);
      tell.current(false);
    };
  }, [keyName]);
  return (
    <button
      type="button"
      className="key-button hold-button"
      aria-pressed={isHeld}
      aria-keyshortcuts={keyName}
      onPointerDown={(event) => {
        // The finger may slide off the button while it holds.
        event.currentTarget.setPointerCapture(event.pointerId);
        onHold(true);
      }}
      onPointerUp={(event) => {
        event.currentTarget.blur();
        onHold(false);
      }}
      onPointerCancel={() => onHold(false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.repeat) onHold(true);
      }}
      onKeyUp={(event) => {
        if (event.key === 'Enter') onHold(false);
      }}
      // A long touch would open the browser's menu.
      onContextMenu={(event) => event.preventDefault()}
    >
      <ButtonWords short={short}>{children}</ButtonWords>
      <Key name={keyName} />
    </button>
  );
}
