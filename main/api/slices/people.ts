/** People of the station: who they are, their roles, PINs and badges. */
import { z } from 'zod';
import { badgeSchema, newPinSchema, personNameSchema, triedPinSchema } from '../person.ts';
import { call } from '../slice.ts';
import { may, roleSchema } from '../who.ts';
import { languageSchema } from './session.ts';

export const personSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: roleSchema,
  /** Null: the station's. */
  language: languageSchema.nullable(),
  hasPin: z.boolean(),
  hasBadge: z.boolean(),
  /** Whoever has left stays by name, and cannot sign in. */
  isActive: z.boolean(),
  createdAt: z.number(),
  /** Milliseconds until the next PIN is looked at; 0: now. */
  pauseMs: z.number().nonnegative(),
  isSignedIn: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

const whom = { person: z.uuid() };

/** What came of changing one's own PIN. */
export const pinAnswerSchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('changed') }),
  z.object({ answer: z.literal('wrong'), pauseMs: z.number().nonnegative() }),
  z.object({ answer: z.literal('wait'), pauseMs: z.number().positive() }),
]);
export type PinAnswer = z.infer<typeof pinAnswerSchema>;

export const peopleSlice = {
  calls: {
    /** Everybody, by name; those who have left too. */
    'people.list': call(may.administer, z.object({}), z.array(personSchema)),
    /**
     * Enters or changes a person; a new one gets an id from the screen. `conflict`: the name is taken, or nobody would be
     * left who can administer the station.
     */
    'people.save': call(
      may.administer,
      z.object({
        id: z.uuid(),
        name: personNameSchema,
        role: roleSchema,
        language: languageSchema.nullable(),
      }),
      z.object({}),
    ),
    /** Ends their pause as well. */
    'people.setPin': call(may.administer, z.object({ ...whom, pin: newPinSchema }), z.object({})),
    /** Everybody's own, with the one before. */
    'people.setOwnPin': call(may.operate, z.object({ current: triedPinSchema, pin: newPinSchema }), pinAnswerSchema),
    /** Null takes it away. `conflict`: it is somebody else's. */
    'people.setBadge': call(may.administer, z.object({ ...whom, badge: badgeSchema.nullable() }), z.object({})),
    /** The next badge that the station's reader sees becomes theirs; null: no longer. */
    'people.awaitBadge': call(
      may.administer,
      z.object({ person: z.uuid().nullable() }),
      z.object({ forMs: z.number().nonnegative() }),
    ),
    /** Who is not active is signed out at once. `conflict`: the last administrator. */
    'people.setActive': call(may.administer, z.object({ ...whom, isActive: z.boolean() }), z.object({})),
  },
  events: {
    /** To administrators: ask for the list again. */
    'people.changed': z.object({}),
  },
} as const;
