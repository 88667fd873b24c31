/** One entry in words: when, who, what, old and new, why. */
import type { ListedEntry } from '../../../main/api/slices/history.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { entryKindWords } from '../entry-words.ts';
import { type Change, changesOf } from './changes.ts';
import { useMoment } from './use-moment.ts';

const changesShown = 4;
/** What the station does by itself; all else was done by a person, named or not. */
const ofStation = new Set([
  'verdict',
  'setup',
  'run',
  'in-use',
  'incident',
  'clock',
  'key',
  'cleared',
  'dropped',
  'escalation',
]);
const subjects = ['name', 'person', 'recipe', 'study', 'device', 'file', 'what', 'verdict'] as const;

export function EntryRow({ entry }: { readonly entry: ListedEntry }) {
  const { t, numbers } = useWords();
  const moment = useMoment();
  const { why } = entry.body;
  return (
    <li className="entry-row">
      <span className="entry-number number">{entry.entry}</span>
      <time className="entry-when number" dateTime={new Date(entry.at).toISOString()}>
        {moment(entry.at)}
      </time>
      <span className="entry-who">{useWhoSays(entry)}</span>
      <span className="entry-what">
        <strong>{entryKindWords(t, entry.kind)}</strong>
        <About entry={entry} />
      </span>
      <Changes entry={entry} />
      <span className="entry-why">{typeof why === 'string' ? told(t, numbers, why) : ''}</span>
    </li>
  );
}

function useWhoSays({ by, kind }: ListedEntry): string {
  const { t } = useWords();
  if (by) return by.name ?? t('history.somebody');
  return ofStation.has(kind) ? t('history.station') : t('history.unnamed');
}

function About({ entry }: { readonly entry: ListedEntry }) {
  const { t } = useWords();
  const subject = subjects.map((key) => entry.body[key]).find((value) => typeof value === 'string');
  const about = [
    ...(typeof subject === 'string' ? [subject] : []),
    ...(entry.part === null ? [] : [t('history.part', { id: entry.part.slice(-12) })]),
  ];
  return about.length === 0 ? null : <span className="muted">{about.join(', ')}</span>;
}

function Changes({ entry }: { readonly entry: ListedEntry }) {
  const { t } = useWords();
  const moment = useMoment();
  const changes = changesOf(entry.body);
  const more = changes.length - changesShown;
  const text = (value: string): string => (entry.kind === 'clock' ? moment(Number(value)) : short(value));
  const arrow = ({ old, new: made }: Change): string => {
    if (old === null) return text(made ?? '');
    return t('history.arrow', { old: text(old), new: made === null ? t('history.nothing') : text(made) });
  };
  return (
    <span className="entry-change">
      {changes.slice(0, changesShown).map((change) => (
        <span key={change.path}>
          {change.path === '' ? null : <span className="muted">{change.path} </span>}
          {arrow(change)}
        </span>
      ))}
      {more > 0 ? <span className="muted">{t('history.moreChanges', { count: more })}</span> : null}
    </span>
  );
}

/** Of a hash or a key the beginning is enough to tell it from another. */
function short(value: string): string {
  return /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 12)}…` : value;
}
