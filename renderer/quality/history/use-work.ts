/** Long work on the history: begun here, told by the station until it is done. */
import { useCallback, useEffect, useState } from 'react';
import { toWireError } from '../../../main/api/errors.ts';
import type { HistoryHead, HistoryWork } from '../../../main/api/slices/history.ts';
import { useClient } from '../../connection/use-station.ts';

const askEveryMs = 500;
const nothingYet: HistoryWork = { check: { state: 'none' }, export: { state: 'none' } };

export interface Work {
  readonly work: HistoryWork;
  readonly head: HistoryHead | null;
  /** Why the last thing that was asked for could not begin; a sentence. */
  readonly refused: string | null;
  check(anchor: string): void;
  export(from: number, until: number, format: 'jsonl' | 'csv'): void;
}

export function useWork(): Work {
  const client = useClient();
  const [work, setWork] = useState(nothingYet);
  const [head, setHead] = useState<HistoryHead | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const isRunning = work.check.state === 'running' || work.export.state === 'running';
  const look = useCallback(async (): Promise<void> => {
    if (!client) return;
    try {
      setWork(await client.call('history.work', {}));
      setHead(await client.call('history.head', {}));
    } catch (thrown) {
      setRefused(toWireError(thrown).message);
    }
  }, [client]);
  useEffect(() => {
    void look();
    if (!isRunning) return;
    const timer = setInterval(() => void look(), askEveryMs);
    return () => clearInterval(timer);
  }, [look, isRunning]);
  const begin = useCallback(
    (started: Promise<unknown> | undefined): void => {
      setRefused(null);
      started?.then(look, (thrown: unknown) => setRefused(toWireError(thrown).message));
    },
    [look],
  );
  return {
    ...{ work, head, refused },
    check: (anchor) => begin(client?.call('history.check', anchor.trim() === '' ? {} : { anchor })),
    export: (from, until, format) => begin(client?.call('history.export', { from, until, format })),
  };
}
