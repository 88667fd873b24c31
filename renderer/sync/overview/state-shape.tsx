/** The state of a target as a shape; colour only where a person is needed. */
import type { ReactNode } from 'react';
import type { TargetState } from '../../../main/api/slices/sync.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import type { TargetLevel } from './target-words.ts';

const quiet: Readonly<Record<TargetState, ReactNode>> = {
  starting: <circle cx="12" cy="12" r="9.5" className="sync-broken" />,
  'up-to-date': <path d="M2.6 13.2 9 19.6 21.4 5" className="sync-stroke" />,
  sending: <path d="M2.5 12h18M13.5 5l7 7-7 7" className="sync-stroke" />,
  waiting: <path d="M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 1 0 0-19M12 6.8V12l3.6 2.4" className="sync-stroke" />,
  stopped: null,
  paused: <path d="M7 4v16M17 4v16" className="sync-stroke" />,
};

export function StateShape({ state, level }: { readonly state: TargetState; readonly level: TargetLevel }) {
  if (level === 'urgent') return <VerdictShape verdict="fail" className="sync-shape" />;
  if (level === 'warning') return <VerdictShape verdict="review" className="sync-shape" />;
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="shape sync-shape">
      {quiet[state]}
    </svg>
  );
}
