import { StationError, toWireError } from '../api/errors.ts';

/** Tells people on the console what did not work, why, and what to do; the stack only where we did not expect it. */
export function tellFailure(what: string, thrown: unknown): void {
  const { message, remedy } = toWireError(thrown);
  console.error(`${what}${message}${remedy ? `\nWhat to do: ${remedy}` : ''}`);
  if (!(thrown instanceof StationError)) console.error(thrown);
}

export function tellCannotStart(thrown: unknown): void {
  tellFailure('Sightline cannot start: ', thrown);
}
