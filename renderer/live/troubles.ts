/** Everything that needs a person, most urgent first, each with what to do. A calm station has none. */
import type { LiveStatus } from '../../main/api/slices/live.ts';
import type { LinkState } from '../connection/station-link.ts';
import { ageWords } from '../words/ages.ts';
import { en } from '../words/en.ts';
import type { Numbers } from '../words/numbers.ts';
import { told, twoSentences } from '../words/told.ts';
import type { Say } from '../words/words.ts';
import { unaccounted } from './ledger-sum.ts';

export interface Trouble {
  /** The same as long as it lasts. */
  readonly id: string;
  /** `urgent`: nothing is judged or recorded any more. */
  readonly level: 'urgent' | 'warning';
  readonly title: string;
  readonly detail: string | null;
  readonly remedy: string | null;
  /** Station's wall clock; null for what lasts now. */
  readonly at: number | null;
  /** False for what goes by itself and must stay in sight until then. */
  readonly mayBeUnderstood: boolean;
}

export interface Circumstances {
  readonly link: LinkState;
  readonly status: LiveStatus | null;
  readonly statusCameAtMs: number;
  readonly nowMs: number;
}

export function troublesOf(seen: Circumstances, t: Say, numbers: Numbers): readonly Trouble[] {
  const link = linkTrouble(seen, t);
  // With the connection gone the rest is known to be old: only the connection is spoken of.
  if (link) return [link];
  if (!seen.status) return [];
  const found = [
    sumTrouble(seen.status, t, numbers),
    cameraTrouble(seen.status, t, numbers),
    engineTrouble(seen.status, t, numbers),
    storeTrouble(seen.status, t, numbers),
    ...incidentTroubles(seen.status, t, numbers),
  ].filter((trouble) => trouble !== null);
  return [...found.filter(({ level }) => level === 'urgent'), ...found.filter(({ level }) => level === 'warning')];
}

function trouble(
  id: string,
  level: Trouble['level'],
  words: readonly [title: string, detail: string | null, remedy: string | null],
): Trouble {
  return { id, level, title: words[0], detail: words[1], remedy: words[2], at: null, mayBeUnderstood: true };
}

function linkTrouble({ link, status, statusCameAtMs, nowMs }: Circumstances, t: Say): Trouble | null {
  if (link.kind === 'refused') {
    const words = [t('trouble.refusedTitle'), t('trouble.refusedDetail'), t('trouble.refusedRemedy')] as const;
    return { ...trouble('link', 'urgent', words), mayBeUnderstood: false };
  }
  if (link.kind !== 'lost') return null;
  const age = ageWords(t, nowMs - (status ? statusCameAtMs : link.sinceMs));
  const seconds = Math.max(0, Math.ceil((link.retryAtMs - nowMs) / 1000));
  const words = [
    t('trouble.linkTitle'),
    t('trouble.linkDetail', { age }),
    t('trouble.linkRemedy', { seconds }),
  ] as const;
  return { ...trouble('link', 'warning', words), mayBeUnderstood: false };
}

function sumTrouble({ run }: LiveStatus, t: Say, numbers: Numbers): Trouble | null {
  const missing = unaccounted(run);
  if (missing === 0) return null;
  const detail = t('trouble.sumDetail', { count: missing, triggers: numbers.count(run.triggers) });
  return trouble('sum', 'urgent', [t('trouble.sumTitle'), detail, t('trouble.sumRemedy')]);
}

function cameraTrouble({ camera }: LiveStatus, t: Say, numbers: Numbers): Trouble | null {
  const [detail, remedy] = [camera.detail, camera.remedy].map((text) => text && told(t, numbers, text));
  if (camera.state === 'lost') {
    const words = [t('trouble.cameraLostTitle'), detail ?? null, remedy ?? t('trouble.cameraRemedy')] as const;
    return trouble('camera:lost', 'urgent', words);
  }
  if (camera.state !== 'fault') return null;
  const words = [t('trouble.cameraFaultTitle'), detail ?? null, remedy ?? t('trouble.cameraFaultRemedy')] as const;
  return trouble('camera:fault', 'urgent', words);
}

function engineTrouble({ engine }: LiveStatus, t: Say, numbers: Numbers): Trouble | null {
  if (engine.state === 'restarting') {
    return trouble('engine:restarting', 'warning', [
      t('trouble.engineRestartTitle'),
      t('trouble.engineRestartDetail'),
      null,
    ]);
  }
  if (engine.state !== 'fault') return null;
  const detail = joined(t, t('trouble.engineFaultDetail'), engine.detail && told(t, numbers, engine.detail));
  return trouble('engine:fault', 'urgent', [t('trouble.engineFaultTitle'), detail, t('trouble.engineFaultRemedy')]);
}

function storeTrouble({ store }: LiveStatus, t: Say, numbers: Numbers): Trouble | null {
  const remedy = t('trouble.diskRemedy');
  switch (store.state) {
    case 'pictures-stopped':
      return trouble('store:pictures-stopped', 'warning', [
        t('trouble.diskPicturesTitle'),
        t('trouble.diskPicturesDetail'),
        remedy,
      ]);
    case 'reserve':
      return trouble('store:reserve', 'urgent', [
        t('trouble.diskReserveTitle'),
        t('trouble.diskReserveDetail'),
        remedy,
      ]);
    case 'full':
      return trouble('store:full', 'urgent', [t('trouble.diskFullTitle'), t('trouble.diskFullDetail'), remedy]);
    case 'fault': {
      const why = store.detail && told(t, numbers, store.detail);
      const detail = joined(t, t('trouble.diskFaultDetail', { waiting: numbers.count(store.waiting) }), why);
      return trouble('store:fault', 'urgent', [t('trouble.diskFaultTitle'), detail, t('trouble.diskFaultRemedy')]);
    }
    default:
      return null;
  }
}

/** Incidents that tell the beginning of a state; while it lasts the state itself is spoken of. */
const stateOfIncident: Readonly<Record<string, LiveStatus['store']['state']>> = {
  'pictures-stopped': 'pictures-stopped',
  'disk-reserve': 'reserve',
  'disk-full': 'full',
  'store-fault': 'fault',
};

function incidentTroubles({ incidents, store }: LiveStatus, t: Say, numbers: Numbers): readonly Trouble[] {
  const past = incidents.filter(({ kind }) => stateOfIncident[kind] !== store.state);
  return past.map((incident) => ({
    id: `incident:${incident.id}`,
    level: 'warning',
    title: incidentTitle(t, incident.kind),
    detail: told(t, numbers, incident.detail),
    remedy: incident.kind === 'disk-recovered' ? null : t('incident.remedy'),
    at: incident.at,
    mayBeUnderstood: true,
  }));
}

/** What happened, in a few words; a kind of a newer station is something that happened. */
export function incidentTitle(t: Say, kind: string): string {
  return t(`incident.${isKnownIncident(kind) ? kind : 'other'}`);
}

function isKnownIncident(kind: string): kind is Exclude<keyof typeof en.incident, 'remedy' | 'other'> {
  return kind !== 'remedy' && Object.hasOwn(en.incident, kind);
}

function joined(t: Say, sentence: string, more: string | null): string {
  return more ? twoSentences(t, sentence, more) : sentence;
}
