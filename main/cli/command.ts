import type { OptionSpec } from '../host/options.ts';

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly about: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** @throws StationError which the command line tells in words. */
  readonly run: (args: readonly string[]) => Promise<void>;
}
