/**
 * A value with its interval on a line from `scale.from` to `scale.to`; limits are dashed. Grey within the limits; beyond
 * them it takes the colour of its grade, and a shape beside the words says the same.
 */
import type { Grade } from '../../../main/api/slices/study-result.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';

export interface Scale {
  readonly from: number;
  readonly to: number;
}

export interface IntervalBarProps {
  readonly name: string;
  readonly words: string;
  /** Null: cannot be computed, and the words say why. */
  readonly value: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly scale: Scale;
  readonly limits: readonly number[];
  readonly grade: Grade;
}

export function IntervalBar({ name, words, value, interval, scale, limits, grade }: IntervalBarProps) {
  const x = (at: number): string => `${(placeOn(scale, at) * 100).toFixed(2)}%`;
  return (
    <li className="interval" data-grade={grade}>
      <span className="interval-name">{name}</span>
      <svg className="interval-bar" aria-hidden="true">
        <line className="interval-axis" x1="0" x2="100%" y1="50%" y2="50%" />
        {limits.map((limit) => (
          <line key={limit} className="interval-limit" x1={x(limit)} x2={x(limit)} y1="0" y2="100%" />
        ))}
        {interval ? (
          <line className="interval-range" x1={x(interval.low)} x2={x(interval.high)} y1="50%" y2="50%" />
        ) : null}
        {value === null ? null : <circle className="interval-value" cx={x(value)} cy="50%" r="6" />}
      </svg>
      <span className="interval-words">
        <Shape grade={grade} />
        {words}
      </span>
    </li>
  );
}

function Shape({ grade }: { readonly grade: Grade }) {
  if (grade === 'marginal') return <VerdictShape verdict="review" />;
  return grade === 'unacceptable' ? <VerdictShape verdict="fail" /> : null;
}

/** 0..1; what lies outside is drawn at the edge. */
export function placeOn({ from, to }: Scale, at: number): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

const ends = [0.1, 0.2, 0.3, 0.5, 1] as const;

/** From nothing to a round share that holds everything: errors are rare, and a whole scale would hide them. */
export function scaleOver(shares: readonly number[]): Scale {
  const highest = Math.max(0, ...shares);
  return { from: 0, to: ends.find((end) => end >= highest) ?? 1 };
}
