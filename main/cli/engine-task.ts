/** Has an engine process do one task, shows how far it is, and hands back its result. */
import type { z } from 'zod';
import { StationError } from '../api/errors.ts';
import { nodeSpawner, type Spawner } from '../process/spawn.ts';
import { type EngineTask, taskMessageSchema } from '../station/inference/engine-tasks.ts';
import { progressBar } from './progress.ts';

const barSteps = 100;

/** @throws StationError with what the engine says is wrong, or how it ended. */
export async function runEngineTask<T extends z.ZodType>(
  task: EngineTask,
  resultSchema: T,
  label: string,
  spawner: Spawner = nodeSpawner(),
): Promise<z.output<T>> {
  const child = spawner('engine');
  const bar = progressBar(label, barSteps);
  let shown = 0;
  try {
    const result = await new Promise<unknown>((resolve, reject) => {
      child.onMessage((raw) => {
        const message = taskMessageSchema.parse(raw);
        if (message.kind === 'done') resolve(message.result);
        else if (message.kind === 'fault') reject(faultOf(message));
        else if (message.kind === 'progress') {
          const steps = Math.floor(message.share * barSteps);
          bar.advance(Math.max(0, steps - shown));
          shown = Math.max(shown, steps);
        }
      });
      child.onExit((how) =>
        reject(new StationError('unavailable', `the engine process ended before it had a result (${how})`)),
      );
      child.send({ start: { task } });
    });
    return resultSchema.parse(result);
  } finally {
    bar.end();
    child.kill();
  }
}

function faultOf({ message, remedy }: { readonly message: string; readonly remedy: string | null }): StationError {
  return new StationError('unavailable', message, remedy === null ? {} : { remedy });
}
