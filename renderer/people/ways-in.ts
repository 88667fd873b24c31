import type { Person } from '../../main/api/slices/people.ts';

export const waysInKinds = ['both', 'pin', 'badge', 'none'] as const;

/** How this person can sign in. */
export function waysIn({ hasPin, hasBadge }: Pick<Person, 'hasPin' | 'hasBadge'>): (typeof waysInKinds)[number] {
  if (hasPin) return hasBadge ? 'both' : 'pin';
  return hasBadge ? 'badge' : 'none';
}
