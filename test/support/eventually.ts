/** Waits for something that real processes do in their own time: asks again and again, and says what it saw last. */
import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 50;

/** @returns the first value for which `isRight` holds. @throws Error with the last value after `withinMs`. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  isRight: (value: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const giveUpMs = performance.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (isRight(value)) return value;
    if (performance.now() > giveUpMs) throw new Error(`still not so after ${withinMs} ms: ${JSON.stringify(value)}`);
    await sleep(everyMs);
  }
}
