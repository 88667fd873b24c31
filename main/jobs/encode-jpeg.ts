/** Raw pixels to JPEG, with what belongs to the picture written into it. */
import sharp from 'sharp';
import { StationError } from '../api/errors.ts';
import type { RawImage } from '../station/ports.ts';

export interface PictureText {
  readonly description: string;
  /** Wall-clock milliseconds since 1970. */
  readonly at: number;
}

/** @throws StationError `bad-input` when the bytes are not those of the image. */
export async function encodeJpeg(image: RawImage, quality: number, text?: PictureText): Promise<Buffer> {
  const { width, height, channels, bytes } = image;
  const expected = width * height * channels;
  if (bytes.length !== expected) {
    throw new StationError(
      'bad-input',
      `${width} x ${height} x ${channels} needs ${expected} bytes, not ${bytes.length}`,
    );
  }
  let pipeline = sharp(bytes, { raw: { width, height, channels } });
  if (channels === 1) pipeline = pipeline.toColourspace('b-w');
  if (text) pipeline = pipeline.withExif(exifOf(text));
  // Half the colour resolution would blur small coloured defects in a record; a preview may have it. Optimal coding
  // tables save 5 % of the bytes and cost half of the time: worth it for what is kept for years only.
  const isRecord = quality > 90;
  return pipeline
    .jpeg({ quality, chromaSubsampling: isRecord ? '4:4:4' : '4:2:0', optimiseCoding: isRecord })
    .toBuffer();
}

function exifOf({ description, at }: PictureText): { IFD0: Record<string, string>; IFD2: Record<string, string> } {
  const [day, time] = new Date(at).toISOString().slice(0, 19).split('T');
  return {
    IFD0: { ImageDescription: description, Software: 'Sightline' },
    IFD2: { DateTimeOriginal: `${day?.replaceAll('-', ':')} ${time}`, OffsetTimeOriginal: '+00:00' },
  };
}
