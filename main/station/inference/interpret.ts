/**
 * From the model's output to what the decision needs: highest score per class, regions, distance from known parts.
 *
 * Pure: the same map always gives the same answer. Only cells of the zone mask count, for scores and regions alike.
 */
import type { InferenceAnswer, Region } from '../flow.ts';
import type { UnknownPartRule } from './manifest.ts';
import { findRegions } from './regions.ts';
import type { MapGeometry } from './zone-mask.ts';

export interface InterpreterOptions {
  readonly map: MapGeometry;
  readonly classes: readonly string[];
  /** `makeZoneMask(map, recipe.regions)` */
  readonly mask: Uint8Array;
  /** Per class: cells from this score on are part of a region (the class's `passBelow`). */
  readonly regionAbove: readonly number[];
  readonly unknownPart?: UnknownPartRule | undefined;
  readonly millimetresPerPixel?: number | undefined;
}

export type Interpretation = Pick<InferenceAnswer, 'scores' | 'regions' | 'unknownPart'>;
export type Interpreter = (map: Float32Array, features: Float32Array | null) => Interpretation;

/** Nobody looks at more, and a record stays small when a whole surface is bad. */
export const maxRegions = 20;

export function makeInterpreter(options: InterpreterOptions): Interpreter {
  const { map: geometry, classes, mask, unknownPart } = options;
  const cells = geometry.rows * geometry.columns;
  const find = findRegions(geometry, mask);
  return (map, features) => {
    const scores: number[] = [];
    const regions: Region[] = [];
    classes.forEach((name, index) => {
      const layer = map.subarray(index * cells, (index + 1) * cells);
      const score = highest(layer, mask);
      const above = options.regionAbove[index] ?? 1;
      scores.push(score);
      if (score >= above && score > 0) regions.push(...find(layer, above, name));
    });
    const kept = regions.sort((a, b) => b.score - a.score).slice(0, maxRegions);
    return {
      scores,
      regions: kept.map((region) => withMillimetres(region, options.millimetresPerPixel)),
      unknownPart: unknownPart && features ? featureDistance(features, unknownPart) : null,
    };
  };
}

/** Over the cells that count; 0 when none does. */
function highest(layer: Float32Array, mask: Uint8Array): number {
  let score = 0;
  for (let i = 0; i < layer.length; i++) {
    const value = layer[i] as number;
    if (value > score && mask[i] === 1) score = value;
  }
  return score;
}

/** Root of the mean squared standardised difference from the features of good parts. */
export function featureDistance(features: Float32Array, rule: UnknownPartRule): number {
  let sum = 0;
  for (let i = 0; i < rule.mean.length; i++) {
    const away = ((features[i] as number) - (rule.mean[i] as number)) / (rule.std[i] as number);
    sum += away * away;
  }
  return Math.sqrt(sum / rule.mean.length);
}

export function withMillimetres(region: Region, scale: number | undefined): Region {
  return scale === undefined ? region : { ...region, widthMm: region.width * scale, heightMm: region.height * scale };
}
