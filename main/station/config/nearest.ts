/** What a person most likely meant by a name that does not exist. */
import { distance } from 'fastest-levenshtein';

/** The known names nearest to `given` (several when equally near); none when nothing is near enough to be meant. */
export function nearestNames(given: string, known: readonly string[]): readonly string[] {
  const away = (name: string): number => distance(given.toLowerCase(), name.toLowerCase());
  const least = Math.min(...known.map(away));
  const farthestMeant = Math.max(2, Math.floor(given.length / 2));
  return least <= farthestMeant ? known.filter((name) => away(name) === least) : [];
}

/** `did you mean "loop"?`, or all that there is when nothing is near. */
export function suggestion(given: string, known: readonly string[]): string {
  const near = nearestNames(given, known);
  const quoted = (near.length > 0 ? near : known).map((name) => `"${name}"`);
  if (quoted.length === 0) return 'there is none';
  return near.length > 0 ? `did you mean ${quoted.join(' or ')}?` : `there is: ${quoted.join(', ')}`;
}
