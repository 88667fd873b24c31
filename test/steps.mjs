/** The checks that run before the tests: types of each layer, lint. Each is one command of a tool in node_modules. */
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Every layer has its own tsconfig.json: what is not in it (Node, the DOM) does not exist there. */
export const layers = ['main/api', 'main', 'preload', 'renderer', 'test'];

/** @param {string} name of a binary in node_modules/.bin @param {string[]} args @returns {Promise<boolean>} */
export function runTool(name, args) {
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  const child = spawn(fileURLToPath(new URL(`../node_modules/.bin/${name}${suffix}`, import.meta.url)), args, {
    cwd: root,
    stdio: 'inherit',
    // Tools start `node` by that name: it must be this one, also where it is not the first on the path.
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}` },
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${name} could not be started: ${error.message}`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** @param {string} layer */
export function checkTypes(layer) {
  return runTool('tsc', ['-p', layer]);
}
