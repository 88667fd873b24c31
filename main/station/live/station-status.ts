/** The station's state and figures, from everything that the live view knows: `/healthz` and the measures. */
import type { Healthz, Measures } from '../../api/slices/health.ts';
import { noMeasures } from '../health/frame-durations.ts';
import type { LoopDelay } from '../health/loop-delay.ts';
import { stationState } from '../health/station-state.ts';
import type { LiveView } from './live-view.ts';

export type NamedProcesses = () => readonly { readonly name: string; readonly pid: number }[];

export class StationStatus {
  private readonly live: LiveView;
  private readonly children: NamedProcesses;
  private readonly loopDelay: LoopDelay;

  constructor(live: LiveView, children: NamedProcesses, loopDelay: LoopDelay) {
    this.live = live;
    this.children = children;
    this.loopDelay = loopDelay;
  }

  healthz(isStopping: boolean): Healthz {
    const { triggers, pending, ...verdicts } = this.live.ledger();
    const { name, bundle, version } = this.live.recipe;
    const camera = this.live.camera();
    const engine = this.live.engine();
    const store = this.live.store();
    return {
      state: stationState({ camera: camera.state, engine: engine.state, store: store.state, isStopping }),
      recipe: name,
      bundle: `${bundle} ${version}`,
      warnings: this.live.warnings.map(({ text }) => text),
      triggers,
      verdicts,
      pending,
      camera,
      engine,
      store,
    };
  }

  measures(): Measures {
    return {
      ...(this.live.measures() ?? noMeasures),
      mainLoopDelayMs: this.loopDelay.percentiles(),
      processes: [{ name: 'main', pid: process.pid }, ...this.children()],
    };
  }
}
