/** What the Sync tab shows, as its address says it (`#/health/sync?view=parked&target=ID`). */
import { type MessageKind, messageKinds, type TargetKind, targetKinds } from '../../main/api/slices/sync-target.ts';

export type SyncView =
  | { readonly view: 'overview' }
  /** `kind` null: to be chosen. */
  | { readonly view: 'new'; readonly kind: TargetKind | null }
  | { readonly view: 'settings'; readonly target: string }
  | {
      readonly view: 'messages';
      readonly target: string;
      readonly kind: MessageKind;
      /** A parked message whose mapping is being mended: its part is the sample, and it can be sent again at once. */
      readonly mends: Mended | null;
    }
  | { readonly view: 'parked'; readonly target: string };

export interface Mended {
  readonly sequence: number;
  readonly part: string | null;
}

export const overview: SyncView = { view: 'overview' };

export function viewOf(query: string): SyncView {
  const asked = new URLSearchParams(query);
  const target = asked.get('target');
  const view = asked.get('view');
  if (view === 'new') return { view, kind: targetKinds.find((kind) => kind === asked.get('kind')) ?? null };
  if (target === null) return overview;
  if (view === 'settings' || view === 'parked') return { view, target };
  if (view !== 'messages') return overview;
  const kind = messageKinds.find((each) => each === asked.get('kind')) ?? 'part';
  const sequence = Number(asked.get('mends') ?? Number.NaN);
  const mends = Number.isSafeInteger(sequence) && sequence >= 0 ? { sequence, part: asked.get('part') } : null;
  return { view, target, kind, mends };
}

export function queryOfView(view: SyncView): string {
  switch (view.view) {
    case 'overview':
      return '';
    case 'new':
      return queryOf({ view: 'new', kind: view.kind });
    case 'settings':
    case 'parked':
      return queryOf({ view: view.view, target: view.target });
    case 'messages': {
      const { target, kind, mends } = view;
      return queryOf({ view: 'messages', target, kind, mends: mends?.sequence ?? null, part: mends?.part ?? null });
    }
  }
}

function queryOf(values: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== null);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}
