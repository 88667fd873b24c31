import { z } from 'zod';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import { canonical } from '../history/entry.ts';
import type { CommandContext } from './perform.ts';

const entrySchema = z.object({ new: z.json() });

/** A start with another recipe or bundle than the one before is an entry, with both. */
export function noteInUse(
  { db, history }: CommandContext,
  { run, inUse }: CommandInput<'noteInUse'>,
): CommandOutput<'noteInUse'> {
  const body = db
    .prepare<[], string>(
      `SELECT body FROM history WHERE kind = 'in-use' AND kind <> 'verdict' ORDER BY entry DESC LIMIT 1`,
    )
    .pluck()
    .get();
  const before = body === undefined ? null : entrySchema.parse(JSON.parse(body)).new;
  if (canonical(before) !== canonical(inUse)) history.append('in-use', { by: null, run, old: before, new: inUse });
  return {};
}
