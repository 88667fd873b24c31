/** A button of one of several alike: its key is printed on it while it is the one that the key means. */
import { Key, letGo } from '../ui/key-button.tsx';

export interface DeedButtonProps {
  readonly children: string;
  readonly keyName: string;
  readonly hasKey: boolean;
  readonly onPress: () => void;
}

export function DeedButton({ children, keyName, hasKey, onPress }: DeedButtonProps) {
  return (
    <button
      type="button"
      className="key-button"
      aria-keyshortcuts={hasKey ? keyName : undefined}
      onClick={(event) => {
        letGo(event);
        onPress();
      }}
    >
      <span>{children}</span>
      {hasKey ? <Key name={keyName} /> : null}
    </button>
  );
}
