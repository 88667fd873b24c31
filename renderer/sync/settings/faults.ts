/** What the schema says is wrong, at its field and in words for people. */
import type { z } from 'zod';
import type { Numbers } from '../../words/numbers.ts';
import type { Say } from '../../words/words.ts';
import type { Field } from './fields.ts';

/** Each has its words (`fieldFault.NAME`). */
export const fieldFaults = [
  'needed',
  'number',
  'whole',
  'atLeast',
  'atMost',
  'tooLong',
  'url',
  'handle',
  'noSlashes',
  'pairs',
  'other',
] as const;

export interface FieldFault {
  readonly fault: (typeof fieldFaults)[number];
  /** As the person writes it: gigabytes where the field has gigabytes. */
  readonly limit: number | null;
}

type Issue = z.core.$ZodIssue;

/**
 * The first of each field, by its path; what belongs to no field stands under its own path.
 *
 * @param isGiven whether anything was typed at a path
 */
export function faultsOf(
  issues: readonly Issue[],
  known: readonly Field[],
  isGiven: (path: string) => boolean,
): ReadonlyMap<string, FieldFault> {
  const faults = new Map<string, FieldFault>();
  for (const issue of issues) {
    const path = issue.path.map(String).join('.');
    const field = known.find((each) => path === each.path || path.startsWith(`${each.path}.`));
    const place = field?.path ?? path;
    if (!faults.has(place)) faults.set(place, isGiven(place) ? faultOf(issue, field) : plain('needed'));
  }
  return faults;
}

export function faultWords(t: Say, numbers: Numbers, { fault, limit }: FieldFault): string {
  return t(`fieldFault.${fault}`, { limit: limit === null ? '' : limitWords(numbers, limit) });
}

function limitWords(numbers: Numbers, limit: number): string {
  return Number.isInteger(limit) ? numbers.count(limit) : numbers.fixed(limit, limit < 0.1 ? 3 : 1);
}

function faultOf(issue: Issue, field: Field | undefined): FieldFault {
  const scale = field?.type === 'number' ? (field.scale ?? 1) : 1;
  switch (issue.code) {
    case 'invalid_type':
      return plain(issue.expected === 'int' ? 'whole' : wrongType(field));
    case 'too_small':
      return issue.origin === 'string' ? plain('needed') : { fault: 'atLeast', limit: Number(issue.minimum) / scale };
    case 'too_big':
      return { fault: issue.origin === 'string' ? 'tooLong' : 'atMost', limit: Number(issue.maximum) / scale };
    case 'invalid_format':
      if (issue.format === 'url') return plain('url');
      return plain(field?.id === 'handle' ? 'handle' : 'noSlashes');
    default:
      return plain('other');
  }
}

function wrongType(field: Field | undefined): FieldFault['fault'] {
  if (field?.type === 'number') return 'number';
  return field?.type === 'pairs' ? 'pairs' : 'other';
}

function plain(fault: FieldFault['fault']): FieldFault {
  return { fault, limit: null };
}
