/** The last so many of something, oldest first. */
export class Recent<T> {
  private readonly items: T[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }
  add(item: T): void {
    this.items.push(item);
    if (this.items.length > this.limit) this.items.shift();
  }
  all(): readonly T[] {
    return this.items;
  }
  find(matches: (item: T) => boolean): T | undefined {
    return this.items.find(matches);
  }
}
