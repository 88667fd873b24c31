/** The direction of dependencies as DESIGN has it, as a table: what each folder may import of ours, besides itself. */
import type { Import } from './imports.ts';

interface Layer {
  readonly folder: string;
  /** Files, or folders with their `/`. */
  readonly may: readonly string[];
}

/** What every stage knows; nothing else joins two of them. */
const shared = [
  'main/api/words.ts',
  'main/api/errors.ts',
  'main/api/plain-text.ts',
  'main/api/who.ts',
  'main/api/person.ts',
  'main/api/said/',
  'main/api/slices/',
  'main/station/flow.ts',
  'main/station/ports.ts',
  'main/station/clock.ts',
  'main/station/frame-size.ts',
  'main/station/random.ts',
  'main/station/config/',
  'main/station/record/record.ts',
  'main/station/link/',
  'main/station/log/log.ts',
];

const core = ['main/api/', 'main/station/', 'main/process/'];

/** The first folder that a file lies in counts, so the narrower ones come first. */
const layers: readonly Layer[] = [
  { folder: 'main/api/', may: [] },
  { folder: 'preload/', may: ['main/api/'] },
  { folder: 'renderer/', may: ['main/api/'] },
  { folder: 'main/process/', may: ['main/api/'] },
  { folder: 'main/station/config/', may: ['main/api/errors.ts', 'main/station/flow.ts'] },
  { folder: 'main/station/link/', may: ['main/api/errors.ts'] },
  { folder: 'main/station/log/', may: ['main/api/errors.ts'] },
  // Where stages meet: the live view, and the files of main/station itself (the composition root, the pipeline).
  { folder: 'main/station/live/', may: core },
  ...['camera', 'health', 'inference', 'store'].map((stage) => ({
    // These start threads and processes of their own.
    folder: `main/station/${stage}/`,
    may: [...shared, 'main/process/'],
  })),
  // Features never know each other; what people do reaches the store as commands, and the line through their parts.
  ...['people', 'review', 'desk', 'history', 'study', 'devices', 'sync'].map((feature) => ({
    folder: `main/station/${feature}/`,
    may: [
      ...shared,
      'main/api/',
      'main/station/feature.ts',
      'main/station/store/',
      'main/station/inference/',
      'main/process/',
      'main/station/health/supervisor.ts',
      'main/report/report-protocol.ts',
      ...(feature === 'desk' ? ['main/station/shift/'] : []),
    ],
  })),
  ...['decision', 'ledger', 'line', 'preprocess', 'quality', 'record', 'registration', 'shift'].map((stage) => ({
    folder: `main/station/${stage}/`,
    may: shared,
  })),
  { folder: 'main/engine/', may: core },
  { folder: 'main/storekeeper/', may: core },
  { folder: 'main/jobs/', may: core },
  { folder: 'main/report/', may: core },
  { folder: 'main/sync/', may: core },
  // The receiving side for trials: it knows what a station sends, and nothing of how.
  { folder: 'main/mes/', may: ['main/api/', 'main/station/log/log.ts'] },
  { folder: 'main/http/', may: ['main/api/', 'main/station/log/log.ts'] },
  { folder: 'main/host/', may: [...core, 'main/http/', 'package.json'] },
  { folder: 'main/service/', may: [...core, 'main/http/', 'main/host/'] },
  { folder: 'main/electron/', may: [...core, 'main/http/', 'main/host/'] },
  { folder: 'main/evaluate/', may: [...core, 'main/engine/'] },
  {
    folder: 'main/cli/',
    may: [...core, 'main/evaluate/', 'main/http/', 'main/host/', 'main/storekeeper/', 'main/sync/', 'main/mes/'],
  },
  { folder: 'main/start/', may: ['main/'] },
  { folder: 'main/station/', may: core },
];

/** Packages that reach outside, each with the only folders that may use it. */
const gates: Readonly<Record<string, readonly string[]>> = {
  electron: ['main/electron/', 'preload/'],
  'better-sqlite3': ['main/storekeeper/', 'main/cli/'],
  'onnxruntime-node': ['main/engine/'],
  koffi: ['main/station/camera/'],
  'node-hid': ['main/station/devices/'],
  fastify: ['main/http/', 'main/mes/'],
  ws: ['main/http/'],
  pino: ['main/station/log/'],
  rhea: ['main/sync/', 'main/mes/'],
  mqtt: ['main/sync/'],
  'sparkplug-payload': ['main/sync/'],
  undici: ['main/sync/'],
  jsonata: ['main/sync/'],
};

/** Neither the contract nor the screen knows what it runs on. */
const outsidePackages: Readonly<Record<string, (name: string) => boolean>> = {
  'main/api/': (name) => name === 'zod',
  'preload/': (name) => name === 'electron',
  'renderer/': (name) => !name.startsWith('node:'),
};

/** What is wrong with an import, or null. */
export function wrongImport({ from, to, isOwn }: Import): string | null {
  if (!from.includes('/') || /^main\/[\w-]+\.mjs$/.test(from) || from === 'renderer/vite.config.ts') return null;
  if (!isOwn) return wrongPackage(from, to);
  const layer = layers.find(({ folder }) => from.startsWith(folder));
  if (!layer) return `${from}: its folder is in no layer; add it to test/layers/rules.ts`;
  const isAllowed = [layer.folder, ...layer.may].some((place) =>
    place.endsWith('/') ? to.startsWith(place) : to === place,
  );
  return isAllowed
    ? null
    : `${from} imports ${to}; ${layer.folder} may import ${layer.may.join(', ') || 'nothing else'}`;
}

function wrongPackage(from: string, name: string): string | null {
  const owner = Object.keys(outsidePackages).find((folder) => from.startsWith(folder));
  if (owner && !outsidePackages[owner]?.(name)) return `${from} imports ${name}, which ${owner} may not know`;
  const gate = Object.hasOwn(gates, name) ? gates[name] : undefined;
  if (!gate || gate.some((folder) => from.startsWith(folder))) return null;
  return `${from} imports ${name}; only ${gate.join(' and ')} may`;
}

/** Files that import each other in a circle at run time; the first circle found, or null. */
export function firstCircle(imports: readonly Import[]): readonly string[] | null {
  const next = new Map<string, string[]>();
  for (const { from, to, isOwn, isTypeOnly } of imports) {
    if (isOwn && !isTypeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const to of next.get(file) ?? []) {
      const circle = visit(to, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return null;
}
