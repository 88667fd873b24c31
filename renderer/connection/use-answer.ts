/**
 * The answer to a call, asked when the component comes, when its input changes, and when the connection is back.
 *
 *   waiting ──▶ answered ──(other input, again)──▶ waiting ...      `before`: what was answered last, to go on showing
 *      └──▶ failed ──(again)──▶ waiting
 */
import { useCallback, useEffect, useState } from 'react';
import type { CallOptions } from '../../main/api/client.ts';
import type { StationError } from '../../main/api/errors.ts';
import type { BinaryCallName, CallName, Input, Output } from '../../main/api/slices/index.ts';
import { asStationError } from './station-error.ts';
import { useClient } from './use-station.ts';

export type Answer<T> =
  | { readonly kind: 'waiting'; readonly before: T | null }
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: StationError; readonly before: T | null };

export interface Asked<T> {
  readonly answer: Answer<T>;
  /** The newest answer there is. */
  readonly value: T | null;
  readonly again: () => void;
}

type PlainCall = Exclude<CallName, BinaryCallName>;

/** @param input null: nothing is asked yet. Compared by content. */
export function useAnswer<N extends PlainCall>(
  name: N,
  input: Input<N> | null,
  options?: Pick<CallOptions, 'timeoutMs'>,
): Asked<Output<N>> {
  const client = useClient();
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<Answer<Output<N>>>({ kind: 'waiting', before: null });
  const key = JSON.stringify(input);
  const timeoutMs = options?.timeoutMs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is the input's content; `round` asks again
  useEffect(() => {
    if (input === null || !client) return;
    const over = new AbortController();
    const settle = (next: (before: Output<N> | null) => Answer<Output<N>>): void => {
      if (!over.signal.aborted) setAnswer((last) => next(newestOf(last)));
    };
    settle((before) => ({ kind: 'waiting', before }));
    client
      .call(name, input, timeoutMs === undefined ? { signal: over.signal } : { signal: over.signal, timeoutMs })
      .then(
        (value) => settle(() => ({ kind: 'answered', value })),
        (thrown: unknown) => settle((before) => ({ kind: 'failed', error: asStationError(thrown), before })),
      );
    return () => over.abort();
  }, [client, name, key, round, timeoutMs]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { answer, value: newestOf(answer), again };
}

function newestOf<T>(answer: Answer<T>): T | null {
  return answer.kind === 'answered' ? answer.value : answer.before;
}
