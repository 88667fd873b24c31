/** Host 2: the station as a plain Node process, with its screen in a browser. */
import { bootStation, type RunningStation } from '../host/boot.ts';
import { endInGoodOrder } from '../host/end.ts';
import { readOptions, type StationOptions, stationOptionSpecs, stationOptions } from '../host/options.ts';
import { uiFolder } from '../host/paths.ts';
import { lineFirst } from '../host/priority.ts';
import { withStoreNode } from '../host/spawner.ts';
import { tellCannotStart } from '../host/tell.ts';
import { loadUiFiles } from '../http/ui-files.ts';
import { nodeSpawner } from '../process/spawn.ts';
import { openBrowser } from './browser.ts';

/** Runs until it is told to end. @throws StationError when it cannot start. */
export async function runService(options: StationOptions): Promise<void> {
  const refused = lineFirst();
  const running = await bootStation({
    options,
    ui: await loadUiFiles(uiFolder),
    spawner: withStoreNode(nodeSpawner(), process.env['SIGHTLINE_NODE']),
  });
  for (const refusal of refused) running.log.info(refusal);
  endInGoodOrder(running);
  const address = running.http.mintAddress();
  process.stdout.write(`
Sightline is running.

  Screen   ${address}
           (works once; for another: npm run station -- address --data "${options.dataDir}")${desksText(running.desks)}
  Recipe   ${running.config.recipe}${running.config.station.demo ? ' (demo: the pictures are played)' : ''}
  Data     ${options.dataDir}
  End      Ctrl-C

`);
  if (options.open) openBrowser(address, running.log);
}

function desksText(desks: RunningStation['desks']): string {
  if (!desks) return '';
  return `
  Desks    ${desks.addresses.join('\n           ')}
           (after sign-in; the certificate's SHA-256 is ${desks.fingerprint})`;
}

if (import.meta.main) {
  try {
    await runService(stationOptions(readOptions(process.argv.slice(2), stationOptionSpecs)));
  } catch (thrown) {
    tellCannotStart(thrown);
    process.exit(1);
  }
}
