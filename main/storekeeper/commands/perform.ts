/** A command by its name: input parsed, carried out by its SQL inside the transaction that runs. */
import { describeIssues, StationError } from '../../api/errors.ts';
import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commandTable,
  isCommandName,
} from '../../station/store/command-table.ts';
import type { Db } from '../database.ts';
import type { History } from '../history/history.ts';
import type { Outbox } from '../outbox.ts';
import { syncCommands } from '../sync/sync.ts';
import { bindButton, unbindButton } from './devices.ts';
import { escalateReviews } from './escalate-reviews.ts';
import { judgePart } from './judge-part.ts';
import { decideKnownPart } from './known-parts.ts';
import { labelFrame } from './label-frame.ts';
import { approveLimits, saveLimits } from './limits.ts';
import { noteInUse } from './note-in-use.ts';
import { enterFirstPerson, savePerson, setActive, setBadge, setPin } from './people.ts';
import { decideReview, decideReviews } from './review.ts';
import { saveSetting } from './settings.ts';
import { tellSignIn } from './sign-ins.ts';
import { studyCommands } from './study.ts';
import { withdrawReview } from './withdraw-review.ts';

/** What a command needs beside its input. */
export interface CommandContext {
  readonly db: Db;
  /** Wall clock. */
  readonly now: number;
  /** What the MES must know of is a message there, in the same transaction. */
  readonly outbox: Pick<Outbox, 'append'>;
  /** What a command changes is an entry there, in the same transaction. */
  readonly history: Pick<History, 'append'>;
}

/** @throws StationError when it cannot be done (`conflict`, `not-found`): nothing of it is kept. SqliteError. */
export type Command<N extends CommandName> = (context: CommandContext, input: CommandInput<N>) => CommandOutput<N>;

type Commands = { readonly [N in CommandName]: Command<N> };

const commands: Commands = {
  noteInUse,
  saveSetting,
  judgePart,
  labelFrame,
  saveLimits,
  approveLimits,
  decideReview,
  decideReviews,
  withdrawReview,
  escalateReviews,
  decideKnownPart,
  bindButton,
  unbindButton,
  enterFirstPerson,
  savePerson,
  setPin,
  setBadge,
  setActive,
  tellSignIn,
  ...studyCommands,
  ...syncCommands,
};

/** @throws StationError `bad-input` for a command that is none. */
export function performCommand(context: CommandContext, name: string, input: unknown): unknown {
  if (!isCommandName(name)) throw new StationError('bad-input', `the store knows no command named ${name}`);
  return performNamed(context, name, input);
}

function performNamed<N extends CommandName>(context: CommandContext, name: N, input: unknown): unknown {
  const parsed = commandTable[name].input.safeParse(input);
  if (!parsed.success) throw new StationError('bad-input', `${name}: ${describeIssues(parsed.error)}`);
  const command: Command<N> = commands[name];
  return command(context, parsed.data as CommandInput<N>);
}
