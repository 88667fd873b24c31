/** Bytes of a frame in memory, for every pixel format: rows without padding, 16-bit samples little-endian. */
import type { FrameGeometry, PixelFormat } from './flow.ts';

export function bytesPerPixel(format: PixelFormat): 1 | 2 | 3 {
  switch (format) {
    case 'Mono16':
      return 2;
    case 'RGB8':
    case 'BGR8':
      return 3;
    default:
      return 1;
  }
}

export function frameBytes(geometry: FrameGeometry): number {
  return geometry.width * geometry.height * bytesPerPixel(geometry.pixelFormat);
}

/** `1280×1024 Mono8`, for messages. */
export function describeGeometry(geometry: FrameGeometry): string {
  return `${geometry.width}×${geometry.height} ${geometry.pixelFormat}`;
}
