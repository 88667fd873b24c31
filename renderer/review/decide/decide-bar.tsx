/** Good, defect, not sure: one touch or key each; a defect is named from large buttons. */
import { useEffect, useState } from 'react';
import type { Decision, UnderReview } from '../../../main/api/slices/review.ts';
import { useAction } from '../../devices/actions.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { classWord } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { pressedAtMs } from '../keys/pressed-at.ts';
import { DecideButton } from './decide-button.tsx';

export interface DecideBarProps {
  readonly part: UnderReview;
  readonly isEnabled: boolean;
  /** @param pressedAtMs monotonic */
  readonly onDecide: (decision: Decision, pressedAtMs: number) => void;
}

export function DecideBar(props: DecideBarProps) {
  const { part } = props;
  const [choosingFor, setChoosingFor] = useState<string | null>(null);
  const isChoosing = choosingFor === part.id;
  return isChoosing ? (
    <ClassChooser {...props} onBack={() => setChoosingFor(null)} />
  ) : (
    <Choices {...props} onDefect={() => setChoosingFor(part.id)} />
  );
}

function Choices({ part, isEnabled, onDecide, onDefect }: DecideBarProps & { readonly onDefect: () => void }) {
  const { t } = useWords();
  const isAskable = part.stage === 'operator';
  const good = (atMs: number): void => onDecide({ decision: 'good' }, atMs);
  const notSure = (atMs: number): void => onDecide({ decision: 'not-sure' }, atMs);
  useKeys(
    {
      j: (event) => good(pressedAtMs(event)),
      f: onDefect,
      k: isAskable ? (event) => notSure(pressedAtMs(event)) : undefined,
    },
    isEnabled,
  );
  useAction('good', isEnabled ? () => good(performance.now()) : null);
  useAction('defect', isEnabled ? onDefect : null);
  useAction('not-sure', isEnabled && isAskable ? () => notSure(performance.now()) : null);
  return (
    <div className="decide" role="toolbar" aria-label={t('review.decide')}>
      <DecideButton kind="good" keyName="J" isDisabled={!isEnabled} onPress={good}>
        {t('review.good')}
      </DecideButton>
      <DecideButton kind="defect" keyName="F" isDisabled={!isEnabled} onPress={onDefect}>
        {t('review.defect')}
      </DecideButton>
      {isAskable ? (
        <DecideButton kind="not-sure" keyName="K" isDisabled={!isEnabled} onPress={notSure}>
          {t('review.notSure')}
        </DecideButton>
      ) : null}
    </div>
  );
}

const digits = 9;
/** More than these need a second row, also on a small screen. */
const manyClasses = 4;

function ClassChooser({ part, isEnabled, onDecide, onBack }: DecideBarProps & { readonly onBack: () => void }) {
  const { t } = useWords();
  const choose = (name: string | undefined, atMs: number): void => {
    if (name === undefined) return;
    onBack();
    onDecide({ decision: 'defect', class: name }, atMs);
  };
  // A part that is lost meanwhile is not named either.
  useEffect(() => {
    if (!isEnabled) onBack();
  }, [isEnabled, onBack]);
  const [first] = part.classes;
  const byDigit = Object.fromEntries(
    part.classes
      .slice(0, digits)
      .map((name, index) => [`${index + 1}`, (event: KeyboardEvent) => choose(name, pressedAtMs(event))]),
  );
  useKeys(
    {
      ...byDigit,
      f: (event) => choose(first, pressedAtMs(event)),
      Enter: (event) => {
        // Whoever has walked to another button by Tab means that one.
        const focused = document.activeElement?.closest<HTMLButtonElement>('.decide button');
        if (focused) focused.click();
        else choose(first, pressedAtMs(event));
      },
      Escape: onBack,
    },
    isEnabled,
  );
  useAction('defect', () => choose(first, performance.now()));
  useAction('undo', onBack);
  return (
    <div
      className="decide choosing"
      role="toolbar"
      aria-label={t('review.whichDefect')}
      data-many={part.classes.length > manyClasses}
    >
      {part.classes.map((name, index) => (
        <DecideButton
          key={name}
          kind="class"
          isFirst={index === 0}
          keyName={index === 0 ? '1 · F' : index < digits ? `${index + 1}` : null}
          isDisabled={!isEnabled}
          onPress={(atMs) => choose(name, atMs)}
        >
          {classWord(t, name)}
        </DecideButton>
      ))}
      <DecideButton kind="back" keyName={t('key.escape')} isDisabled={false} onPress={onBack}>
        {t('review.back')}
      </DecideButton>
    </div>
  );
}
