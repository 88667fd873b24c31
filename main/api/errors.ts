/**
 * An error that may cross a boundary: what is wrong, where, and what to do.
 *
 * `code` is for programs and never changes; `message` is one sentence for a person.
 */
import { z } from 'zod';

export const errorCodes = [
  'bad-input',
  'not-found',
  'not-allowed',
  'unavailable',
  'timeout',
  'cancelled',
  'connection-lost',
  'conflict',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const wireErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  /** What the person can do about it; shown below the message. */
  remedy: z.string().optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;

export class StationError extends Error {
  override readonly name = 'StationError';
  readonly code: ErrorCode;
  readonly remedy: string | undefined;

  constructor(code: ErrorCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.remedy = options.remedy;
  }
}

/** Anything thrown, as it may be sent. An unexpected error says so and keeps its own text; its stack stays here. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof StationError) {
    return thrown.remedy === undefined
      ? { code: thrown.code, message: thrown.message }
      : { code: thrown.code, message: thrown.message, remedy: thrown.remedy };
  }
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

export function fromWireError(error: WireError): StationError {
  return new StationError(error.code, error.message, error.remedy === undefined ? {} : { remedy: error.remedy });
}

/** One line a problem of a zod error: `recipe.limits.pitting.passBelow: expected number, got string`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.length === 0 ? '(root)' : issue.path.map(String).join('.')}: ${issue.message}`)
    .join('; ');
}
