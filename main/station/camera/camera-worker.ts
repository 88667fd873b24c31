/** Entry of a camera's thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { cameraControlSchema, cameraWorkerOptionsSchema } from './protocol.ts';
import { runCamera } from './run-camera.ts';

if (!parentPort) throw new Error('this is a thread of the station; start the station itself instead');
const main = parentPort;
const camera = runCamera(cameraWorkerOptionsSchema.parse(workerData));
main.on('message', (message: unknown) => {
  cameraControlSchema.parse(message);
  // Without its ports nothing holds the thread any more: it ends by itself.
  void camera.stop().finally(() => main.close());
});
