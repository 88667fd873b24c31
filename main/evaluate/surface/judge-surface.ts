/** From a photograph to its scores, the station's way: preprocess, both models, interpreter. */
import { join } from 'node:path';
import type { ModelRun } from '../../engine/session.ts';
import type { Bundle } from '../../station/inference/bundle.ts';
import { type Interpretation, makeInterpreter } from '../../station/inference/interpret.ts';
import type { SurfaceManifest } from '../../station/inference/manifest.ts';
import { type MapGeometry, makeZoneMask, type Polygon } from '../../station/inference/zone-mask.ts';
import type { Size } from '../../station/preprocess/centre.ts';
import { makePreprocessor, type Preprocessor } from '../../station/preprocess/preprocess.ts';
import { type BothPrecisions, ofEach, type PerPrecision } from '../both-precisions.ts';
import type { SurfacePicture } from '../data/surface-data.ts';
import type { EvaluateOptions } from '../options.ts';
import { cameraFrame } from './camera-frame.ts';
import type { JudgedPicture } from './judged-picture.ts';
import { type Photograph, readPhotograph, scaleOf } from './photograph.ts';

export interface SurfaceBundle extends Bundle {
  readonly manifest: SurfaceManifest;
}

export interface SurfaceJudge {
  /** @throws Error when the picture cannot be decoded. */
  decode(picture: SurfacePicture): Promise<Photograph>;
  judge(picture: SurfacePicture, photograph: Photograph): Promise<PerPrecision<JudgedPicture>>;
  /** What INT8 shows a person: regions in pixels of the photograph as it is here; `scale`: what its labels need. */
  look(
    picture: SurfacePicture,
    photograph: Photograph,
  ): Promise<{ readonly regions: Interpretation['regions']; readonly scale: number }>;
}

/** Photographs come in a handful of sizes: what depends on the size is made once for each. */
interface View {
  readonly preprocess: Preprocessor;
  readonly geometry: MapGeometry;
  readonly mask: Uint8Array;
  readonly interpret: (run: ModelRun) => Interpretation;
}

export async function makeSurfaceJudge(
  bundle: SurfaceBundle,
  models: BothPrecisions,
  options: Pick<EvaluateOptions, 'dataDir' | 'zones'>,
): Promise<SurfaceJudge> {
  const camera = await cameraFrame(bundle);
  const { classes, input } = bundle.manifest;
  const views = new Map<string, View>();
  const into = new Uint8Array(bundle.inputBytes);
  const viewOf = (photograph: Photograph): View => {
    const key = `${photograph.width}×${photograph.height} ${photograph.pixelFormat}`;
    const view = views.get(key) ?? makeView(bundle, photograph, zonesIn(photograph, camera, options.zones));
    views.set(key, view);
    return view;
  };
  const run = async (photograph: Photograph): Promise<{ view: View; runs: PerPrecision<ModelRun> }> => {
    const view = viewOf(photograph);
    view.preprocess.run(photograph.pixels, into);
    return { view, runs: await models.run(into) };
  };
  return {
    decode: (picture) => readPhotograph(join(options.dataDir, picture.image), picture, camera, input.channels),
    judge: async (picture, photograph) => {
      const { view, runs } = await run(photograph);
      const scale = scaleOf(picture, camera);
      return ofEach((precision) => judgePicture(picture, scale, view, classes, runs[precision]));
    },
    look: async (picture, photograph) => {
      const { view, runs } = await run(photograph);
      return { regions: view.interpret(runs.int8).regions, scale: scaleOf(picture, camera) };
    },
  };
}

function makeView(bundle: SurfaceBundle, photograph: Photograph, zones: readonly Polygon[]): View {
  const { rows, columns, manifest } = bundle;
  const { classes, limits, output, input } = manifest;
  const { width, height, pixelFormat } = photograph;
  const preprocess = makePreprocessor({ width, height, pixelFormat }, input);
  const geometry = { rows, columns, cell: output.cell, frame: { width, height }, offset: preprocess.offset };
  const mask = makeZoneMask(geometry, zones);
  const regionAbove = classes.map((name) => limits[name]?.passBelow ?? 1);
  const interpret = makeInterpreter({ map: geometry, classes, mask, regionAbove });
  return { preprocess, geometry, mask, interpret: ({ map }) => interpret(map, null) };
}

/** Zones lie on the camera's frame; a photograph of another height has the frame's middle in its own. */
function zonesIn(size: Size, camera: Size | null, zones: readonly Polygon[]): readonly Polygon[] {
  if (camera === null) return zones;
  const down = Math.floor((size.height - camera.height) / 2);
  return zones.map((zone) => zone.map(([x, y]) => [x, y + down] as const));
}

/** @param scale photograph pixels as labelled to those of the frame. */
function judgePicture(
  picture: SurfacePicture,
  scale: number,
  view: View,
  classes: readonly string[],
  run: ModelRun,
): JudgedPicture {
  const classScores = view.interpret(run).scores;
  return {
    image: picture.image,
    place: picture.place,
    size: `${picture.width}×${picture.height}`,
    isDefective: picture.polygons.length > 0,
    classScores,
    score: Math.max(...classScores),
    defects: picture.polygons.map(({ label, points }) => {
      const name = classes.indexOf(label);
      const outline = points.map(([x, y]) => [x * scale, y * scale] as const);
      return { class: name, peak: peakAt(run.map, name, outline, view) };
    }),
  };
}

function peakAt(map: Float32Array, name: number, outline: Polygon, { geometry, mask }: View): number {
  const { rows, columns } = geometry;
  const layer = map.subarray(name * rows * columns, (name + 1) * rows * columns);
  const near = withNeighbours(makeZoneMask(geometry, [outline]), rows, columns);
  let peak = 0;
  for (let i = 0; i < layer.length; i++) {
    if (near[i] === 1 && mask[i] === 1) peak = Math.max(peak, layer[i] as number);
  }
  return peak;
}

/** A label's outline is drawn by hand: the cell beside it points a person to the same spot. */
function withNeighbours(cells: Uint8Array, rows: number, columns: number): Uint8Array {
  const grown = new Uint8Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === 0) continue;
    const row = Math.floor(i / columns);
    const column = i % columns;
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      grown.fill(1, y * columns + Math.max(0, column - 1), y * columns + Math.min(columns - 1, column + 1) + 1);
    }
  }
  return grown;
}
