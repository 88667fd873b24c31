/** Who is at a screen, and what each role may do. */
import { z } from 'zod';
import { StationError } from './errors.ts';
import { say } from './said/say.ts';

export const roles = ['operator', 'maintenance', 'quality', 'administrator'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/**
 * At a screen of the station itself somebody is always there at operator level, named or not; at another desk nobody is
 * until they sign in (`role: null`).
 */
export const whoSchema = z.object({
  person: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  role: roleSchema.nullable(),
});
export type Who = z.infer<typeof whoSchema>;

/** Who may make a call. `anyone`: also a desk where nobody has signed in. */
export type Allowed = 'anyone' | readonly Role[];

/** The rows of the table of rights; each call of the API names one of them. */
export const may = {
  /** What is needed to sign in at all. */
  anyone: 'anyone',
  /** Looking, and deciding what the model was unsure of. */
  operate: ['operator', 'maintenance', 'quality', 'administrator'],
  /** Devices, diagnostics, alarms. */
  maintain: ['maintenance', 'administrator'],
  /** Answering for parts, limits, studies and reports. */
  judge: ['quality', 'administrator'],
  /** What maintenance and quality both need to see. */
  inspect: ['maintenance', 'quality', 'administrator'],
  /** People and their roles. */
  administer: ['administrator'],
} as const satisfies Readonly<Record<string, Allowed>>;

export function isAllowed(allowed: Allowed, role: Role | null): boolean {
  return allowed === 'anyone' || (role !== null && allowed.includes(role));
}

/**
 * The person at the screen, for what is kept with a name.
 * @param needsName `config.people.signInToDecide`: false lets an operator at the station itself do it without one.
 * @throws StationError `not-allowed` when a name is needed and nobody has signed in.
 */
export function namedOrRefuse(who: Who): NonNullable<Who['person']>;
export function namedOrRefuse(who: Who, needsName: boolean): Who['person'];
export function namedOrRefuse({ person }: Who, needsName = true): Who['person'] {
  if (person || !needsName) return person;
  throw new StationError('not-allowed', say('nameNeeded'), {
    remedy: say('nameNeededRemedy'),
  });
}

export const unnamedOperator: Who = { person: null, role: 'operator' };
export const nobody: Who = { person: null, role: null };
