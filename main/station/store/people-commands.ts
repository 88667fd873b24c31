/** What is written about people. A command that finds everything as it wants it changes nothing and is no entry. */
import { z } from 'zod';
import { personNameSchema } from '../../api/person.ts';
import { languageSchema } from '../../api/slices/session.ts';
import { roleSchema } from '../../api/who.ts';

const by = z.uuid().nullable();
const nothing = z.object({});

export const signInDeeds = ['signed-in', 'refused', 'signed-out', 'idle-return', 'not-active'] as const;
export const signInWays = ['pin', 'badge', 'first-start'] as const;

export const peopleCommands = {
  /** `conflict`: there are people already. */
  enterFirstPerson: {
    input: z.object({ id: z.uuid(), name: personNameSchema, pin: z.string().min(1) }),
    output: nothing,
  },
  /** Enters or changes. `conflict`: the name is taken; the last administrator. */
  savePerson: {
    input: z.object({
      by,
      id: z.uuid(),
      name: personNameSchema,
      role: roleSchema,
      language: languageSchema.nullable(),
    }),
    output: nothing,
  },
  /** A hash. Ends every pause of the person. */
  setPin: { input: z.object({ by, person: z.uuid(), pin: z.string().min(1) }), output: nothing },
  /** A keyed hash, base64. `conflict`: somebody else's; the last way in of the last administrator. */
  setBadge: { input: z.object({ by, person: z.uuid(), badge: z.base64().nullable() }), output: nothing },
  /** `conflict`: the last administrator. */
  setActive: { input: z.object({ by, person: z.uuid(), isActive: z.boolean() }), output: nothing },
  /**
   * Somebody came, was refused or went: an entry of the history, once for each id. A refusal leaves the person's lock as
   * it is now; a sign-in ends it.
   */
  tellSignIn: {
    input: z.object({
      id: z.uuid(),
      deed: z.enum(signInDeeds),
      /** Null: whoever was refused is nobody that the station knows. */
      person: z.uuid().nullable(),
      /** Null: nobody proved anything to leave. */
      way: z.enum(signInWays).nullable(),
      isLocal: z.boolean(),
      lock: z.object({ failures: z.number().int().positive(), lockedUntil: z.number() }).nullable(),
    }),
    output: nothing,
  },
} as const;
