/**
 * Where the entry file of each process and worker thread lies: the source under Node, the bundle when bundled.
 *
 * Node 24 runs the TypeScript sources as they are; Electron needs the bundles that `main/build.mjs` makes in
 * `.build/main/`, one file an entry, all in one folder.
 */
import { fileURLToPath } from 'node:url';

export const childEntries = {
  engine: '../engine/engine.ts',
  storekeeper: '../storekeeper/storekeeper.ts',
  jobs: '../jobs/jobs.ts',
  sync: '../sync/sync.ts',
} as const;
export type ChildName = keyof typeof childEntries;

export const workerEntries = {
  camera: '../station/camera/camera-worker.ts',
  'board-renderer': '../station/camera/boards/board-renderer.ts',
  pipeline: '../station/pipeline/pipeline-worker.ts',
  'store-reader': '../storekeeper/reader-worker.ts',
  report: '../report/report-worker.ts',
} as const;
export type WorkerName = keyof typeof workerEntries;

const isBundled = !import.meta.url.endsWith('.ts');
/** Packaged, the bundles lie beside the archive as real files: neither threads nor processes start from inside it. */
const here = import.meta.url.replace('/app.asar/', '/app.asar.unpacked/');

export function entryPath(name: ChildName): string {
  return fileURLToPath(new URL(isBundled ? `./${name}.mjs` : childEntries[name], here));
}

export function workerUrl(name: WorkerName): URL {
  return new URL(isBundled ? `./${name}.mjs` : workerEntries[name], here);
}
