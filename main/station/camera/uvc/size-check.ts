/**
 * Has ffmpeg refuse frames of another size than the recipe's. A V4L2 driver that does not have the size takes another
 * one, a graph has its own, and an MJPEG camera may change it under way; raw frames do not tell, and would be cut askew.
 */
import type { FrameGeometry } from '../../flow.ts';

type Size = Pick<FrameGeometry, 'width' | 'height'>;

/**
 * A crop to the whole picture, which costs nothing; for any other size to a negative one, at which ffmpeg ends and
 * names it. `exact`: chroma planes of half the size must not round it.
 */
export function sizeCheckFilter({ width, height }: Size): string {
  const isRight = `eq(iw\\,${width})*eq(ih\\,${height})`;
  return `crop=w=if(${isRight}\\,iw\\,-iw):h=if(${isRight}\\,ih\\,-ih):exact=1`;
}

/** The size that the filter refused, from ffmpeg's last words; null when they are about something else. */
export function refusedSize(lastWords: string): Size | null {
  const [, width, height] = /for width '-(\d+)' or height '-(\d+)'/.exec(lastWords) ?? [];
  return width === undefined || height === undefined ? null : { width: Number(width), height: Number(height) };
}
