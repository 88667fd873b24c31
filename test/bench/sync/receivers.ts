/** Receivers of the bench: real ones, on this machine. A broker that is not installed is left out, and said. */
import { fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection } from '../../../main/api/slices/sync-target.ts';

export interface Receiver {
  readonly name: string;
  readonly connection: { readonly kind: Connection['kind'] } & Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const mesFile = fileURLToPath(new URL('./mes-process.ts', import.meta.url));

/** The stand-in, in a process of its own so that its work is not the bench's. */
export async function httpsReceiver(): Promise<Receiver> {
  const child = fork(mesFile, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`the MES stand-in ended with ${code}`)));
  });
  const url = `http://127.0.0.1:${port}/v1/inspection-results:batch`;
  return {
    ...{ name: 'HTTPS', connection: { kind: 'https', url }, secrets: {} },
    stop: async () => {
      child.kill();
    },
  };
}

/** The bench removes the folder with its data. */
export async function filesReceiver(parent = tmpdir()): Promise<Receiver> {
  const folder = mkdtempSync(join(parent, 'sightline-sync-bench-files-'));
  const connection = { kind: 'files', folder, keepFreeBytes: 0 } as const;
  return { name: 'files', connection, secrets: {}, stop: async () => undefined };
}
