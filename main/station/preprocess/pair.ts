/** Two grey pictures as one input: what a reference bundle compares. */

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * @param golden [height, width] grey, registered to `live`.
 * @param live [height, width] grey.
 * @param into [height, width, 2]; every byte is written.
 */
export function interleavePair(golden: Uint8Array, live: Uint8Array, into: Uint8Array): void {
  if (golden.length !== live.length || into.length !== 2 * live.length) {
    throw new RangeError(`pair: ${golden.length} and ${live.length} pixels do not make ${into.length} bytes`);
  }
  if (into.byteOffset % 2 === 0 && isLittleEndian) {
    // Both bytes at once: 0.4 instead of 0.6 ms for 640×640.
    const pairs = new Uint16Array(into.buffer, into.byteOffset, live.length);
    for (let i = 0; i < live.length; i++) pairs[i] = (golden[i] as number) | ((live[i] as number) << 8);
    return;
  }
  for (let i = 0, at = 0; i < live.length; i++) {
    into[at++] = golden[i] as number;
    into[at++] = live[i] as number;
  }
}
