/** One counted share of every appraiser, on one scale. */
import type { CountedShare, Grade } from '../../../main/api/slices/study-result.ts';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/use-words.ts';
import { percent, shareWords } from './figure-words.ts';
import { IntervalBar, type Scale, scaleOver } from './interval-bar.tsx';

export interface ShareRow {
  readonly name: string;
  /** Null: not measured. */
  readonly figure: CountedShare | null;
  readonly grade: Grade;
}

export interface ShareCardProps {
  readonly title: string;
  readonly what: string;
  readonly rows: readonly ShareRow[];
  readonly limits?: { readonly acceptable: number; readonly marginal: number };
  /** Whole: 0 to 100 %. */
  readonly isWhole: boolean;
}

export function ShareCard({ title, what, rows, limits, isWhole }: ShareCardProps) {
  const { t, numbers } = useWords();
  const marks = limits ? [limits.acceptable, limits.marginal] : [];
  const scale: Scale = isWhole
    ? { from: 0, to: 1 }
    : scaleOver([...marks, ...rows.flatMap(({ figure }) => (figure?.rate ? [figure.rate.high] : []))]);
  return (
    <Card
      title={title}
      className="study-figure"
      value={limits ? <Limits marks={marks.map((mark) => percent(numbers, mark, 0))} /> : null}
    >
      <p className="muted">{what}</p>
      <ul className="intervals">
        {rows.map(({ name, figure, grade }) => (
          <IntervalBar
            key={name}
            name={name}
            words={figure === null ? t('study.notMeasured') : shareWords(figure, t, numbers)}
            value={figure?.rate?.value ?? null}
            interval={figure?.rate ?? null}
            scale={scale}
            limits={marks}
            grade={grade}
          />
        ))}
        <Axis ends={[percent(numbers, scale.from, 0), percent(numbers, scale.to, 0)]} />
      </ul>
    </Card>
  );
}

export function Limits({ marks: [acceptable = '', marginal = ''] }: { readonly marks: readonly string[] }) {
  const { t } = useWords();
  return <span className="muted study-limits">{t('study.limits', { acceptable, marginal })}</span>;
}

export function Axis({ ends: [from, to] }: { readonly ends: readonly string[] }) {
  return (
    <li className="interval interval-ends muted" aria-hidden="true">
      <span />
      <span className="interval-scale">
        <span>{from}</span>
        <span>{to}</span>
      </span>
      <span />
    </li>
  );
}
