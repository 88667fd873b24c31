/** A queue that gives out the cheapest first; what costs the same comes in an order that is always the same. */
export class Queue {
  private readonly heap: { readonly cost: number; readonly item: number }[] = [];

  clear(): void {
    this.heap.length = 0;
  }

  push(cost: number, item: number): void {
    const { heap } = this;
    let at = heap.length;
    const entry = { cost, item };
    heap.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (!parent || parent.cost <= cost) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = entry;
  }

  pop(): number | null {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last) return null;
    if (heap.length > 0) this.sink(last);
    return first.item;
  }

  private sink(entry: { readonly cost: number; readonly item: number }): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const isRight = left !== undefined && right !== undefined && right.cost < left.cost;
      const child = isRight ? right : left;
      if (!child || child.cost >= entry.cost) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = entry;
  }
}
