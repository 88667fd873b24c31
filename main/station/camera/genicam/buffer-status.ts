/** ArvBufferStatus in words. */
const words = [
  'success',
  'cleared',
  'timeout',
  'missing-packets',
  'wrong-packet-id',
  'size-mismatch',
  'filling',
  'aborted',
  'payload-not-supported',
] as const;
export type BufferStatus = (typeof words)[number] | 'unknown';

export function bufferStatus(code: number): BufferStatus {
  return words[code] ?? 'unknown';
}

/** A buffer that came back because streaming stopped: no frame was ever meant to be in it. */
export function isNoFrame(status: BufferStatus): boolean {
  return status === 'cleared' || status === 'aborted' || status === 'filling';
}

/** With which a frame is handed on that is not whole; the catalogue of the screen has them. */
export const frameDamages = [...words, 'unknown' as const].filter(
  (status) => status !== 'success' && !isNoFrame(status),
);
