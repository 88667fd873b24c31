/** Who and what the screen is connected to, and who is at the screen: signing in and out. */
import { z } from 'zod';
import { badgeSchema, newPinSchema, personNameSchema, triedPinSchema } from '../person.ts';
import { call } from '../slice.ts';
import { may, whoSchema } from '../who.ts';

export const languages = ['en', 'de', 'zh', 'es'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** Who is at this screen, and what a sign-in means here. */
export const hereSchema = whoSchema.extend({
  /** It stands at the station itself: without a sign-in somebody is there at operator level. */
  isLocal: z.boolean(),
  /** Nobody has ever been entered: the first one becomes the administrator. */
  isFirstStart: z.boolean(),
  /** Decisions are kept with a name: an operator signs in before deciding. */
  signInToDecide: z.boolean(),
  /** Minutes without a touch after which the screen returns to operator level. */
  idleMinutes: z.number().positive(),
  /** Milliseconds from now until it does; null while nobody has signed in. */
  returnsInMs: z.number().nonnegative().nullable(),
  /** The person's own; null: the station's. */
  language: languageSchema.nullable(),
});
export type Here = z.infer<typeof hereSchema>;

/** What came of a PIN or a badge. `pauseMs`: until the next one is looked at. */
export const signInAnswerSchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('signed-in'), here: hereSchema }),
  /** The same whether the person, the PIN or both are wrong. */
  z.object({ answer: z.literal('wrong'), pauseMs: z.number().nonnegative() }),
  /** It was not even looked at: too many were wrong before. */
  z.object({ answer: z.literal('wait'), pauseMs: z.number().positive() }),
  /** The administrator gives this badge to somebody: it is theirs now. */
  z.object({ answer: z.literal('badge-given'), name: z.string() }),
]);
export type SignInAnswer = z.infer<typeof signInAnswerSchema>;

export const candidateSchema = z.object({ id: z.uuid(), name: z.string(), hasPin: z.boolean() });
export type Candidate = z.infer<typeof candidateSchema>;

export const sessionSlice = {
  calls: {
    'session.hello': call(
      may.anyone,
      z.object({}),
      z.object({
        station: z.string(),
        version: z.string(),
        /** Language that the configuration sets; a person may choose another on the screen. */
        language: languageSchema,
        timeZone: z.string(),
        /** Changes at every start of the station: a screen that sees a new one reloads its state. */
        runId: z.string(),
        demo: z.boolean(),
      }),
    ),
    'session.who': call(may.anyone, z.object({}), hereSchema),
    /** Who may sign in, by name. */
    'session.candidates': call(may.anyone, z.object({}), z.array(candidateSchema)),
    'session.signIn': call(may.anyone, z.object({ person: z.uuid(), pin: triedPinSchema }), signInAnswerSchema),
    'session.signInByBadge': call(may.anyone, z.object({ badge: badgeSchema }), signInAnswerSchema),
    'session.signOut': call(may.anyone, z.object({}), hereSchema),
    /** Somebody touches the screen; a few times a minute are enough. */
    'session.active': call(may.anyone, z.object({}), z.object({})),
    /**
     * Enters the first person, an administrator, and signs them in. `conflict`: there are people already; `not-allowed`:
     * only at the station itself. `id` is made by the screen: the same one again is the same deed.
     */
    'session.firstAdministrator': call(
      may.anyone,
      z.object({ id: z.uuid(), name: personNameSchema, pin: newPinSchema }),
      hereSchema,
    ),
  },
  events: {
    /** To the screen concerned, whenever it changes. */
    'session.who': hereSchema,
    /** To the screen concerned: what came of a badge at the station's own reader. */
    'session.badge': signInAnswerSchema,
  },
} as const;
