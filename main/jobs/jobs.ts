/** Entry of the jobs process: work that may wait while the line never does. Started at low priority by the host. */
import sharp from 'sharp';
import { describeIssues, StationError } from '../api/errors.ts';
import { parentChannel, startMessageSchema } from '../process/parent.ts';
import { listenLink } from '../station/link/link.ts';
import { type FromJobs, jobsStartSchema, jobsStopSchema } from '../station/store/picture-protocol.ts';
import { preparePictureFolders } from './picture-file.ts';
import { PictureLink } from './picture-link.ts';

const aliveEveryMs = 1000;

const channel = parentChannel(() => process.exit(0));
const say = (message: FromJobs): void => channel.send(message);
const links = new Set<PictureLink>();
let isStarted = false;

channel.onMessage((message) => {
  if (jobsStopSchema.safeParse(message).success) {
    Promise.all([...links].map((link) => link.idle())).then(() => process.exit(0), fault);
    return;
  }
  const start = startMessageSchema.safeParse(message);
  if (!start.success || isStarted) return;
  isStarted = true;
  begin(start.data.start).catch(fault);
});

async function begin(options: unknown): Promise<void> {
  const start = jobsStartSchema.safeParse(options);
  if (!start.success) throw new StationError('bad-input', `the start message is wrong: ${describeIssues(start.error)}`);
  const { dataDir, endpoint } = start.data;
  // One core at most: engine and pipeline need the others within the frame's time.
  sharp.concurrency(1);
  sharp.cache(false);
  await preparePictureFolders(dataDir);
  await listenLink(endpoint, (link) => {
    const served = new PictureLink(link, dataDir, (text) => say({ kind: 'problem', text }));
    links.add(served);
    // At a stop the pipeline lets go first: what it had asked for is still finished.
    link.onClose(() => void served.idle().then(() => links.delete(served)));
  });
  say({ kind: 'ready' });
  // From a timer of the loop that serves the links: who hears nothing for long has a process that hangs.
  setInterval(() => say({ kind: 'status', detail: 'alive' }), aliveEveryMs);
}

function fault(thrown: unknown): void {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const remedy = thrown instanceof StationError ? thrown.remedy : undefined;
  say({ kind: 'fault', message, remedy: remedy ?? 'Look into the log; start the station again.' });
  // The message must leave before the process does.
  setTimeout(() => process.exit(1), 100);
}
