/**
 * What goes wrong in a child process and does not end it. It is told to the host, whose log has it with everything else:
 * what a child writes to stderr reaches no support bundle.
 */
import { z } from 'zod';

export const childProblemSchema = z.object({ kind: z.literal('problem'), text: z.string() });
