/**
 * The quality engineer's desk. Each section answers some of its calls and is a feature of its own, which knows no other
 * section: finding and judging parts, what if the limits were others, reports. A section stands here with one line.
 */
import type { Handlers } from '../../api/server.ts';
import type { PartSummary } from '../../api/slices/live.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import type { Endpoint } from '../link/link.ts';
import { LimitsSection } from './limits.ts';
import { reportSection } from './report.ts';
import { searchSection } from './search.ts';
import { tryBundle } from './try-bundle.ts';
import { WhatIfSection } from './what-if.ts';

export class QualityDesk implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly sections: readonly Feature[];

  constructor(parts: FeatureParts) {
    this.sections = [
      searchSection(parts),
      new LimitsSection(parts),
      new WhatIfSection(parts, tryBundle(parts)),
      reportSection(parts),
    ];
    this.handlers = Object.assign({}, ...this.sections.map(({ handlers }) => handlers));
  }

  async beforeFirstFrame(): Promise<void> {
    for (const section of this.sections) await section.beforeFirstFrame?.();
  }

  async storeReady(endpoint: Endpoint): Promise<void> {
    await Promise.all(this.sections.map((section) => section.storeReady?.(endpoint)));
  }

  committed(parts: readonly PartSummary[]): void {
    for (const section of this.sections) section.committed?.(parts);
  }

  async stop(): Promise<void> {
    for (const section of this.sections.toReversed()) await section.stop?.();
  }
}
