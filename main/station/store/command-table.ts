/**
 * Everything that people and features write into the store, with its schemas; both ends derive their types from it.
 *
 * A command is carried out in the transaction of the group that it comes with, or not at all. Its input carries an id
 * made by whoever asks: the same command again, after a link broke or the store was started anew, is the same deed.
 */
import { z } from 'zod';
import { deviceCommands } from './devices-table.ts';
import { historyCommands } from './history-table.ts';
import { judgeCommands } from './judge-table.ts';
import { limitsCommands } from './limits-table.ts';
import { peopleCommands } from './people-commands.ts';
import { reviewCommands } from './review-commands.ts';
import { studyCommands } from './study-commands.ts';
import { syncCommands } from './sync-table.ts';

/** Who does it, for the history; null: an operator without a name, or the station itself. */
export const by = z.uuid().nullable();

export const commandTable = {
  ...judgeCommands,
  ...limitsCommands,
  ...deviceCommands,
  ...peopleCommands,
  ...historyCommands,
  /** A setting that people change at the screen. */
  saveSetting: { input: z.object({ by, name: z.string().min(1), value: z.json() }), output: z.object({}) },
  ...reviewCommands,
  ...studyCommands,
  ...syncCommands,
} as const;

export type CommandName = keyof typeof commandTable;
export type CommandInput<N extends CommandName> = z.output<(typeof commandTable)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commandTable)[N]['output']>;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandTable, name);
}
