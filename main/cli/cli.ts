/** `npm run station -- COMMAND`: one file a command; this table is all that lists them. */

import { StationError } from '../api/errors.ts';
import { optionsHelp } from '../host/options.ts';
import { tellFailure } from '../host/tell.ts';
import { suggestion } from '../station/config/nearest.ts';
import { addressCommand } from './address.ts';
import { benchModelCommand } from './bench-model.ts';
import { camerasCommand } from './cameras.ts';
import type { Command } from './command.ts';
import { evaluateCommand } from './evaluate.ts';
import { fitnessCommand } from './fitness.ts';
import { importCommand } from './import.ts';
import { mesCommand } from './mes.ts';
import { renderBoardCommand } from './render-board.ts';
import { supportBundleCommand } from './support-bundle.ts';
import { verifyLogCommand } from './verify-log.ts';

const commands: readonly Command[] = [
  addressCommand,
  supportBundleCommand,
  camerasCommand,
  evaluateCommand,
  fitnessCommand,
  benchModelCommand,
  renderBoardCommand,
  verifyLogCommand,
  mesCommand,
  importCommand,
];

/** Resolves with the exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === '--help' || name === 'help') {
      console.log(help());
      return name === undefined ? 1 : 0;
    }
    const command = commands.find((each) => each.name === name);
    if (!command) {
      const known = commands.map((each) => each.name);
      throw new StationError('bad-input', `there is no command "${name}"`, { remedy: suggestion(name, known) });
    }
    if (rest.includes('--help')) {
      console.log(`npm run station -- ${command.name} OPTIONS\n\n${command.about}\n\n${optionsHelp(command.options)}`);
      return 0;
    }
    await command.run(rest);
    return 0;
  } catch (thrown) {
    tellFailure('', thrown);
    return 1;
  }
}

function help(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.about}`);
  return `npm run station -- COMMAND OPTIONS\n\n${lines.join('\n')}\n\nOptions of a command: COMMAND --help`;
}
