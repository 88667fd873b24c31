/** The demo's recipe, short: two frames a part, so that a test sees many parts soon. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const bundleDir = fileURLToPath(new URL('../../../models/surface-pitting/1.1.0', import.meta.url));

export interface DemoChanges {
  readonly camera?: Readonly<Record<string, unknown>>;
  readonly recipe?: Readonly<Record<string, unknown>>;
  readonly station?: Readonly<Record<string, unknown>>;
  readonly people?: Readonly<Record<string, unknown>>;
  readonly devices?: Readonly<Record<string, unknown>>;
}

/** @returns the path of the configuration file that it wrote into `dir`. */
export function writeDemoConfig(dir: string, changes: DemoChanges = {}): string {
  const file = join(dir, 'station.json');
  const recipe = {
    name: 'Test',
    bundle: bundleDir,
    camera: {
      kind: 'replay',
      source: join(bundleDir, 'demo'),
      width: 1130,
      height: 460,
      pixelFormat: 'RGB8',
      // Slow enough for a machine that runs other tests beside this one: what is asked here is never speed.
      framesPerSecond: 16,
      defectiveParts: { share: 0.2, seed: 3 },
      ...changes.camera,
    },
    framesPerPart: 2,
    deadlineMs: 1000,
    ...changes.recipe,
  };
  writeFileSync(
    file,
    JSON.stringify({
      station: { name: 'Test', ...changes.station },
      recipe: 'Test',
      recipes: [recipe],
      engine: { threads: 1 },
      people: { ...changes.people },
      devices: { ...changes.devices },
    }),
  );
  return file;
}
