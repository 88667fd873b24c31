/** Once before all tests: whoever starts a station needs its built screen, in whatever order the tests run. */
import { buildScreenIfOld } from '../main/start/build.ts';

export default async function buildScreenOnce(): Promise<void> {
  await buildScreenIfOld((line) => process.stdout.write(`${line}\n`));
}
