/** A picture reaches the disk some 100 ms after its record: until then its part is shown without. */
import type { StoreQueries } from '../store/store-queries.ts';

const mostAtOnce = 200;

export class PicturesUnderWay {
  private readonly store: Pick<StoreQueries, 'keptPictures'>;
  /** Part by picture. */
  private readonly underWay = new Map<string, string>();
  private isAsking = false;

  constructor(store: Pick<StoreQueries, 'keptPictures'>) {
    this.store = store;
  }

  get size(): number {
    return this.underWay.size;
  }

  expect(picture: string, part: string): void {
    this.underWay.set(picture, part);
  }

  /** To be called often. @returns the parts whose picture is there now, or never will be; none while the store is away */
  async look(): Promise<readonly { readonly part: string; readonly isKept: boolean }[]> {
    if (this.isAsking || this.underWay.size === 0) return [];
    this.isAsking = true;
    try {
      const pictures = [...this.underWay.keys()].slice(0, mostAtOnce);
      const { kept, underWay } = await this.store.keptPictures({ pictures });
      const settled = pictures.filter((picture) => !underWay.includes(picture));
      return settled.flatMap((picture) => {
        const part = this.underWay.get(picture);
        this.underWay.delete(picture);
        return part === undefined ? [] : [{ part, isKept: kept.includes(picture) }];
      });
    } finally {
      this.isAsking = false;
    }
  }
}
