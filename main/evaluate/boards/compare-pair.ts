/** One pair the station's way: registered where that is wanted, interleaved, through the model, read as boxes. */
import type { ModelRun } from '../../engine/session.ts';
import type { Bundle } from '../../station/inference/bundle.ts';
import { type MarkedBox, peakBoxes, suppressOverlaps } from '../../station/inference/decode-boxes.ts';
import type { ReferenceManifest } from '../../station/inference/manifest.ts';
import { interleavePair } from '../../station/preprocess/pair.ts';
import { makePreprocessor, type Preprocessor } from '../../station/preprocess/preprocess.ts';
import type { Grey } from '../../station/registration/grey.ts';
import { makeRegistration } from '../../station/registration/registration.ts';
import { type BothPrecisions, ofEach, type PerPrecision } from '../both-precisions.ts';

export interface ReferenceBundle extends Bundle {
  readonly manifest: ReferenceManifest;
}

export interface Marked {
  /** Best first, overlaps let go within a class only: what average precision is made of. */
  readonly ranked: readonly MarkedBox[];
  /** What the station reports: overlaps let go between classes, too. */
  readonly reported: readonly MarkedBox[];
}

export type Comparison =
  | { readonly ok: true; readonly marked: PerPrecision<Marked> }
  /** The station does not judge a picture that it cannot register: it goes to review. */
  | { readonly ok: false; readonly why: string };

/** @param edge by how much the golden picture begins further inside than the live one, pixels; 0 unless told. */
export type PairComparer = (golden: Grey, live: Grey, edge?: number) => Promise<Comparison>;

/** The published metric takes every detection above. */
const rankedFloor = 0.01;
/** As in a recipe that says nothing about it. */
const searchPx = 24;

export function makePairComparer(bundle: ReferenceBundle, models: BothPrecisions, register: boolean): PairComparer {
  const { input } = bundle.manifest;
  const planeBytes = input.width * input.height;
  const [goldenPlane, livePlane] = [new Uint8Array(planeBytes), new Uint8Array(planeBytes)];
  const into = new Uint8Array(bundle.inputBytes);
  let centre: { readonly key: string; readonly preprocess: Preprocessor } | null = null;
  return async (golden, live, edge = 0) => {
    const laid = register ? registered(golden, live, edge) : { ok: true as const, golden };
    if (!laid.ok) return laid;
    const { width, height } = live;
    const key = `${width}×${height}`;
    if (centre?.key !== key) {
      const geometry = { width, height, pixelFormat: 'Mono8' } as const;
      centre = { key, preprocess: makePreprocessor(geometry, { ...input, channels: 1 }) };
    }
    const { preprocess } = centre;
    preprocess.run(laid.golden.bytes, goldenPlane);
    preprocess.run(live.bytes, livePlane);
    interleavePair(goldenPlane, livePlane, into);
    const runs = await models.run(into);
    return { ok: true, marked: ofEach((precision) => markedIn(bundle, runs[precision], preprocess)) };
  };
}

function registered(golden: Grey, live: Grey, edge: number): { ok: true; golden: Grey } | { ok: false; why: string } {
  const { width, height } = live;
  const registration = makeRegistration({ golden, frame: live, positions: [[-edge, -edge]], ignore: [], searchPx });
  try {
    const found = registration.register(live, 0);
    return found.ok ? { ok: true, golden: { width, height, bytes: found.golden } } : found;
  } finally {
    registration.close();
  }
}

function markedIn({ manifest, rows, columns }: ReferenceBundle, run: ModelRun, { toFrame }: Preprocessor): Marked {
  const { classes, output } = manifest;
  const { decode, cell } = output;
  const grid = { classes: classes.length, rows, columns, cell };
  const boxesAbove = (floor: number): MarkedBox[] =>
    suppressOverlaps(peakBoxes(run.map, run.boxes, grid, floor), decode.sameClassIou, false);
  const inFrame = (box: MarkedBox): MarkedBox => {
    const [topLeft, bottomRight] = [toFrame(box.x1, box.y1), toFrame(box.x2, box.y2)];
    return { ...box, x1: topLeft.x, y1: topLeft.y, x2: bottomRight.x, y2: bottomRight.y };
  };
  return {
    ranked: boxesAbove(rankedFloor).map(inFrame),
    reported: suppressOverlaps(boxesAbove(decode.floor), decode.acrossClassesIou, true).map(inFrame),
  };
}
