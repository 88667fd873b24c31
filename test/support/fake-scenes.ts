/** Everything that can be wrong with a station, as changes of a healthy status. */
import type { LiveStatus } from '../../main/api/slices/live.ts';

type Change = (status: LiveStatus) => LiveStatus;

export const scenes = {
  calm: (status) => status,
  'camera-opening': (status) => ({
    ...status,
    camera: { ...status.camera, state: 'opening', fps: 0, detail: 'boards are rendered: 43 %' },
  }),
  'camera-lost': (status) => ({
    ...status,
    camera: {
      ...status.camera,
      state: 'lost',
      fps: 0,
      detail: 'The camera at 192.168.10.21 does not answer any more.',
      remedy: 'Check the cable and the power of the camera. The station tries again by itself.',
      retryInS: 4,
    },
  }),
  'camera-fault': (status) => ({
    ...status,
    camera: {
      ...status.camera,
      state: 'fault',
      fps: 0,
      detail: 'libaravis is not installed.',
      remedy: 'Install the package libaravis-0.8-0, then start the station again.',
    },
  }),
  'engine-restarting': (status) => ({ ...status, engine: { ...status.engine, state: 'restarting', restarts: 1 } }),
  'engine-fault': (status) => ({
    ...status,
    engine: { ...status.engine, state: 'fault', restarts: 5, detail: 'It ended five times within 60 s.' },
  }),
  'pictures-stopped': (status) => ({
    ...status,
    store: { ...status.store, state: 'pictures-stopped', diskFreeBytes: 1.8e9, daysLeft: 0.4, picturesSkipped: 214 },
  }),
  'disk-reserve': (status) => ({
    ...status,
    store: { ...status.store, state: 'reserve', diskFreeBytes: 0, daysLeft: 0 },
  }),
  'disk-full': (status) => ({
    ...status,
    store: { ...status.store, state: 'full', diskFreeBytes: 0, daysLeft: 0, waiting: 1_204 },
  }),
  'store-restarting': (status) => ({ ...status, store: { ...status.store, state: 'restarting', waiting: 37 } }),
  'mes-away': (status) => ({
    ...status,
    sync: { state: 'away', waiting: 7_412, awaySince: status.at - (2 * 60 + 14) * 60_000 },
  }),
  'recipe-warnings': (status) => ({
    ...status,
    warnings: [
      {
        kind: 'edges-unseen',
        ...{ seenWidth: 1152, seenHeight: 480, width: 2448, height: 2048, columns: 1296, rows: 1568 },
        text: 'the model sees the middle 1152×480 of the 2448×2048 picture',
      },
      { kind: 'grey-camera', text: 'the bundle was trained on colour pictures' },
    ],
  }),
  'sum-wrong': (status) => ({ ...status, run: { ...status.run, triggers: status.run.triggers + 3 } }),
  incidents: (status) => ({
    ...status,
    incidents: [
      {
        id: 'i2',
        at: status.at - 4 * 60_000,
        kind: 'database-salvaged',
        detail: '48 211 parts were saved, 2 could not be read.',
      },
      {
        id: 'i1',
        at: status.at - 90 * 60_000,
        kind: 'station-stopped-uncleanly',
        detail: 'From 12:31:07 to 12:31:22 no part was seen.',
      },
    ],
  }),
  'slow-model': (status) => ({
    ...status,
    latency: {
      ...status.latency,
      p50: 11.8,
      p99: 19.4,
      recent: status.latency.recent.map((value, index) => (index % 17 === 0 ? 19.4 : value * 2)),
    },
  }),
  'long-words': (status) => ({
    ...status,
    recipe: {
      ...status.recipe,
      name: 'Kugelgewindespindel für Vierachs-Bearbeitungszentrum 32×10 linksgängig',
      bundle: 'oberflächenfehler-kugelgewindespindel-gehärtet',
      version: '12.40.1-rc.2',
    },
    shift: { ...status.shift, name: 'Frühschicht Halle 3' },
    pareto: [
      { reason: 'unsure:Oberflächenbeschädigungsverdacht', count: 1_278 },
      { reason: 'defect:Wälzkörperlaufbahnausbruch', count: 961 },
      ...status.pareto,
      { reason: 'engine-fault', count: 6 },
      { reason: 'incomplete-frame', count: 5 },
      { reason: 'station-stopped', count: 2 },
    ],
    store: { ...status.store, state: 'restarting', waiting: 1_204 },
    sync: { state: 'away', waiting: 1_007_412, awaySince: status.at - 26 * 3_600_000 },
    shiftCounts: { pass: 1_241_087, fail: 10_061, review: 12_112, missed: 1_004 },
  }),
} as const satisfies Record<string, Change>;

export type SceneName = keyof typeof scenes;

export function isSceneName(text: string): text is SceneName {
  return Object.hasOwn(scenes, text);
}
