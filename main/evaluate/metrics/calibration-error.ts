/**
 * Expected calibration error (Guo et al. 2017): how far probabilities and what happened lie apart, on average.
 *
 * Fifteen equal bins over 0..1, as there and in the training kit; each bin's gap between mean probability and share of
 * hits, weighted by how many are in it.
 */
export interface Prediction {
  readonly probability: number;
  readonly isHit: boolean;
}

const bins = 15;

export function calibrationError(predictions: readonly Prediction[]): number | null {
  if (predictions.length === 0) return null;
  const gaps = new Float64Array(bins);
  for (const { probability, isHit } of predictions) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(probability * bins)));
    gaps[bin] = (gaps[bin] as number) + probability - Number(isHit);
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / predictions.length;
}
