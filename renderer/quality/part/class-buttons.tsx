/** Which defect it is: one button a class, one digit each. */
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { classWord } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { useTakesDigits } from '../digits.ts';

/** As many as there are digits. */
const keyed = 9;

export interface ClassButtonsProps {
  readonly classes: readonly string[];
  readonly chosen?: string | null;
  readonly onChoose: (name: string) => void;
  /** Null: there is nothing to go back to. */
  readonly onBack: (() => void) | null;
}

export function ClassButtons({ classes, chosen, onChoose, onBack }: ClassButtonsProps) {
  const { t } = useWords();
  useTakesDigits();
  useKeys({
    ...Object.fromEntries(classes.slice(0, keyed).map((name, i) => [`${i + 1}`, () => onChoose(name)])),
    ...(onBack ? { b: onBack } : {}),
  });
  return (
    <fieldset className="class-buttons" aria-label={t('part.whichDefect')}>
      {classes.map((name, i) => (
        <KeyButton
          key={name}
          keyName={i < keyed ? `${i + 1}` : ''}
          shortcut={i < keyed ? `${i + 1}` : ''}
          className="class-button"
          onPress={() => onChoose(name)}
          {...(chosen === undefined ? {} : { isPressed: chosen === name })}
        >
          {classWord(t, name)}
        </KeyButton>
      ))}
      {onBack ? (
        <KeyButton keyName="B" shortcut="B" className="class-button plain" onPress={onBack}>
          {t('part.backToChoice')}
        </KeyButton>
      ) : null}
    </fieldset>
  );
}
