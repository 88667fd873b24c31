/** `npm start` and everything else that starts from a clone; `main/start/start.ts` goes on once Node is new enough. */
import { withRightNode } from './node-version.mjs';

await withRightNode(import.meta.url, async () => (await import('./start/start.ts')).start(process.argv.slice(2)));
