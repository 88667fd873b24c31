/** `SIGHTLINE_NODE=/path/to/node` runs the store with that Node: for native modules that the host's own cannot load. */
import { nodeSpawner, type Spawner } from '../process/spawn.ts';

export function withStoreNode(spawner: Spawner, node: string | undefined): Spawner {
  if (!node) return spawner;
  const own = nodeSpawner(node);
  return (name, options) => (name === 'storekeeper' ? own(name, options) : spawner(name, options));
}
