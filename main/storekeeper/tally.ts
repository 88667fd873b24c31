/** How many records and picture bytes there are: counted once by a reader, then kept up to date by whoever changes them. */
export class Tally {
  private known = { parts: 0, pictureBytes: 0 };

  get parts(): number {
    return Math.max(0, this.known.parts);
  }
  get pictureBytes(): number {
    return Math.max(0, this.known.pictureBytes);
  }

  added(parts: number, pictureBytes: number): void {
    this.known = { parts: this.known.parts + parts, pictureBytes: this.known.pictureBytes + pictureBytes };
  }
  removed(parts: number, pictureBytes: number): void {
    this.added(-parts, -pictureBytes);
  }
}
