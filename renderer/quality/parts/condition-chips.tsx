/** Every condition that holds, as a chip that takes it away. */
import { KeyButton, letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { type Choices, conditionWords } from './condition-words.ts';
import { conditionsOf, noConditions, type PartConditions, without } from './part-conditions.ts';

export interface ConditionChipsProps {
  readonly conditions: PartConditions;
  readonly choices: Choices | null;
  readonly onChange: (next: PartConditions) => void;
}

export function ConditionChips({ conditions, choices, onChange }: ConditionChipsProps) {
  const { t, numbers } = useWords();
  const active = conditionsOf(conditions);
  if (active.length === 0) return null;
  return (
    <ul className="condition-chips" aria-label={t('parts.conditions')}>
      {active.map((condition) => {
        const words = conditionWords(condition, { t, numbers, choices });
        return (
          <li key={JSON.stringify(condition)}>
            <button
              type="button"
              className="condition-chip"
              data-condition={condition.kind === 'list' ? condition.list : condition.kind}
              aria-label={t('parts.removeOne', { condition: words })}
              onClick={(event) => {
                letGo(event);
                onChange(without(conditions, condition));
              }}
            >
              <span>{words}</span>
              <Cross />
            </button>
          </li>
        );
      })}
      <li>
        <KeyButton keyName="X" shortcut="X" className="plain" onPress={() => onChange(noConditions)}>
          {t('parts.removeAll')}
        </KeyButton>
      </li>
    </ul>
  );
}

export function Cross() {
  return (
    <svg viewBox="0 0 16 16" className="cross" aria-hidden="true">
      <path d="m3.5 3.5 9 9m0-9-9 9" />
    </svg>
  );
}
