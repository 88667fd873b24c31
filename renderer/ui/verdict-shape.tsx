/**
 * The four verdicts as shapes: tick, octagon with a cross, diamond with an exclamation mark, broken circle.
 * They stay apart without colour. Inner strokes take `--shape-ink`, so that a filled panel can turn them round.
 */
import type { ReactNode } from 'react';
import type { Verdict } from '../../main/api/words.ts';

const paths: Readonly<Record<Verdict, ReactNode>> = {
  pass: <path d="M2.6 13.2 9 19.6 21.4 5" className="shape-stroke" />,
  fail: (
    <>
      <path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4Z" className="shape-body" />
      <path d="m7.8 7.8 8.4 8.4m0-8.4-8.4 8.4" className="shape-mark" />
    </>
  ),
  review: (
    <>
      <path d="M12 .6 23.4 12 12 23.4.6 12Z" className="shape-body" />
      <path d="M12 6.4v6.8" className="shape-mark" />
      <circle cx="12" cy="17" r="1.5" className="shape-dot" />
    </>
  ),
  missed: <circle cx="12" cy="12" r="9.5" className="shape-broken" />,
};

export function VerdictShape({ verdict, className }: { readonly verdict: Verdict; readonly className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`shape shape-${verdict} ${className ?? ''}`}>
      {paths[verdict]}
    </svg>
  );
}
