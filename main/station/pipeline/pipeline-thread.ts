/** Main's side of the pipeline's thread: starts it, passes messages, stops it. */
import { Worker } from 'node:worker_threads';
import { StationError } from '../../api/errors.ts';
import { workerUrl } from '../../process/entries.ts';
import type { FromPipeline, PipelineOptions, ToPipeline } from './pipeline-protocol.ts';

const triggerAnswerWithinMs = 2_000;
const stopWithinMs = 10_000;

type Said<K extends FromPipeline['kind']> = Extract<FromPipeline, { kind: K }>;

/** What is not the answer to something that this class asked. */
export type PipelineMessage = Exclude<FromPipeline, Said<'triggered'> | Said<'stopped'>>;

export interface PipelineEvents {
  readonly onMessage: (message: PipelineMessage) => void;
  /** The thread ended by itself. Parts can be neither judged nor recorded any more. */
  readonly onDeath: (error: Error) => void;
}

export class PipelineThread {
  private readonly worker: Worker;
  private readonly triggers = new Map<number, (said: Said<'triggered'>) => void>();
  private onStopped: ((said: Said<'stopped'> | null) => void) | null = null;
  private lastCall = 0;
  private isDead = false;

  constructor(options: PipelineOptions, events: PipelineEvents) {
    this.worker = new Worker(workerUrl('pipeline'), {
      name: 'pipeline',
      workerData: options,
      transferList: [options.camera],
    });
    let cause: Error | null = null;
    this.worker.on('error', (error) => {
      cause = error instanceof Error ? error : new Error(String(error));
    });
    this.worker.on('exit', (code) => {
      this.isDead = true;
      if (this.onStopped) this.onStopped(null);
      else events.onDeath(cause ?? new Error(`the pipeline's thread ended with code ${code}`));
    });
    this.worker.on('message', (message: FromPipeline) => {
      if (message.kind === 'triggered') this.triggers.get(message.call)?.(message);
      else if (message.kind === 'stopped') this.onStopped?.(message);
      else events.onMessage(message);
    });
  }

  tell(message: ToPipeline): void {
    this.worker.postMessage(message, message.kind === 'camera' ? [message.port] : []);
  }

  /** @throws StationError `not-allowed` where the recipe's trigger is not software. */
  async trigger(): Promise<number> {
    this.lastCall++;
    const call = this.lastCall;
    const said = await new Promise<Said<'triggered'> | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), triggerAnswerWithinMs);
      this.triggers.set(call, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.tell({ kind: 'trigger', call });
    });
    this.triggers.delete(call);
    if (!said) throw new StationError('timeout', 'the pipeline did not answer the trigger');
    if (said.trigger === null) throw new StationError('not-allowed', said.problem ?? 'the trigger was refused');
    return said.trigger;
  }

  /**
   * Resolves when every part is answered and recorded, with how many records could not be committed; null when nobody
   * can say, because the thread died or did not answer.
   */
  async stop(): Promise<number | null> {
    if (this.isDead) return null;
    const left = await new Promise<number | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), stopWithinMs);
      this.onStopped = (said) => {
        clearTimeout(timer);
        resolve(said?.recordsLeft ?? null);
      };
      this.tell({ kind: 'stop' });
    });
    await this.worker.terminate();
    return left;
  }
}
