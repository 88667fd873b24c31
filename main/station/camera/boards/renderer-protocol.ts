/** What the renderer's thread is given and says. */
import { z } from 'zod';
import type { PoolOptions } from './pool.ts';
import { boardsSchema } from './pool-cache.ts';

export const rendererStartSchema = z.object({
  options: z.object({ seed: z.number().int(), boards: z.number().int().min(1) }) satisfies z.ZodType<PoolOptions>,
});
export type RendererStart = z.output<typeof rendererStartSchema>;

export const rendererMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), share: z.number() }),
  z.object({ kind: z.literal('done'), boards: boardsSchema, tiles: z.instanceof(SharedArrayBuffer) }),
]);
export type RendererMessage = z.output<typeof rendererMessageSchema>;
