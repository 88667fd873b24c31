/** What was said about a sign-in, in a line that is always there: nothing jumps under a finger. */
import { told } from '../words/told.ts';
import { useWords } from '../words/use-words.ts';
import { type Said, waitUntil } from './said.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

export function ErrorNote({ message, remedy }: { readonly message: string; readonly remedy: string | null }) {
  const { t, numbers } = useWords();
  return (
    <p className="sheet-note" role="status">
      <span>{told(t, numbers, message)}</span>
      {remedy ? <strong>{told(t, numbers, remedy)}</strong> : null}
    </p>
  );
}

export function SaidNote({ said }: { readonly said: Said }) {
  const { t } = useWords();
  const seconds = useSecondsLeft(waitUntil(said));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  switch (said.said) {
    case 'nothing':
      return null;
    case 'asking':
      return <p className="sheet-note muted">{t('session.asking')}</p>;
    case 'error':
      return <ErrorNote message={said.error.message} remedy={said.error.remedy ?? null} />;
    case 'wrong':
      return (
        <p className="sheet-note" role="status">
          <span>{t(said.what === 'pin' ? 'session.wrongPin' : 'session.wrongBadge')}</span>
          {seconds > 0 ? <span>{t('session.wait', { time })}</span> : null}
        </p>
      );
    case 'wait':
      return seconds > 0 ? (
        <p className="sheet-note" role="status">
          {t('session.wait', { time })}
        </p>
      ) : null;
  }
}
