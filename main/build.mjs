/** `npm run build`: the bundles that Electron runs and the screen, all in `.build/`. */
import { withRightNode } from './node-version.mjs';

await withRightNode(import.meta.url, async () => (await import('./start/build.ts')).buildAll());
