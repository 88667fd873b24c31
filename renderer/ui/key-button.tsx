/** A button with its key printed on it. Every action has both: a finger and a key. */
import type { MouseEvent, ReactNode } from 'react';

export interface KeyButtonProps {
  readonly children: ReactNode;
  /** The same in one word, for where there is little room. */
  readonly short?: string | undefined;
  readonly keyName: string;
  /** As `aria-keyshortcuts` has it: `V`, `Space`, `Escape`. */
  readonly shortcut: string;
  readonly onPress: () => void;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly className?: string;
}

export function KeyButton({
  children,
  short,
  keyName,
  shortcut,
  onPress,
  isPressed,
  isDisabled,
  className,
}: KeyButtonProps) {
  return (
    <button
      type="button"
      className={`key-button ${className ?? ''}`}
      aria-pressed={isPressed}
      aria-keyshortcuts={shortcut}
      disabled={isDisabled}
      onClick={(event) => {
        letGo(event);
        onPress();
      }}
    >
      <ButtonWords short={short}>{children}</ButtonWords>
      <Key name={keyName} />
    </button>
  );
}

export function ButtonWords({ children, short }: Pick<KeyButtonProps, 'children' | 'short'>) {
  if (short === undefined) return <span>{children}</span>;
  return (
    <>
      <span className="button-long">{children}</span>
      <span className="button-short">{short}</span>
    </>
  );
}

export function Key({ name }: { readonly name: string }) {
  return (
    <span className="key" aria-hidden="true">
      {name}
    </span>
  );
}

/** After a touch or a click the focus would stay, and the space bar would press this again instead of holding the picture. */
export function letGo(event: MouseEvent<HTMLElement>): void {
  if (event.detail > 0) event.currentTarget.blur();
}
