/** Entry of the thread that renders the boards, which then ends: the camera's own thread goes on answering. */
import { parentPort, workerData } from 'node:worker_threads';
import { renderPool } from './render-pool.ts';
import { type RendererMessage, rendererStartSchema } from './renderer-protocol.ts';

if (!parentPort) throw new Error('this is a thread of the station; start the station itself instead');
const camera = parentPort;
const say = (message: RendererMessage): void => camera.postMessage(message);
const { options } = rendererStartSchema.parse(workerData);
let memory = new SharedArrayBuffer(0);
const { good, defective } = renderPool(options, {
  onProgress: (share) => say({ kind: 'progress', share }),
  allocate: (bytes) => {
    memory = new SharedArrayBuffer(bytes);
    return new Uint8Array(memory);
  },
});
say({ kind: 'done', boards: { good: [...good], defective: [...defective] }, tiles: memory });
