import { onTestFinished } from 'vitest';
import { type Child, nodeSpawner } from '../../main/process/spawn.ts';
import { type Endpoint, randomEndpoint } from '../../main/station/link/link.ts';
import { fromJobsSchema } from '../../main/station/store/picture-protocol.ts';

export interface JobsChild {
  readonly child: Child;
  readonly endpoint: Endpoint;
  readonly exited: Promise<string>;
  /** Resolves when it has said once more that it lives. */
  alive(): Promise<void>;
  /** What it said went wrong. */
  readonly problems: readonly string[];
}

/** A jobs process that is ready. */
export async function startJobs(dataDir: string): Promise<JobsChild> {
  const child = nodeSpawner()('jobs', { lowPriority: true });
  const endpoint = randomEndpoint('jobs');
  const exited = new Promise<string>((resolve) => child.onExit(resolve));
  onTestFinished(async () => {
    child.kill();
    await exited;
  });
  const problems: string[] = [];
  let heard: () => void = () => undefined;
  const alive = (): Promise<void> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  const ready = new Promise<void>((resolve, reject) => {
    child.onMessage((message) => {
      const said = fromJobsSchema.parse(message);
      if (said.kind === 'ready') resolve();
      else if (said.kind === 'status') heard();
      else if (said.kind === 'problem') problems.push(said.text);
      else reject(new Error(said.message));
    });
  });
  child.send({ start: { dataDir, endpoint } });
  await ready;
  return { child, endpoint, exited, alive, problems };
}
