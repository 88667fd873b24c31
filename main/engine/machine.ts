/** What the choice of provider and threads depends on, beside the bundle. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { say } from '../api/said/say.ts';
import type { Provider } from '../station/inference/manifest.ts';
import { runtimeVersion } from './session.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
  readonly arch: string;
  readonly runtime: string;
  readonly hasNvidiaDevice: boolean;
  readonly hasRenderDevice: boolean;
  /** Version of the graphics driver, as far as it can be read without loading it. */
  readonly driver: string;
  /** Providers whose files are not in the npm package and have been installed, with their size. */
  readonly extraFiles: Readonly<Partial<Record<Provider, number>>>;
}

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    platform: process.platform,
    arch: process.arch,
    runtime: runtimeVersion,
    // /dev/dxg: the GPU of the Windows host under WSL.
    hasNvidiaDevice: existsSync('/dev/nvidiactl') || existsSync('/dev/dxg'),
    hasRenderDevice: existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('render')),
    driver: existsSync('/proc/driver/nvidia/version') ? readFileSync('/proc/driver/nvidia/version', 'utf8') : '',
    extraFiles: extraProviderFiles(),
  };
}

function extraProviderFiles(): Partial<Record<Provider, number>> {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  const folder = join(dirname(entry), '..', 'bin', 'napi-v6', process.platform, process.arch);
  const found: Partial<Record<Provider, number>> = {};
  for (const provider of ['cuda', 'tensorrt'] as const) {
    const file = join(folder, `libonnxruntime_providers_${provider}.so`);
    if (existsSync(file)) found[provider] = statSync(file).size;
  }
  return found;
}

/**
 * Why a provider cannot work here, as far as it shows without trying it (trying one takes seconds and can crash).
 * Null: worth a try.
 */
export function obstacle(provider: Provider, machine: Machine, supported: readonly string[]): string | null {
  if (!supported.includes(provider)) {
    return say('providerNotIncluded', { platform: `${machine.platform}-${machine.arch}` });
  }
  if (machine.platform !== 'linux') return null;
  const isNvidia = provider === 'cuda' || provider === 'tensorrt';
  if (isNvidia && !machine.hasNvidiaDevice) return say('noNvidia');
  if (isNvidia && machine.extraFiles[provider] === undefined) return say('noProviderFiles');
  if (provider === 'webgpu' && !machine.hasRenderDevice && !machine.hasNvidiaDevice) return say('noGraphics');
  return null;
}
