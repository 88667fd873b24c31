/** One of a few, each a button of its own size: nothing opens, nothing is hidden. */
import { letGo } from '../ui/key-button.tsx';

export interface ChoicesProps<T> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly words: string }[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

export function Choices<T extends string | number | boolean>({ label, options, value, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset className="study-choices">
      <legend className="muted">{label}</legend>
      {options.map((option) => (
        <button
          key={String(option.value)}
          type="button"
          aria-pressed={option.value === value}
          className="study-choice"
          onClick={(event) => {
            letGo(event);
            onChoose(option.value);
          }}
        >
          {option.words}
        </button>
      ))}
    </fieldset>
  );
}
