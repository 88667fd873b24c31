import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { probeInChild, whyNotTriedHere } from '../../main/engine/probe.ts';
import { readBundle } from '../../main/station/inference/bundle.ts';
import type { Artifact, Provider } from '../../main/station/inference/manifest.ts';
import { makeTinyBundle } from '../support/tiny-bundle.ts';

const engine = fileURLToPath(new URL('../../main/engine/engine.ts', import.meta.url));
const child = fileURLToPath(new URL('../fixtures/children/child.mjs', import.meta.url));

async function probe(provider: Provider, entry = engine, limitMs = 30_000) {
  const bundle = await readBundle(await makeTinyBundle());
  const artifact = bundle.manifest.artifacts[1] as Artifact;
  return probeInChild(entry, bundle, { provider, artifact }, limitMs);
}

describe('trying a provider', () => {
  it('finds that the CPU computes what the CPU computes', async () => {
    expect(await probe('cpu')).toEqual({ ok: true, p50: expect.any(Number), p99: expect.any(Number), difference: 0 });
  });

  it('gives a reason when the provider cannot be loaded', async () => {
    const provider = process.platform === 'darwin' ? 'dml' : 'coreml';
    expect(await probe(provider)).toEqual({ ok: false, why: expect.stringContaining('cannot load the model') });
  });

  it('that never ends is ended', async () => {
    expect(await probe('cpu', child, 200)).toEqual({ ok: false, why: 'took longer than 0.2 s' });
  });

  it('is left to the service host inside Electron, where a fork would be a second application', () => {
    expect(whyNotTriedHere({ ...process.versions, electron: '42.0.0' })).toContain('the service host');
    expect(whyNotTriedHere()).toBeNull();
  });

  it('that crashes is a reason and nothing more', async () => {
    expect(await probe('cpu', '/no/such/entry.mjs')).toEqual({ ok: false, why: 'crashed when tried (exit code 1)' });
  });
});
