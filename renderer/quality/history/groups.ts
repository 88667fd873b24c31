/** Kinds of entries as people look for them. */
export const groups = {
  all: [],
  decisions: ['disposition', 'withdrawal', 'escalation', 'known-part', 'label'],
  rules: ['limits', 'recipe', 'bundle', 'in-use', 'setting'],
  people: ['person', 'sign-in'],
  station: ['run', 'incident', 'clock', 'key', 'cleared', 'dropped', 'export', 'device', 'study'],
  verdicts: ['verdict'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Group = keyof typeof groups;
export const groupNames = Object.keys(groups) as readonly Group[];

/** As the fields have them: days of this machine's calendar, empty for none. */
export interface Chosen {
  readonly group: Group;
  /** UUID; empty: everybody. */
  readonly person: string;
  readonly from: string;
  readonly until: string;
}

export const nothingChosen: Chosen = { group: 'all', person: '', from: '', until: '' };

const dayMs = 86_400_000;

/** Both days included; a day that is none is no condition. */
export function rangeOf({ from, until }: Pick<Chosen, 'from' | 'until'>): { from?: number; until?: number } {
  const start = Date.parse(`${from}T00:00:00`);
  const end = Date.parse(`${until}T00:00:00`);
  return {
    ...(Number.isNaN(start) ? {} : { from: start }),
    ...(Number.isNaN(end) ? {} : { until: end + dayMs }),
  };
}
