/** From when until when: three times that everybody needs, and one's own. */
import { useContext, useState } from 'react';
import { useLive } from '../../live/live-context.ts';
import { letGo } from '../../ui/key-button.tsx';
import { StationTimeZone, useWords } from '../../words/use-words.ts';
import { fromField, toField } from './conditions-request.ts';
import type { Period } from './part-conditions.ts';

const kinds = ['any', 'shift', 'today', 'week'] as const;

export interface PeriodChoiceProps {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
}

export function PeriodChoice({ period, onChange }: PeriodChoiceProps) {
  const { t } = useWords();
  const now = useLive((state) => Math.floor((state.status?.at ?? Date.now()) / 60_000) * 60_000);
  const own: Period = { kind: 'own', from: now - 24 * 3_600_000, until: now };
  return (
    <div className="filter-values">
      {kinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className="filter-value"
          aria-pressed={period.kind === kind}
          data-value={kind}
          onClick={(event) => {
            letGo(event);
            onChange({ kind });
          }}
        >
          {t(`period.${kind}`)}
        </button>
      ))}
      <button
        type="button"
        className="filter-value"
        aria-pressed={period.kind === 'own'}
        data-value="own"
        onClick={(event) => {
          letGo(event);
          if (period.kind !== 'own') onChange(own);
        }}
      >
        {t('period.own')}
      </button>
      {period.kind === 'own' ? <OwnPeriod period={period} onChange={onChange} /> : null}
    </div>
  );
}

interface OwnPeriodProps extends PeriodChoiceProps {
  readonly period: Extract<Period, { kind: 'own' }>;
}

function OwnPeriod({ period, onChange }: OwnPeriodProps) {
  const { t } = useWords();
  const isBackwards = period.from !== null && period.until !== null && period.from > period.until;
  const change = (next: Partial<typeof period>): void => {
    const { from, until } = { ...period, ...next };
    onChange(from === null && until === null ? { kind: 'any' } : { kind: 'own', from, until });
  };
  return (
    <div className="own-period">
      <TimeField label={t('filter.from')} at={period.from} onChange={(from) => change({ from })} />
      <TimeField label={t('filter.until')} at={period.until} onChange={(until) => change({ until })} />
      {isBackwards ? <p className="field-trouble">{t('filter.backwards')}</p> : null}
    </div>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly at: number | null;
  readonly onChange: (at: number | null) => void;
}

/** A date that is being typed is told once the field is left: half of one would be another day. */
function TimeField({ label, at, onChange }: TimeFieldProps) {
  const timeZone = useContext(StationTimeZone);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label className="time-field">
      <span>{label}</span>
      <input
        type="datetime-local"
        value={typed ?? toField(at, timeZone)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          if (typed !== null) onChange(fromField(typed, timeZone));
          setTyped(null);
        }}
      />
    </label>
  );
}
