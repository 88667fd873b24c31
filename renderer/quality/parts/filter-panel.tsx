/** Everything that there is to filter by, each condition a switch. */
import { type ReactNode, useId } from 'react';
import { dispositionStates } from '../../../main/api/slices/quality.ts';
import { verdicts } from '../../../main/api/words.ts';
import { letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { type Choices, type Speaker, valueWords } from './condition-words.ts';
import { type ListName, type PartConditions, toggled } from './part-conditions.ts';
import { PeriodChoice } from './period-choice.tsx';
import { ScoreChoice } from './score-choice.tsx';

export interface FilterPanelProps {
  readonly conditions: PartConditions;
  readonly choices: Choices | null;
  readonly onChange: (next: PartConditions) => void;
}

export function FilterPanel({ conditions, choices, onChange }: FilterPanelProps) {
  const { t, numbers } = useWords();
  const speaker: Speaker = { t, numbers, choices };
  const list = (name: ListName, values: readonly string[]): ReactNode => (
    <Values
      list={name}
      values={withChosen(values, conditions[name])}
      conditions={conditions}
      speaker={speaker}
      onChange={onChange}
    />
  );
  return (
    <aside className="filter-panel" aria-label={t('parts.filters')}>
      <Section title={t('filter.period')}>
        <PeriodChoice period={conditions.period} onChange={(period) => onChange({ ...conditions, period })} />
      </Section>
      <Section title={t('filter.verdicts')}>{list('verdicts', verdicts)}</Section>
      <Section title={t('filter.dispositions')}>{list('dispositions', dispositionStates)}</Section>
      <Section title={t('filter.reasons')}>{list('reasons', choices?.reasons ?? [])}</Section>
      <Section title={t('filter.score')}>
        <ScoreChoice
          classes={choices?.classes ?? []}
          score={conditions.score}
          onChange={(score) => onChange({ ...conditions, score })}
        />
      </Section>
      <Section title={t('filter.recipes')}>{list('recipes', choices?.recipes ?? [])}</Section>
      <Section title={t('filter.bundles')}>{list('bundles', choices?.bundles ?? [])}</Section>
      <Section title={t('filter.shifts')}>{list('shifts', choices?.shifts ?? [])}</Section>
      <Section title={t('filter.people')}>{list('people', choices?.people.map(({ id }) => id) ?? [])}</Section>
    </aside>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="filter-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

interface ValuesProps {
  readonly list: ListName;
  readonly values: readonly string[];
  readonly conditions: PartConditions;
  readonly speaker: Speaker;
  readonly onChange: (next: PartConditions) => void;
}

function Values({ list, values, conditions, speaker, onChange }: ValuesProps) {
  const chosen: readonly string[] = conditions[list];
  if (values.length === 0) return <p className="muted">{speaker.t('filter.none')}</p>;
  return (
    <div className="filter-values">
      {values.map((value) => (
        <button
          key={value}
          type="button"
          className="filter-value"
          aria-pressed={chosen.includes(value)}
          data-value={value}
          onClick={(event) => {
            letGo(event);
            // The values of a list are of that list: they came from it.
            onChange(toggled(conditions, list, value as never));
          }}
        >
          {valueWords(list, value, speaker)}
        </button>
      ))}
    </div>
  );
}

/** What is filtered by stays a choice, also when the station knows it no longer. */
function withChosen(values: readonly string[], chosen: readonly string[]): readonly string[] {
  return [...values, ...chosen.filter((value) => !values.includes(value))];
}
