/** Questions about people. */
import { z } from 'zod';
import { languageSchema } from '../../api/slices/session.ts';
import { roleSchema } from '../../api/who.ts';

/** How often in a row a PIN was wrong, and until when (wall clock) the next is not looked at. */
export const storedLockSchema = z.object({
  isLocal: z.boolean(),
  failures: z.number().int().positive(),
  lockedUntil: z.number(),
});
export type StoredLock = z.infer<typeof storedLockSchema>;

export const storedPersonSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: roleSchema,
  language: languageSchema.nullable(),
  /** `scrypt$N$r$p$salt$hash` */
  pin: z.string().nullable(),
  /** Keyed hash of what the badge says, base64. */
  badge: z.string().nullable(),
  isActive: z.boolean(),
  createdAt: z.number(),
  locks: z.array(storedLockSchema),
});
export type StoredPerson = z.infer<typeof storedPersonSchema>;

export const peopleQueries = {
  /** Everybody, by name; those who have left too. */
  people: { input: z.object({}), output: z.array(storedPersonSchema) },
} as const;
