/**
 * How far every pixel is from the nearest set one: exact Euclidean distances, by the lower envelope of parabolas.
 * Source: Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, Theory of Computing 8 (2012).
 */

const far = 1e12;

/** @param isSet 1 for set pixels. @returns distances in pixels; far beyond the picture where nothing is set. */
export function distancesTo(isSet: Uint8Array, width: number, height: number): Float32Array {
  const squares = new Float64Array(isSet.length);
  for (let at = 0; at < squares.length; at += 1) squares[at] = isSet[at] === 1 ? 0 : far;
  const line = new Envelope(Math.max(width, height));
  for (let x = 0; x < width; x += 1) line.transform(squares, x, width, height);
  for (let y = 0; y < height; y += 1) line.transform(squares, y * width, 1, width);
  const distances = new Float32Array(squares.length);
  for (let at = 0; at < squares.length; at += 1) distances[at] = Math.sqrt(squares[at] ?? far);
  return distances;
}

class Envelope {
  private readonly values: Float64Array;
  /** Places of the parabolas in the envelope, and where each begins to be the lowest. */
  private readonly places: Int32Array;
  private readonly begins: Float64Array;

  constructor(longest: number) {
    this.values = new Float64Array(longest);
    this.places = new Int32Array(longest);
    this.begins = new Float64Array(longest + 1);
  }

  /** One line of `squares`, in place. */
  transform(squares: Float64Array, start: number, step: number, count: number): void {
    const { values, places, begins } = this;
    for (let at = 0; at < count; at += 1) values[at] = squares[start + at * step] ?? far;
    let last = 0;
    places[0] = 0;
    begins[0] = Number.NEGATIVE_INFINITY;
    begins[1] = Number.POSITIVE_INFINITY;
    for (let at = 1; at < count; at += 1) {
      let meet = this.meeting(at, places[last] ?? 0);
      while (meet <= (begins[last] ?? 0)) {
        last -= 1;
        meet = this.meeting(at, places[last] ?? 0);
      }
      last += 1;
      places[last] = at;
      begins[last] = meet;
      begins[last + 1] = Number.POSITIVE_INFINITY;
    }
    let current = 0;
    for (let at = 0; at < count; at += 1) {
      while ((begins[current + 1] ?? 0) < at) current += 1;
      const place = places[current] ?? 0;
      squares[start + at * step] = (at - place) * (at - place) + (values[place] ?? far);
    }
  }

  private meeting(at: number, place: number): number {
    const height = (this.values[at] ?? far) + at * at - ((this.values[place] ?? far) + place * place);
    return height / (2 * at - 2 * place);
  }
}
