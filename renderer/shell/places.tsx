/** The places of the station, in the order of the rail. A place stands here once it exists. */
import type { ComponentType, ReactNode } from 'react';
import { isAllowed, may, type Role } from '../../main/api/who.ts';
import { HealthScreen } from '../health/health-screen.tsx';
import { LiveScreen } from '../live/live-screen.tsx';
import { PeopleScreen } from '../people/people-screen.tsx';
import { QualityScreen } from '../quality/quality-screen.tsx';
import { useReviewWaiting } from '../review/desk/review-desk.ts';
import { ReviewScreen } from '../review/review-screen.tsx';

export interface Place {
  readonly id: 'live' | 'review' | 'quality' | 'health' | 'people';
  readonly icon: ReactNode;
  readonly Screen: ComponentType;
  /** Who finds it in the rail. What each may do there is the station's affair. */
  readonly roles: readonly Role[] | 'everybody';
  /** Work that waits there, read by a hook; absent: no badge. */
  readonly useWaiting?: () => number;
}

export const places: readonly Place[] = [
  {
    id: 'live',
    Screen: LiveScreen,
    roles: 'everybody',
    icon: (
      <svg viewBox="0 0 24 24" className="rail-icon" aria-hidden="true">
        <circle cx="12" cy="12" r="7.5" />
        <path d="M1 12h6.5M16.5 12H23" />
        <circle cx="12" cy="12" r="1.6" className="dot" />
      </svg>
    ),
  },
  {
    id: 'review',
    Screen: ReviewScreen,
    roles: 'everybody',
    useWaiting: useReviewWaiting,
    icon: (
      <svg viewBox="0 0 24 24" className="rail-icon" aria-hidden="true">
        <path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4" />
        <path d="m8 12.4 2.8 2.8 5.4-6" />
      </svg>
    ),
  },
  {
    id: 'quality',
    Screen: QualityScreen,
    roles: ['quality', 'administrator'],
    icon: (
      <svg viewBox="0 0 24 24" className="rail-icon" aria-hidden="true">
        <circle cx="10.5" cy="10.5" r="7" />
        <path d="m15.8 15.8 6 6M7.4 10.8l2.2 2.2 4-4.6" />
      </svg>
    ),
  },
  {
    id: 'health',
    Screen: HealthScreen,
    // Quality looks at Sync; the tabs say what else is whose.
    roles: may.inspect,
    icon: (
      <svg viewBox="0 0 24 24" className="rail-icon" aria-hidden="true">
        <path d="M1.5 12.5h4.2l2.6-7.5 4.4 14 3.2-9 1.4 2.5h5.2" />
      </svg>
    ),
  },
  {
    id: 'people',
    Screen: PeopleScreen,
    roles: ['administrator'],
    icon: (
      <svg viewBox="0 0 24 24" className="rail-icon" aria-hidden="true">
        <circle cx="9" cy="8" r="4" />
        <path d="M1.8 20.5c.6-4.3 3.4-6.6 7.2-6.6s6.6 2.3 7.2 6.6M15.6 4.4a4 4 0 0 1 0 7.2M18.4 14.6c2.2.9 3.5 2.9 3.9 5.9" />
      </svg>
    ),
  },
];

export function mayGo({ roles }: Pick<Place, 'roles'>, role: Role | null): boolean {
  return roles === 'everybody' || isAllowed(roles, role);
}
