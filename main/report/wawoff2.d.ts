/** The part of its API that is used; the package brings no types. */
declare module 'wawoff2' {
  /** A WOFF2 font file to the TrueType or OpenType font in it. */
  export function decompress(font: Uint8Array): Promise<Uint8Array>;
}
