/** The calls about the line itself, answered. */
import type { Handlers } from '../../api/server.ts';
import type { Healthz, Measures } from '../../api/slices/health.ts';
import type { Output } from '../../api/slices/index.ts';
import type { LiveView } from './live-view.ts';
import type { PreviewBroker } from './preview-broker.ts';

/** Longer than the jobs process needs on a busy machine, shorter than a call's own deadline. */
const thumbnailWithinMs = 2_000;

export interface ApiParts {
  readonly hello: Output<'session.hello'>;
  readonly live: LiveView;
  readonly previews: PreviewBroker;
  readonly wallMs: () => number;
  readonly trigger: () => Promise<number>;
  readonly healthz: () => Healthz;
  readonly measures: () => Measures;
  readonly restartMeasures: () => void;
}

export function lineHandlers(parts: ApiParts): Partial<Handlers> {
  const { live, previews } = parts;
  return {
    'session.hello': async () => parts.hello,
    'live.snapshot': async () => ({ status: live.status(parts.wallMs()), parts: [...live.lastParts()] }),
    'live.preview': async ({ after }, { signal }) => {
      const { preview, jpeg } = await previews.next(after, signal);
      return { output: preview, payload: jpeg };
    },
    'live.thumbnail': async ({ id }, { signal }) => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(thumbnailWithinMs)]);
      const { width, height, jpeg } = await live.thumbnails.of(id, patience);
      return { output: { width, height }, payload: jpeg };
    },
    'live.trigger': async () => ({ trigger: await parts.trigger() }),
    'health.report': async () => parts.healthz(),
    'health.measures': async () => parts.measures(),
    'health.restartMeasures': async () => {
      parts.restartMeasures();
      return {};
    },
  };
}
