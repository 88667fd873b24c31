/** The boards to play: from the cache where they lie there already, else rendered in a thread of its own. */
import { Worker } from 'node:worker_threads';
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import { workerUrl } from '../../../process/entries.ts';
import type { BoardPool, PoolOptions } from './pool.ts';
import { poolFile, readPool, writePool } from './pool-cache.ts';
import { type RendererStart, rendererMessageSchema } from './renderer-protocol.ts';

export interface LoadOptions {
  readonly pool: PoolOptions;
  /** Absent: nothing is kept. */
  readonly cacheDir: string | undefined;
  /** Null when it is over. */
  readonly onNotice: (notice: string | null) => void;
}

/** @throws StationError when the boards cannot be rendered. */
export async function loadPool({ pool: options, cacheDir, onNotice }: LoadOptions): Promise<BoardPool> {
  const file = cacheDir === undefined ? null : poolFile(cacheDir, options);
  const kept = file === null ? null : await unlessBroken(() => readPool(file), onNotice);
  if (kept) return kept;
  const pool = await render(options, onNotice);
  onNotice(null);
  if (file !== null) await unlessBroken(() => writePool(file, pool), onNotice);
  return pool;
}

/** A cache that cannot be read or written costs time, not the camera. */
async function unlessBroken<T>(use: () => Promise<T>, onNotice: LoadOptions['onNotice']): Promise<T | null> {
  try {
    return await use();
  } catch (thrown) {
    onNotice(say('boardsNotKept', { why: thrown instanceof Error ? thrown.message : String(thrown) }));
    return null;
  }
}

function render(options: PoolOptions, onNotice: LoadOptions['onNotice']): Promise<BoardPool> {
  return new Promise((resolve, reject) => {
    const workerData: RendererStart = { options };
    const worker = new Worker(workerUrl('board-renderer'), { name: 'board-renderer', workerData });
    const failed = (cause: unknown): void => {
      const why = cause instanceof Error ? cause.message : String(cause);
      reject(
        new StationError('internal', say('boardsNotRendered', { why }), {
          cause,
          remedy: say('boardsNotRenderedRemedy'),
        }),
      );
    };
    worker.on('message', (message: unknown) => {
      const said = rendererMessageSchema.parse(message);
      if (said.kind === 'done') resolve({ ...said.boards, tiles: new Uint8Array(said.tiles) });
      else onNotice(say('boardsRendered', { percent: Math.floor(100 * said.share) }));
    });
    worker.on('error', failed);
    worker.on('exit', (code) => failed(`its thread ended with exit code ${code}`));
  });
}
