import { StationError, toWireError } from '../../main/api/errors.ts';

/** Whatever was thrown, as the station words its errors. */
export function asStationError(thrown: unknown): StationError {
  if (thrown instanceof StationError) return thrown;
  const { code, message } = toWireError(thrown);
  return new StationError(code, message, { cause: thrown });
}
