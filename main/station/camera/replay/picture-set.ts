/** The distinct pictures that a replay can show, wherever they come from. */
export type Truth = 'good' | 'defective' | null;

export interface Picture {
  readonly name: string;
  readonly truth: Truth;
}

export interface PictureSet {
  /** What to call it in a message: the folder or the clip. */
  readonly place: string;
  readonly pictures: readonly Picture[];
  /** One frame in the camera's geometry. @throws StationError that names the picture when it cannot be read. */
  decode(index: number): Promise<Uint8Array>;
}
