/** What an entry changed: the values that differ, each with its path. Pure. */
import type { ListedEntry } from '../../../main/api/slices/history.ts';

type Json = ListedEntry['body'][string];

export interface Change {
  /** `pitting.passBelow`; empty for a value that is no object. */
  readonly path: string;
  /** Null: was not there, or is not there any more. */
  readonly old: string | null;
  readonly new: string | null;
}

/** Only what differs, in the order of the keys. A word that became a set of values is not one of them. */
export function changesOf({ old, new: made }: ListedEntry['body']): readonly Change[] {
  const before = leaves(isSet(made) && !isSet(old) ? null : (old ?? null));
  const after = leaves(made ?? null);
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths
    .map((path) => ({ path, old: before.get(path) ?? null, new: after.get(path) ?? null }))
    .filter((change) => change.old !== change.new);
}

function isSet(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function leaves(value: Json, path = ''): ReadonlyMap<string, string> {
  if (value === null) return new Map();
  if (typeof value !== 'object') return new Map([[path, String(value)]]);
  if (Array.isArray(value)) return new Map([[path, value.map((item) => JSON.stringify(item)).join(', ')]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leaves(inner ?? null, path === '' ? key : `${path}.${key}`)]),
  );
}
