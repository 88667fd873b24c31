/** Whatever befalls a station and its stick, in any succession: the receiver has every message, each once. */
import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { importFolder } from '../../../../main/cli/import/import-folder.ts';
import { Imported } from '../../../../main/cli/import/imported.ts';
import { openStationKey } from '../../../../main/storekeeper/history/station-key.ts';
import { filesTarget } from '../../../../main/sync/targets/files/index.ts';
import type { TargetType, Transport } from '../../../../main/sync/transport.ts';
import { FilledStore } from '../filled-store.ts';
import { contextOf, type Sending, startSending } from '../sending.ts';

type Fault = 'none' | 'killed' | 'torn' | 'pulled' | 'carried-off' | 'imported';
const faults = fc.array(fc.constantFrom<Fault>('none', 'killed', 'torn', 'pulled', 'carried-off', 'imported'), {
  minLength: 1,
  maxLength: 8,
});

/** Closes nothing when it ends, as a process that is killed. */
function asKilled(left: Transport[]): TargetType<Parameters<typeof filesTarget.connect>[0]['connection']> {
  return {
    ...filesTarget,
    connect: (context) => {
      const transport = filesTarget.connect(context);
      left.push(transport);
      return {
        ...{ limits: transport.limits, address: transport.address },
        send: (batch, signal) => transport.send(batch, signal),
        test: (signal) => transport.test(signal),
        close: async () => undefined,
      };
    },
  };
}

test('every message is imported once through any succession of faults', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(faults, async (succession) => {
      const root = await mkdtemp(join(tmpdir(), 'sightline-succession-'));
      const folder = join(root, 'stick');
      const receiver = join(root, 'receiver');
      await mkdir(folder);
      await mkdir(receiver);
      openStationKey(root, 0);
      const left: Transport[] = [];
      const store = new FilledStore();
      const connection = filesSettingsSchema.parse({ kind: 'files', folder, messagesPerFile: 8, keepFreeBytes: 0 });
      const start = (): Sending => startSending(asKilled(left), contextOf(connection, { dataDir: root }), store);
      const importAll = async (from: string): Promise<void> => {
        const to = await Imported.open(join(root, 'imported.ndjson'));
        const files = await importFolder({ folder: from, to, keys: [] }).finally(() => to.close());
        expect(files.filter(({ isSuspect }) => isSuspect)).toEqual([]);
      };
      let sending = start();
      try {
        for (const fault of succession) {
          store.fill(5);
          await sending.settled();
          if (fault === 'imported') await importAll(folder);
          else if (fault === 'carried-off') {
            // Growing or not: somebody takes all files along.
            for (const name of await recordsIn(folder)) await rename(join(folder, name), join(receiver, name));
          } else if (fault === 'pulled') {
            await rename(folder, join(root, 'pocket'));
            store.fill(3);
            await sending.becomes('waiting');
            await rename(join(root, 'pocket'), folder);
          } else if (fault !== 'none') {
            await sending.close();
            const partial = (await recordsIn(folder)).find((name) => name.endsWith('.partial'));
            if (fault === 'torn' && partial !== undefined) await appendFile(join(folder, partial), '{"id":"0190\n{"se');
            sending = start();
          }
        }
        await sending.settled();
        await importAll(folder);
        await importAll(receiver);
        const lines = (await readFile(join(root, 'imported.ndjson'), 'utf8')).trimEnd().split('\n');
        expect(lines.map((line) => JSON.parse(line).id).toSorted()).toEqual(store.ids.toSorted());
      } finally {
        await sending.close();
        await rm(root, { recursive: true });
        // With their folder gone, they have nothing to close but what they hold open.
        for (const transport of left) await transport.close();
      }
    }),
    { numRuns: 25 },
  );
});

async function recordsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.includes('.ndjson'));
}
