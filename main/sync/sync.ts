/**
 * Entry of the sync process: brings every message of the outbox to every target. Started at low priority by the host.
 *
 * It has no state of its own: what is under way is frozen in the store, so that it may be killed at any moment.
 */
import { describeIssues, StationError } from '../api/errors.ts';
import { parentChannel, startMessageSchema } from '../process/parent.ts';
import { systemClock } from '../station/clock.ts';
import { createStoreQueries } from '../station/store/store-queries.ts';
import { type FromSync, syncStartSchema, toSyncSchema } from '../station/sync/protocol.ts';
import { createRender } from './mapping/render.ts';
import { systemAfter } from './sender/rest.ts';
import { SyncProcess } from './sync-process.ts';
import { targetTypes } from './targets/target-types.ts';

const channel = parentChannel(() => process.exit(0));
const say = (message: FromSync): void => channel.send(message);
let sync: SyncProcess | null = null;

channel.onMessage((raw) => {
  const start = startMessageSchema.safeParse(raw);
  if (start.success && start.data.start !== undefined && !sync) {
    begin(start.data.start);
    return;
  }
  const message = toSyncSchema.safeParse(raw);
  if (!message.success)
    say({ kind: 'problem', text: `the station said something unknown: ${describeIssues(message.error)}` });
  else if (message.data.kind === 'stop') void end();
  else sync?.hear(message.data);
});

function begin(options: unknown): void {
  const start = syncStartSchema.safeParse(options);
  if (!start.success) {
    fault(new StationError('bad-input', `the start message is wrong: ${describeIssues(start.error)}`));
    return;
  }
  sync = new SyncProcess({
    ...{ start: start.data, store: createStoreQueries(), types: targetTypes, createRender, say },
    ...{ clock: systemClock, after: systemAfter, random: Math.random },
  });
  say({ kind: 'ready' });
}

async function end(): Promise<void> {
  await sync?.close();
  process.exit(0);
}

function fault(thrown: unknown): void {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  say({ kind: 'fault', message, remedy: 'Look into the log; start the station again.' });
  // The message must leave before the process does.
  setTimeout(() => process.exit(1), 100);
}
