/** What the Parts tab shows, as it stands in the address. */
import { useMemo } from 'react';
import { goWithQuery, useQuery } from '../../shell/place.ts';
import { readConditions, writeConditions } from './conditions-address.ts';
import type { PartConditions } from './part-conditions.ts';

export interface PartsView {
  readonly conditions: PartConditions;
  readonly look: 'list' | 'grid';
  /** Id of the part whose page is open. */
  readonly part: string | null;
}

export interface PartsViewControl {
  readonly view: PartsView;
  /** "Back" leads to what was there before. */
  readonly open: (next: Partial<PartsView>) => void;
  /** Takes the place of what was there: of texts that are being typed, of neighbours that are leafed through. */
  readonly replace: (next: Partial<PartsView>) => void;
}

const where = { place: 'quality', tab: 'parts' } as const;

export function readView(query: string): PartsView {
  const parameters = new URLSearchParams(query);
  return {
    conditions: readConditions(parameters),
    look: parameters.get('look') === 'grid' ? 'grid' : 'list',
    part: parameters.get('part') || null,
  };
}

export function writeView({ conditions, look, part }: PartsView): string {
  const query = writeConditions(conditions);
  if (look === 'grid') query.set('look', look);
  if (part !== null) query.set('part', part);
  return query.toString();
}

export function usePartsView(): PartsViewControl {
  const query = useQuery();
  return useMemo(() => {
    const view = readView(query);
    const to = (step: 'new' | 'same') => (next: Partial<PartsView>) =>
      goWithQuery(where, writeView({ ...view, ...next }), step);
    return { view, open: to('new'), replace: to('same') };
  }, [query]);
}

/** The address of the list with these conditions, for links from other tabs. */
export function openParts(conditions: PartConditions): void {
  goWithQuery(where, writeView({ conditions, look: 'list', part: null }), 'new');
}

export function openPart(id: string, conditions: PartConditions): void {
  goWithQuery(where, writeView({ conditions, look: 'list', part: id }), 'new');
}
