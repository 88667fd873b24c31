/** Two limits of one class on a strip from 0 to 1: what passes, what is asked about, what fails. */
import { useId } from 'react';
import { classWord } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { ShareField } from '../parts/score-choice.tsx';
import { type Limits, withLimit } from './limits.ts';

export interface LimitStripProps {
  readonly name: string;
  readonly limits: Limits;
  /** Those in force. */
  readonly before: Limits;
  readonly onChange: (limits: Limits) => void;
}

export function LimitStrip({ name, limits, before, onChange }: LimitStripProps) {
  const { t } = useWords();
  const id = useId();
  const word = classWord(t, name);
  const hasChanged = limits.passBelow !== before.passBelow || limits.failAbove !== before.failAbove;
  return (
    <section className="limit-strip" aria-labelledby={id} data-class={name} data-changed={hasChanged}>
      <h3 id={id}>
        {word}
        {hasChanged ? <small>{t('whatIf.changed')}</small> : null}
      </h3>
      <div className="limit-track">
        <Zones limits={limits} before={before} />
        {(['passBelow', 'failAbove'] as const).map((which) => (
          <input
            key={which}
            type="range"
            className="strip-limit"
            data-limit={which}
            min={0}
            max={1}
            step={0.01}
            value={limits[which]}
            aria-label={t(`limit.${which}`, { name: word })}
            onChange={(event) => onChange(withLimit(limits, which, event.currentTarget.valueAsNumber))}
          />
        ))}
      </div>
      <div className="strip-numbers">
        {(['passBelow', 'failAbove'] as const).map((which) => (
          <ShareField
            key={which}
            label={t(`limitShort.${which}`)}
            value={limits[which]}
            onChange={(value) => onChange(withLimit(limits, which, value))}
          />
        ))}
      </div>
    </section>
  );
}

/** In per cent of the strip; the limits in force stay as dashed lines. */
function Zones({ limits, before }: Pick<LimitStripProps, 'limits' | 'before'>) {
  const [pass, fail] = [limits.passBelow * 100, limits.failAbove * 100];
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="strip-zones" aria-hidden="true">
      <rect className="zone-pass" x={0} y={0} width={pass} height={10} />
      <rect className="zone-review" x={pass} y={0} width={Math.max(0, fail - pass)} height={10} />
      <rect className="zone-fail" x={fail} y={0} width={100 - fail} height={10} />
      {[before.passBelow, before.failAbove].map((at) => (
        <path key={at} className="zone-before" d={`M${at * 100} 0V10`} />
      ))}
    </svg>
  );
}
