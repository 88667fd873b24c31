/** A PIN by touch or keys: dots instead of digits, keys large enough for gloves, and a calm wait after wrong ones. */
import { type ReactNode, useEffect, useState } from 'react';
import { pinLengths } from '../../main/api/person.ts';
import { Key, letGo } from '../ui/key-button.tsx';
import { useOwnKeys } from '../ui/use-own-keys.ts';
import { useWords } from '../words/use-words.ts';
import { useBadge } from './use-badge.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export interface PinEntryProps {
  readonly title: ReactNode;
  readonly hint: string | null;
  /** Why the last one did not do. */
  readonly problem: string | null;
  /** `performance.now` until which no PIN is looked at; null: now. */
  readonly waitUntilMs: number | null;
  readonly isBusy: boolean;
  readonly doneWord: string;
  readonly onDone: (pin: string) => void;
  readonly onBack: () => void;
  /** Absent: no badge is expected here. */
  readonly onBadge?: (badge: string) => void;
}

export function PinEntry(props: PinEntryProps) {
  const { title, hint, problem, waitUntilMs, isBusy, doneWord, onDone, onBack, onBadge } = props;
  const { t } = useWords();
  const [pin, setPin] = useState('');
  const seconds = useSecondsLeft(waitUntilMs);
  const isClosed = isBusy || seconds > 0;
  const type = (digit: string): void =>
    setPin((before) => (isClosed || before.length >= pinLengths.max ? before : before + digit));
  const done = (): void => {
    if (isClosed || pin === '') return;
    setPin('');
    onDone(pin);
  };
  useBadge((badge) => {
    setPin('');
    onBadge?.(badge);
  });
  useOwnKeys(({ key }) => {
    if (/^[0-9]$/.test(key)) type(key);
    else if (key === 'Backspace') setPin((before) => before.slice(0, -1));
    else if (key === 'ArrowLeft') onBack();
    else if (key === 'Enter' && pin !== '') done();
    // Whoever walks the buttons by keyboard presses them with Enter and Space.
    else return false;
    return true;
  });
  return (
    <div className="pin-entry">
      <header className="sheet-head">
        <BackButton onBack={onBack} />
        <h2>{title}</h2>
      </header>
      <Dots count={pin.length} />
      <p className="pin-says" role="status">
        {seconds > 0 ? <Wait problem={problem} seconds={seconds} /> : (problem ?? hint)}
      </p>
      <div className="keypad" data-closed={isClosed}>
        {digits.map((digit) => (
          <PadKey key={digit} label={digit} isClosed={isClosed} onPress={() => type(digit)} />
        ))}
        <PadKey
          label="⌫"
          name={t('session.erase')}
          isClosed={isClosed}
          onPress={() => setPin((it) => it.slice(0, -1))}
        />
        <PadKey label="0" isClosed={isClosed} onPress={() => type('0')} />
        <PadKey label={doneWord} isDone isClosed={isClosed || pin === ''} onPress={done} />
      </div>
    </div>
  );
}

export function BackButton({ onBack }: { readonly onBack: () => void }) {
  const { t } = useWords();
  return (
    <button
      type="button"
      className="key-button"
      aria-keyshortcuts="ArrowLeft"
      onClick={(event) => {
        letGo(event);
        onBack();
      }}
    >
      <span>{t('session.back')}</span>
      <Key name="←" />
    </button>
  );
}

function Dots({ count }: { readonly count: number }) {
  const { t } = useWords();
  const places = Math.max(pinLengths.min, count);
  return (
    <div className="pin-dots" role="img" aria-label={t('session.digits', { count })}>
      {Array.from({ length: places }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place has nothing but its number
        <span key={index} className="pin-dot" data-filled={index < count} />
      ))}
    </div>
  );
}

function Wait({ problem, seconds }: { readonly problem: string | null; readonly seconds: number }) {
  const { t, numbers } = useWords();
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <>
      {problem ? <span>{problem} </span> : null}
      <span aria-hidden="true">{t('session.wait', { time })}</span>
      {/* Read aloud once, not every second. */}
      <SpokenOnce text={t('session.wait', { time: numbers.count(seconds) })} />
    </>
  );
}

function SpokenOnce({ text }: { readonly text: string }) {
  const [first] = useState(text);
  return <span className="spoken-only">{first}</span>;
}

interface PadKeyProps {
  readonly label: string;
  readonly name?: string;
  readonly isDone?: boolean;
  readonly isClosed: boolean;
  readonly onPress: () => void;
}

function PadKey({ label, name, isDone, isClosed, onPress }: PadKeyProps) {
  const { t } = useWords();
  const [isDown, setDown] = useState(false);
  useEffect(() => {
    if (isClosed) setDown(false);
  }, [isClosed]);
  return (
    <button
      type="button"
      className="pad-key"
      data-done={isDone}
      data-down={isDown}
      aria-label={name}
      disabled={isClosed}
      onPointerDown={() => setDown(true)}
      onPointerUp={() => setDown(false)}
      onPointerLeave={() => setDown(false)}
      onClick={(event) => {
        letGo(event);
        onPress();
      }}
    >
      <span>{label}</span>
      {isDone ? <Key name={t('key.enter')} /> : null}
    </button>
  );
}
