/** Was anything changed? The head to note, the check, and what it came to in plain words. */
import { useState } from 'react';
import type { CheckFinding, CheckReport, HistoryHead } from '../../../main/api/slices/history.ts';
import { anchorSchema } from '../../../main/api/slices/history.ts';
import { Card, Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import type { Work } from './use-work.ts';

export function CheckCard({ work, refused, check }: Work) {
  const { t, numbers } = useWords();
  const [anchor, setAnchor] = useState('');
  const isWrong = anchor.trim() !== '' && !anchorSchema.safeParse(anchor).success;
  const isRunning = work.check.state === 'running';
  const begin = (): void => {
    if (!isWrong && !isRunning) check(anchor);
  };
  useKeys({ c: begin });
  return (
    <Card title={t('history.check')} className="history-check">
      <p className="muted">{t('history.checkAbout')}</p>
      <label className="history-field">
        <span>{t('history.anchor')}</span>
        <input
          value={anchor}
          onChange={({ target }) => setAnchor(target.value)}
          spellCheck={false}
          aria-invalid={isWrong}
        />
      </label>
      {isWrong ? <p role="alert">{t('history.anchorWrong')}</p> : null}
      <KeyButton keyName="C" shortcut="C" className="accent" onPress={begin}>
        {work.check.state === 'running'
          ? t('history.checking', { share: numbers.percent(work.check.progress) })
          : t('history.check')}
      </KeyButton>
      <div aria-live="polite" className="history-result">
        {refused === null ? null : <p>{told(t, numbers, refused)}</p>}
        {work.check.state === 'failed' ? (
          <p>{t('history.checkFailed', { why: told(t, numbers, work.check.message) })}</p>
        ) : null}
        {work.check.state === 'done' ? <Result report={work.check.result} at={work.check.at} /> : null}
      </div>
    </Card>
  );
}

function Result({ report, at }: { readonly report: CheckReport; readonly at: number }) {
  const { t, numbers } = useWords();
  const { isSound, anchoredAt, findings, findingCount, notes, noteCount } = report;
  const verdict = !isSound
    ? t('history.wrong', { count: findingCount })
    : anchoredAt === null
      ? t('history.sound')
      : t('history.soundAnchor', { entry: numbers.count(anchoredAt) });
  return (
    <>
      <p className="history-verdict" data-level={isSound ? undefined : 'urgent'}>
        <VerdictShape verdict={isSound ? 'pass' : 'fail'} />
        <strong>{verdict}</strong>
      </p>
      <Sentences list={findings} count={findingCount} />
      <p className="muted">
        {t('history.looked', {
          entries: numbers.count(report.entries),
          segments: numbers.count(report.segments),
          parts: numbers.count(report.parts),
          seconds: numbers.fixed(report.elapsedMs / 1000, 1),
          at: numbers.time(at),
        })}
      </p>
      {notes.length > 0 ? <h3>{t('history.note')}</h3> : null}
      <Sentences list={notes} count={noteCount} />
    </>
  );
}

function Sentences({ list, count }: { readonly list: readonly CheckFinding[]; readonly count: number }) {
  const { t, numbers } = useWords();
  if (list.length === 0) return null;
  return (
    <ul className="history-sentences">
      {list.map(({ text }) => (
        <li key={text}>{told(t, numbers, text)}</li>
      ))}
      {count > list.length ? <li>{t('history.moreFound', { count: count - list.length })}</li> : null}
    </ul>
  );
}

export function HeadCard({ head }: { readonly head: HistoryHead | null }) {
  const { t, numbers } = useWords();
  const [copied, setCopied] = useState<string | null>(null);
  const text = head === null ? null : `${head.entry}:${head.hash}`;
  const copy = (): void => {
    if (text !== null)
      void navigator.clipboard.writeText(text).then(
        () => setCopied(text),
        () => setCopied(null),
      );
  };
  useKeys({ h: copy });
  return (
    <Card title={t('history.head')} className="history-head">
      <p className="muted">{t('history.headAbout')}</p>
      {head === null ? <Skeleton className="word" /> : <output className="history-hash number">{text}</output>}
      {head === null ? null : (
        <span className="muted">
          {t('history.headAt', { entry: numbers.count(head.entry), segments: numbers.count(head.segments) })}
        </span>
      )}
      <KeyButton keyName="H" shortcut="H" onPress={copy}>
        {text !== null && copied === text ? t('history.copied') : t('history.copy')}
      </KeyButton>
    </Card>
  );
}
