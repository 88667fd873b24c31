/** Loads the next few while the present one is worked on: decoding runs in threads of its own, beside the model. */

/** @param load must not reject: what can go wrong is part of its answer. */
export async function* loadedAhead<T, L>(
  items: readonly T[],
  load: (item: T) => Promise<L>,
  ahead = 3,
): AsyncGenerator<{ readonly item: T; readonly loaded: L }> {
  const waiting: Promise<L>[] = items.slice(0, ahead).map(load);
  for (const [position, item] of items.entries()) {
    const next = items[position + ahead];
    if (next !== undefined) waiting.push(load(next));
    yield { item, loaded: await (waiting.shift() as Promise<L>) };
  }
}
