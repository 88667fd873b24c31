/** A real engine process for tests, over its real channel; gone when the test is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Child, nodeSpawner } from '../../main/process/spawn.ts';
import { type EngineReady, type EngineStart, engineReadySchema } from '../../main/station/inference/protocol.ts';
import { type Endpoint, randomEndpoint } from '../../main/station/link/link.ts';

const faultSchema = z.object({ kind: z.literal('fault'), message: z.string(), remedy: z.string().nullable() });
export type EngineFault = z.infer<typeof faultSchema>;

export interface RunningEngine {
  readonly child: Child;
  readonly endpoint: Endpoint;
  readonly cacheDir: string;
  /** The first of `ready` and `fault`. */
  readonly outcome: Promise<EngineReady | EngineFault>;
  readonly exited: Promise<string>;
  readonly messages: unknown[];
}

export async function startEngine(
  options: Pick<EngineStart, 'bundleDir'> & Partial<EngineStart>,
): Promise<RunningEngine> {
  const endpoint = options.endpoint ?? randomEndpoint('engine');
  const cacheDir = options.cacheDir ?? (await mkdtemp(join(tmpdir(), 'sightline-cache-')));
  onTestFinished(() => rm(cacheDir, { recursive: true, force: true }));
  const child = nodeSpawner()('engine');
  const messages: unknown[] = [];
  const exited = new Promise<string>((resolve) => child.onExit(resolve));
  const outcome = new Promise<EngineReady | EngineFault>((resolve, reject) => {
    child.onMessage((message) => {
      messages.push(message);
      const parsed = z.union([engineReadySchema, faultSchema]).safeParse(message);
      if (parsed.success) resolve(parsed.data);
    });
    child.onExit((how) => reject(new Error(`the engine ended before it was ready: ${how}`)));
  });
  // A test that looks only at how the process ends has no use for the outcome.
  outcome.catch(() => undefined);
  child.send({ start: { ...options, endpoint, cacheDir } });
  onTestFinished(() => child.kill());
  return { child, endpoint, cacheDir, outcome, exited, messages };
}

export async function readyEngine(
  options: Pick<EngineStart, 'bundleDir'> & Partial<EngineStart>,
): Promise<RunningEngine & { readonly ready: EngineReady }> {
  const engine = await startEngine(options);
  const outcome = await engine.outcome;
  if (outcome.kind === 'fault') throw new Error(outcome.message);
  return { ...engine, ready: outcome };
}
