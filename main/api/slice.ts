/**
 * A slice of the API: one table of calls, one of events, each with its schemas. Both ends derive their types from it.
 */
import type { z } from 'zod';
import type { Allowed } from './who.ts';

export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** The roles that may make it; the server refuses everybody else before a handler runs. */
  readonly allowed: Allowed;
  readonly input: I;
  readonly output: O;
  /** The answer carries bytes beside `output`. */
  readonly binary?: boolean;
}

export interface SliceSpec {
  readonly calls: Readonly<Record<string, CallSpec>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
}

export function call<I extends z.ZodType, O extends z.ZodType>(allowed: Allowed, input: I, output: O): CallSpec<I, O> {
  return { allowed, input, output };
}

export function binaryCall<I extends z.ZodType, O extends z.ZodType>(
  allowed: Allowed,
  input: I,
  output: O,
): CallSpec<I, O> & { readonly binary: true } {
  return { allowed, input, output, binary: true };
}
