/**
 * Entry of the store process: the one place that writes records, so that an fsync never meets a frame.
 *
 * Started by the station's host; the start message names the data folder and where to listen. When the host goes,
 * however it goes, this process commits what it has and exits.
 */
import { describeIssues, StationError } from '../api/errors.ts';
import { parentChannel, startMessageSchema } from '../process/parent.ts';
import { type FromStore, storeStartSchema, storeStopSchema } from '../station/store/store-protocol.ts';
import { openStore, type Store } from './store.ts';

const channel = parentChannel(() => process.exit(store?.stop('host-gone') ?? 0));
const say = (message: FromStore): void => channel.send(message);
let store: Store | null = null;

channel.onMessage((message) => {
  if (storeStopSchema.safeParse(message).success) process.exit(store?.stop('asked') ?? 0);
  const start = startMessageSchema.safeParse(message);
  if (start.success && !store) begin(start.data.start).catch(fault);
});

async function begin(options: unknown): Promise<void> {
  const start = storeStartSchema.safeParse(options);
  if (!start.success) throw new StationError('bad-input', `the start message is wrong: ${describeIssues(start.error)}`);
  store = await openStore(start.data, { say, fail: fault });
  say({ kind: 'ready' });
}

function fault(thrown: unknown): void {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const remedy = thrown instanceof StationError ? thrown.remedy : undefined;
  say({ kind: 'fault', message, remedy: remedy ?? 'Look into the log; start the station again.' });
  // The message must leave before the process does.
  setTimeout(() => process.exit(1), 100);
}
