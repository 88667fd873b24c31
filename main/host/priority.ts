/**
 * The line comes first: where the system allows it, the station runs before everything else on the machine.
 *
 * Called before any thread exists, because on Linux each thread has a priority of its own and inherits that of the
 * thread that made it. Child processes inherit it too; the jobs process lowers its own. Most Linux kernels also share
 * the processor evenly between sessions (autogroup, sched(7)), and then a priority counts only within its session: so
 * the session gets it as well.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const priority = constants.priority.PRIORITY_ABOVE_NORMAL;
const sessionPriority = '/proc/self/autogroup';

/** What is raised, each with what it means when the system refuses. */
const raises: readonly Raise[] = [
  {
    raise: () => setPriority(priority),
    refused: 'the station runs at normal priority: the system refused a higher one (in a systemd unit: Nice=-7)',
  },
  {
    // Kernels refuse this in ways of their own: EPERM, EAGAIN (asked too often), EINVAL (a sandbox's).
    raise: () => {
      if (existsSync(sessionPriority)) writeFileSync(sessionPriority, String(priority));
    },
    refused: `the station's session shares the processor evenly with others: the system refused it more (${sessionPriority})`,
  },
];

export interface Raise {
  readonly raise: () => void;
  readonly refused: string;
}

/** @returns what the system refused, for the log. A refusal never keeps a line from running. @throws what is no refusal. */
export function lineFirst(wanted: readonly Raise[] = raises): string[] {
  return wanted.flatMap(({ raise, refused }) => {
    try {
      raise();
      return [];
    } catch (thrown) {
      const said = systemCode(thrown);
      if (said === undefined) throw thrown;
      return [`${refused}: ${said}`];
    }
  });
}

/** What the system said, such as `EACCES`; undefined for an error of our own. Node wraps it for some calls. */
function systemCode(thrown: unknown): string | undefined {
  const { code, info } = thrown as { code?: unknown; info?: { code?: unknown } };
  const said = info?.code ?? code;
  return typeof said === 'string' && /^E[A-Z0-9]+$/.test(said) ? said : undefined;
}
