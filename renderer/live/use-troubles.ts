import { useNow } from '../ui/use-now.ts';
import { useWords } from '../words/use-words.ts';
import { useLive, useView } from './live-context.ts';
import { type Trouble, troublesOf } from './troubles.ts';

export interface TroublesNow {
  /** In the banner. */
  readonly open: readonly Trouble[];
  /** Understood by a person and still going on. What is over is done with once it is understood. */
  readonly quiet: readonly Trouble[];
}

export function useTroubles(): TroublesNow {
  const { t, numbers } = useWords();
  const link = useLive((state) => state.link);
  const statusCameAtMs = useLive((state) => (state.link.kind === 'connected' ? 0 : state.statusCameAtMs));
  const status = useLive(
    (state) => state.status,
    // Nothing else of the status makes a trouble, and it comes several times a second.
    (before, now) => JSON.stringify(troubleFacts(before)) === JSON.stringify(troubleFacts(now)),
  );
  const understood = useView((state) => state.understood);
  const nowMs = useNow(1_000, link.kind !== 'connected');
  const all = troublesOf({ link, status, statusCameAtMs, nowMs }, t, numbers);
  const isQuiet = (trouble: Trouble): boolean => trouble.mayBeUnderstood && understood.includes(trouble.id);
  return {
    open: all.filter((trouble) => !isQuiet(trouble)),
    quiet: all.filter((trouble) => isQuiet(trouble) && trouble.at === null),
  };
}

type Status = Parameters<typeof troublesOf>[0]['status'];

function troubleFacts(status: Status): unknown {
  if (!status) return null;
  const { camera, engine, store, incidents, run } = status;
  const sum = run.triggers - run.pass - run.fail - run.review - run.missed - run.pending;
  return [camera.state, camera.detail, engine.state, engine.detail, store.state, store.detail, incidents, sum];
}
