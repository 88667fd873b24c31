/** How sure the model was of one class: the part's highest score lies between two numbers. */
import { useState } from 'react';
import { letGo } from '../../ui/key-button.tsx';
import { classWord } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import type { ScoreRange } from './part-conditions.ts';

export interface ScoreChoiceProps {
  readonly classes: readonly string[];
  readonly score: ScoreRange | null;
  readonly onChange: (score: ScoreRange | null) => void;
}

export function ScoreChoice({ classes, score, onChange }: ScoreChoiceProps) {
  const { t } = useWords();
  const all = score && !classes.includes(score.class) ? [...classes, score.class] : classes;
  if (all.length === 0) return <p className="muted">{t('filter.none')}</p>;
  return (
    <div className="filter-values">
      {all.map((name) => (
        <button
          key={name}
          type="button"
          className="filter-value"
          aria-pressed={score?.class === name}
          data-value={name}
          onClick={(event) => {
            letGo(event);
            onChange(score?.class === name ? null : { class: name, min: score?.min ?? 0.2, max: score?.max ?? 1 });
          }}
        >
          {classWord(t, name)}
        </button>
      ))}
      {score ? (
        <div className="score-range">
          <ShareField
            label={t('filter.min')}
            value={score.min}
            onChange={(min) => onChange({ ...score, min, max: Math.max(min, score.max) })}
          />
          <ShareField
            label={t('filter.max')}
            value={score.max}
            onChange={(max) => onChange({ ...score, max, min: Math.min(max, score.min) })}
          />
        </div>
      ) : null}
    </div>
  );
}

interface ShareFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** 0..1 in hundredths; told when the field is left or Enter pressed. */
export function ShareField({ label, value, onChange }: ShareFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const tell = (): void => {
    const next = typed === null || typed === '' ? Number.NaN : Number(typed);
    if (Number.isFinite(next)) onChange(Math.min(1, Math.max(0, next)));
    setTyped(null);
  };
  return (
    <label className="time-field">
      <span>{label}</span>
      <input
        type="number"
        min={0}
        max={1}
        step={0.01}
        inputMode="decimal"
        value={typed ?? `${value}`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={tell}
        onKeyDown={(event) => {
          if (event.key === 'Enter') tell();
        }}
      />
    </label>
  );
}
