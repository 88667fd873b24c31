/**
 * What would have become of the parts with other limits, or with another bundle: a trial runs beside the line, tells how
 * far it is, and is over when its screen goes or asks for another.
 */
import { v7 as uuidv7 } from 'uuid';
import { StationError, toWireError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Handlers, Peer } from '../../api/server.ts';
import type { ParsedInput } from '../../api/slices/index.ts';
import type { WhatIfResult } from '../../api/slices/quality.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import { tryLimits } from './try-limits.ts';

export type WhatIfInput = ParsedInput<'quality.whatIf'>;

/** One way to answer: tells each state on the way, the last with `progress` 1; throws StationError. */
export type Trial = (input: WhatIfInput, tell: (result: WhatIfResult) => void, signal: AbortSignal) => Promise<void>;

interface Job {
  readonly id: string;
  readonly peer: Peer;
  readonly stopping: AbortController;
}

/** Each reads the whole past: more at a time would only make all of them slow. */
const jobsAtMost = 3;

export class WhatIfSection implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly parts: FeatureParts;
  private readonly trials: Readonly<Record<WhatIfInput['change']['kind'], Trial>>;
  private readonly jobs = new Map<string, Job>();

  constructor(parts: FeatureParts, tryBundle: Trial) {
    this.parts = parts;
    this.trials = { limits: tryLimits(parts.store), bundle: tryBundle };
    this.handlers = {
      'quality.whatIf': async (input, { peer }) => ({ job: this.start(input, peer) }),
      'quality.whatIfCancel': async ({ job }, { peer }) => {
        const known = this.jobs.get(job);
        if (!known || known.peer.key !== peer.key) throw new StationError('not-found', say('whatIfUnknownJob'));
        known.stopping.abort();
        return {};
      },
    };
  }

  async stop(): Promise<void> {
    for (const { stopping } of this.jobs.values()) stopping.abort();
  }

  private start(input: WhatIfInput, peer: Peer): string {
    // A screen looks at one trial; what it asked before is of no interest any more.
    for (const job of this.jobs.values()) if (job.peer.key === peer.key) job.stopping.abort();
    const running = [...this.jobs.values()].filter(({ stopping }) => !stopping.signal.aborted);
    if (running.length >= jobsAtMost) {
      throw new StationError('unavailable', 'other trials are running', { remedy: 'wait until one of them is over' });
    }
    const job: Job = { id: uuidv7(), peer, stopping: new AbortController() };
    this.jobs.set(job.id, job);
    void this.run(job, input);
    return job.id;
  }

  private async run(job: Job, input: WhatIfInput): Promise<void> {
    const { signal } = job.stopping;
    let last: WhatIfResult = nothingYet(input);
    const tell = (result: WhatIfResult): void => {
      last = result;
      if (!signal.aborted) this.tell(job, result);
    };
    try {
      await this.trials[input.change.kind](input, tell, signal);
    } catch (thrown) {
      const { message, code } = toWireError(thrown);
      if (code === 'internal') this.parts.log.error('a trial of limits failed', { error: thrown });
      tell({ ...last, problem: say('whatIfFailed', { why: message }) });
    } finally {
      this.jobs.delete(job.id);
    }
  }

  private tell(job: Job, result: WhatIfResult): void {
    this.parts.events.emit('quality.whatIf', { job: job.id, result }, (peer) => peer.key === job.peer.key);
  }
}

function nothingYet({ change }: WhatIfInput): WhatIfResult {
  return {
    parts: 0,
    progress: 0,
    isExact: change.kind === 'limits',
    flips: [],
    missesOfKnownDefects: 0,
    knownDefects: 0,
    reviewMinutesPerShift: { now: 0, after: 0 },
    examples: [],
    problem: null,
  };
}
