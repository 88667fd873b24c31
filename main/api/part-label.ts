/** What a person calls a part by: the last digits of its record's id, which are random; the same on every screen. */
export function partLabel(id: string): string {
  return id.slice(-6).toUpperCase();
}
