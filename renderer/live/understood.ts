/** Incidents that a person at this screen has taken note of: kept over a reload, so that nobody is told twice. */
import { z } from 'zod';

const key = 'sightline.understood';
const most = 100;
const understoodSchema = z.array(z.string());

export function readUnderstood(): readonly string[] {
  const kept = storage()?.getItem(key);
  if (!kept) return [];
  const parsed = understoodSchema.safeParse(parseJson(kept));
  return parsed.success ? parsed.data : [];
}

export function keepUnderstood(ids: readonly string[]): void {
  const incidents = ids.filter((id) => id.startsWith('incident:')).slice(-most);
  storage()?.setItem(key, JSON.stringify(incidents));
}

/** None outside of a page (tests of the stores). */
function storage(): Storage | null {
  return typeof localStorage === 'undefined' ? null : localStorage;
}

/** Undefined for what is not JSON: somebody else's entry under our name. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
