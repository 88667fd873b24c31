/** Decisions on known parts: a figure of the person and an entry in the history; no part, no message, nothing at the line. */
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import { personRow } from '../dispositions.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

export function decideKnownPart(
  { db, now, history }: CommandContext,
  input: CommandInput<'decideKnownPart'>,
): CommandOutput<'decideKnownPart'> {
  const { by, decisionId, bundle, picture, truth, truthClass, decision, comment, isTooFast } = input;
  const lookedMs = Math.round(input.lookedMs);
  const { changes } = db
    .prepare(
      `INSERT INTO known_decision (uuid, bundle, picture, truth, truth_class, person, decision, class, at, looked_ms,
         is_too_fast)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uuid) DO NOTHING`,
    )
    .run(
      ...[uuidBytes(decisionId), bundle, picture, truth, truthClass, personRow(db, by)],
      ...[decision, input.class, Math.floor(now), lookedMs, isTooFast ? 1 : 0],
    );
  if (changes === 0) return {};
  const made = { decision, class: input.class };
  const known = { truth, class: truthClass };
  const entry = { by, decision: decisionId, bundle, picture, old: known, new: made, why: comment, lookedMs, isTooFast };
  history.append('known-part', entry);
  return {};
}
