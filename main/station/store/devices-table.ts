/** What the buttons of pedals and boxes do: questions and commands about it. */
import { z } from 'zod';
import { bindingSchema } from '../../api/slices/devices.ts';

const by = z.uuid().nullable();

export const deviceQueries = {
  /** In the order in which they were made. */
  deviceBindings: { input: z.object({}), output: z.array(bindingSchema) },
} as const;

export const deviceCommands = {
  /** `conflict`: the signal does something else already. The same again is the same deed. */
  bindButton: { input: bindingSchema.extend({ by }), output: z.object({}) },
  /** Nothing happens where nothing was bound. */
  unbindButton: { input: bindingSchema.pick({ device: true, signal: true }).extend({ by }), output: z.object({}) },
} as const;
