/** Where a quality engineer says what a part is: a second opinion, the last word in a dispute, or an audit. */
import { useRef, useState } from 'react';
import type { PartPage } from '../../../main/api/slices/quality.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useCall } from '../../connection/use-station.ts';
import { go } from '../../shell/place.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { ClassButtons } from './class-buttons.tsx';
import { judgingOf } from './judging.ts';

export interface JudgePartProps {
  readonly part: PartPage;
  readonly onJudged: () => void;
}

export function JudgePart({ part, onJudged }: JudgePartProps) {
  const { t, numbers } = useWords();
  const call = useCall();
  const { deed, start } = useDeed<object>();
  const [isChoosing, setChoosing] = useState(false);
  const comment = useRef<HTMLTextAreaElement>(null);
  const { kind } = judgingOf(part);
  const mayJudge = kind !== 'waits' && kind !== 'nothing';
  const judge = (defect: string | null): void => {
    if (!mayJudge) return;
    const decisionId = crypto.randomUUID();
    const decision =
      defect === null ? ({ decision: 'good' } as const) : ({ decision: 'defect', class: defect } as const);
    const words = comment.current?.value ?? '';
    start(() => call('quality.decide', { id: part.id, decisionId, kind, decision, comment: words }), onJudged);
  };
  const chooseDefect = (): void => {
    const [only, ...others] = part.classes;
    if (only !== undefined && others.length === 0) judge(only);
    else setChoosing(true);
  };
  useKeys({ j: () => judge(null), f: chooseDefect, c: () => comment.current?.focus() }, mayJudge && !isChoosing);
  if (kind === 'nothing') return null;
  if (kind === 'waits') {
    return (
      <section className="side-card">
        <p>{t('part.waitsInReview')}</p>
        <KeyButton keyName="W" shortcut="W" onPress={() => go('review')}>
          {t('part.toReview')}
        </KeyButton>
        <ToReviewKey />
      </section>
    );
  }
  return (
    <section className="side-card judge" data-kind={kind}>
      <h2>{t(`judging.${kind}`)}</h2>
      {isChoosing ? (
        <ClassButtons classes={part.classes} onChoose={judge} onBack={() => setChoosing(false)} />
      ) : (
        <div className="judge-buttons">
          <KeyButton keyName="J" shortcut="J" className="judge-button" onPress={() => judge(null)}>
            {t('decision.good')}
          </KeyButton>
          <KeyButton keyName="F" shortcut="F" className="judge-button" onPress={chooseDefect}>
            {t('decision.defect')}
          </KeyButton>
        </div>
      )}
      <label className="comment-field">
        <span>{t('part.comment')}</span>
        <textarea ref={comment} rows={2} maxLength={2000} aria-keyshortcuts="C" />
      </label>
      {deed.kind === 'failed' ? (
        <p className="field-trouble" role="alert">
          {told(t, numbers, deed.error.message)}
          {deed.error.remedy === undefined ? null : ` ${told(t, numbers, deed.error.remedy)}`}
        </p>
      ) : null}
    </section>
  );
}

function ToReviewKey() {
  useKeys({ w: () => go('review') });
  return null;
}
