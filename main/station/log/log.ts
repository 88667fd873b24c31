/** What happened, for those who look after the station. One line a thing; details beside it, never inside the sentence. */
export type LogDetails = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  /** Something that a person should look at soon. */
  warn(message: string, details?: LogDetails): void;
  /** Something that does not work. Give the thrown thing as `error`: its stack is kept. */
  error(message: string, details?: LogDetails & { readonly error?: unknown }): void;
  /** A log whose lines name their part of the station. */
  of(part: string): Log;
}

const nothing = (): void => undefined;
/** For tests and tools that have nobody to tell. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, of: () => silentLog };
