/** `npm run check:types` */
import { checkTypes, layers } from './steps.mjs';

for (const layer of layers) {
  const isClean = await checkTypes(layer);
  console.log(`types of ${layer}: ${isClean ? 'clean' : 'WRONG'}`);
  if (!isClean) process.exitCode = 1;
}
