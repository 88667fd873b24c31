/** What the Electron host says to whoever started it: its window is there, or its station cannot start. */
import { z } from 'zod';

export const fromElectronSchema = z.discriminatedUnion('sightline', [
  z.object({ sightline: z.literal('window') }),
  z.object({ sightline: z.literal('refused'), message: z.string(), remedy: z.string().optional() }),
]);
export type FromElectron = z.infer<typeof fromElectronSchema>;
