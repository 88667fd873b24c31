/** The history at the screen: looking, checking, exporting; and what parts are judged with, told at each start. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v7 } from 'uuid';
import type { Handlers } from '../../api/server.ts';
import type { Feature, FeatureParts } from '../feature.ts';

export class HistoryDesk implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly parts: FeatureParts;

  constructor(parts: FeatureParts) {
    const { store } = parts;
    this.parts = parts;
    this.handlers = {
      'history.list': ({ before, ...filter }) => store.historyPage({ ...filter, before: before ?? null }),
      'history.head': () => store.historyHead({}),
      'history.work': () => store.historyWork({}),
      'history.people': async () => ({ people: (await store.people({})).map(({ id, name }) => ({ id, name })) }),
      'history.check': ({ anchor }) =>
        store.beginHistoryWork({ id: v7(), work: { kind: 'check', anchor: anchor ?? null } }),
      'history.export': ({ from, until, format }, { who }) => {
        const by = who.person?.id ?? null;
        return store.beginHistoryWork({ id: v7(), work: { kind: 'export', by, from, until, format } });
      },
    };
  }

  async storeReady(): Promise<void> {
    const { store, recipe, bundle, runId } = this.parts;
    const { name, version } = bundle.manifest;
    // JSON leaves out what is not set, as the configuration does.
    const plainRecipe = JSON.parse(JSON.stringify(recipe));
    const inUse = { recipe: plainRecipe, bundle: { name, version, manifest: fingerprint(bundle.manifest) } };
    await store.perform('noteInUse', { run: runId, inUse });
  }
}

/** SHA-256 of canonical JSON, hexadecimal: the manifest has the hashes of all files of its bundle. */
function fingerprint(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}
