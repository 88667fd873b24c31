/** What was scanned, and what became of it: a line at the foot of the screen for a few seconds. */
import { useEffect } from 'react';
import { useWords } from '../words/use-words.ts';

export interface ScanNoteWords {
  readonly code: string;
  /**
   * The serial of the next part; the same, though it was typed into a field; taken by what is shown, likewise; nothing,
   * because the station does not take it from here.
   */
  readonly became: 'serial' | 'serial-not-text' | 'taken' | 'nothing';
}

const shownMs = 6_000;
const mostCharacters = 60;

export function ScanNote({ note, onGone }: { readonly note: ScanNoteWords | null; readonly onGone: () => void }) {
  const { t } = useWords();
  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(onGone, shownMs);
    return () => clearTimeout(timer);
  }, [note, onGone]);
  return (
    <output className="scan-note-place" aria-live="polite">
      {note ? (
        <p className="scan-note">
          <svg viewBox="0 0 24 24" className="rail-icon" aria-hidden="true">
            <path d="M3 6v12M6.5 6v12M10 6v12M12.5 6v12M16 6v12M18 6v12M21 6v12" />
          </svg>
          <strong>{shown(note.code)}</strong>
          <span>{t(`scanNote.${note.became}`)}</span>
        </p>
      ) : null}
    </output>
  );
}

/** Separators and other characters that cannot be seen become blanks. */
export function shown(code: string): string {
  const text = code.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}
