/** A mapping that cannot be read, or that fails on a record. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

/** JSONata's own words with the place they are about. */
export function mappingError(thrown: unknown): MappingError {
  const { message, position } = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as {
    readonly message?: unknown;
    readonly position?: unknown;
  };
  const what = typeof message === 'string' ? message : String(thrown);
  const where = typeof position === 'number' ? ` (at character ${position})` : '';
  return new MappingError(`${what}${where}`, { cause: thrown });
}
