/** Entry of the pipeline's thread; `run-pipeline.ts` does the work. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PipelineOptions, ToPipeline } from './pipeline-protocol.ts';
import { PipelineRun } from './run-pipeline.ts';

const main = parentPort;
if (!main) throw new Error('the pipeline is a thread of the station; start the station itself instead');

const run = new PipelineRun(workerData as PipelineOptions, (message) => main.postMessage(message));
main.on('message', (message: ToPipeline) => run.receive(message));
await run.start();
