/**
 * The end of a host: Ctrl-C, SIGTERM, a closed terminal, a fault nobody caught, or the process that started it gone.
 *
 * The first of them stops the station in good order; a second one, or an order that takes too long, ends at once (the
 * children notice and go by themselves).
 */
import { toWireError } from '../api/errors.ts';
import type { Log } from '../station/log/log.ts';

/** npm and the terminal both pass one Ctrl-C on: what comes sooner than this is the same one. */
const sameSignalMs = 1000;
const longestStopMs = 20_000;

export interface EndOptions {
  readonly stop: (reason: string) => Promise<void>;
  readonly log: Pick<Log, 'error'>;
  readonly whenDead: Promise<Error>;
  readonly exit?: (code: number) => void;
}

/** Returns how to end for another reason (a closed window). Ends with code 0, or 1 after a fault. */
export function endInGoodOrder({ stop, log, whenDead, exit = process.exit }: EndOptions): (reason: string) => void {
  let startedAt: number | null = null;

  const end = (reason: string, code: number): void => {
    if (startedAt !== null) return;
    startedAt = performance.now();
    setTimeout(() => {
      console.error(`The station did not stop within ${longestStopMs / 1000} s; ended at once.`);
      exit(1);
    }, longestStopMs).unref();
    stop(reason).then(
      () => exit(code),
      (thrown: unknown) => {
        console.error(`The station did not stop in good order: ${toWireError(thrown).message}`);
        exit(1);
      },
    );
  };

  const onSignal = (signal: NodeJS.Signals): void => {
    if (startedAt !== null && performance.now() - startedAt > sameSignalMs) {
      console.error('Ended at once.');
      exit(1);
    }
    end(signal, 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  const fault = (error: unknown): void => {
    log.error('a fault; the station stops', { error });
    end('a fault', 1);
  };
  void whenDead.then(fault);
  process.on('uncaughtException', fault);
  process.on('unhandledRejection', fault);
  if (process.channel) {
    process.on('disconnect', () => end('the process that started it is gone', 0));
    process.channel.unref();
  }
  return (reason) => end(reason, 0);
}
