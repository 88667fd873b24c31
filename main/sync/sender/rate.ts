/** Acknowledged messages a second, over the last ten seconds. */
const overMs = 10_000;

export class Rate {
  private readonly marks: { readonly atMs: number; readonly count: number }[] = [];

  add(count: number, nowMs: number): void {
    this.marks.push({ atMs: nowMs, count });
    this.forget(nowMs);
  }

  perSecond(nowMs: number): number {
    this.forget(nowMs);
    const sum = this.marks.reduce((all, { count }) => all + count, 0);
    return Math.round(sum / (overMs / 10_000)) / 10;
  }

  private forget(nowMs: number): void {
    while (this.marks[0] && nowMs - this.marks[0].atMs > overMs) this.marks.shift();
  }
}
