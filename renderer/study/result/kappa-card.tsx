/** Kappas on one scale, from 0 (chance) or below it to 1. */
import type { ReactNode } from 'react';
import type { Cohen, FleissValue, Grade } from '../../../main/api/slices/study-result.ts';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/use-words.ts';
import { kappaWords } from './figure-words.ts';
import { IntervalBar } from './interval-bar.tsx';
import { Axis, Limits } from './share-card.tsx';

export interface KappaRow {
  readonly name: string;
  /** Null: not measured. */
  readonly kappa: Cohen | FleissValue | null;
  readonly grade: Grade;
}

export interface KappaCardProps {
  readonly title: string;
  readonly what: string;
  readonly rows: readonly KappaRow[];
  readonly limits?: { readonly acceptable: number; readonly marginal: number };
  readonly children?: ReactNode;
}

export function KappaCard({ title, what, rows, limits, children }: KappaCardProps) {
  const { t, numbers } = useWords();
  const marks = limits ? [limits.acceptable, limits.marginal] : [];
  const lows = rows.flatMap(({ kappa }) => (kappa?.kind === 'kappa' ? [kappa.interval?.low ?? kappa.value] : []));
  const scale = { from: Math.min(0, ...lows) < 0 ? -1 : 0, to: 1 };
  return (
    <Card
      title={title}
      className="study-figure"
      value={limits ? <Limits marks={marks.map((mark) => numbers.fixed(mark, 2))} /> : null}
    >
      <p className="muted">{what}</p>
      <ul className="intervals">
        {rows.map(({ name, kappa, grade }) => (
          <IntervalBar
            key={name}
            name={name}
            words={kappa === null ? t('study.notMeasured') : withTest(kappa, kappaWords(kappa, t, numbers))}
            value={kappa?.kind === 'kappa' ? kappa.value : null}
            interval={kappa?.kind === 'kappa' ? kappa.interval : null}
            scale={scale}
            limits={marks}
            grade={grade}
          />
        ))}
        <Axis ends={[numbers.fixed(scale.from, 0), numbers.fixed(scale.to, 0)]} />
      </ul>
      {children}
    </Card>
  );

  /** Fleiss' has a test against chance. */
  function withTest(kappa: Cohen | FleissValue, words: string): string {
    return kappa.kind === 'kappa' && 'z' in kappa
      ? `${words} · ${t('study.withZ', { z: numbers.fixed(kappa.z, 1) })}`
      : words;
  }
}
