/** Time: the monotonic clock for every interval, the wall clock only to be stored beside it. */
export interface Clock {
  /** Milliseconds of the machine's monotonic clock; comparable across threads and processes. */
  monotonicMs(): number;
  /** Milliseconds since 1970. May jump. */
  wallMs(): number;
}

export const systemClock: Clock = {
  monotonicMs: () => Number(process.hrtime.bigint()) / 1e6,
  wallMs: () => Date.now(),
};
