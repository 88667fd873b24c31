/**
 * What travels over a connection: calls and their answers, events. Version 1.
 *
 * client -> server   {t:'call', id, name, input}   {t:'cancel', id}
 * server -> client   {t:'result', id, output}+payload   {t:'error', id, error}   {t:'event', name, data}
 */
import { z } from 'zod';
import { wireErrorSchema } from './errors.ts';

export const fromClientSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id: z.number().int().positive(), name: z.string().max(100), input: z.unknown() }),
  z.object({ t: z.literal('cancel'), id: z.number().int().positive() }),
]);
export type FromClient = z.infer<typeof fromClientSchema>;

export const fromServerSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('result'), id: z.number().int().positive(), output: z.unknown() }),
  z.object({ t: z.literal('error'), id: z.number().int().positive(), error: wireErrorSchema }),
  z.object({ t: z.literal('event'), name: z.string(), data: z.unknown() }),
]);
export type FromServer = z.infer<typeof fromServerSchema>;
