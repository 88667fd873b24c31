/**
 * Which place of the station this screen shows: `#/quality/report` is the tab `report` of the place `quality`.
 *
 * What a place wants to find again after a reload or "back" stands behind a question mark: `#/quality/parts?verdict=fail`.
 */
import { useSyncExternalStore } from 'react';

export interface Where {
  readonly place: string;
  /** Null: the first of the place. */
  readonly tab: string | null;
}

export function whereOf(hash: string): Where {
  const [place, tab] = hash.replace(/^#\/?/, '').replace(/\?.*$/, '').split('/');
  return { place: place || 'live', tab: tab || null };
}

export function hashOf({ place, tab }: Where): string {
  return tab === null ? `#/${place}` : `#/${place}/${tab}`;
}

/** What stands behind the question mark; empty when nothing does. */
export function queryOf(hash: string): string {
  const mark = hash.indexOf('?');
  return mark < 0 ? '' : hash.slice(mark + 1);
}

export function go(place: string, tab: string | null = null): void {
  window.location.hash = hashOf({ place, tab });
}

export function useWhere(): Where {
  return whereOf(useSyncExternalStore(onHashChange, () => window.location.hash));
}

export function useQuery(): string {
  return queryOf(useSyncExternalStore(onHashChange, () => window.location.hash));
}

/** @param step `new`: "back" leads to what was there before; `same`: it takes the place of what was there. */
export function goWithQuery(where: Where, query: string, step: 'new' | 'same'): void {
  const hash = query === '' ? hashOf(where) : `${hashOf(where)}?${query}`;
  if (hash === window.location.hash) return;
  // Unlike `history.replaceState` this tells `hashchange`.
  if (step === 'same') window.location.replace(hash);
  else window.location.hash = hash;
}

function onHashChange(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
