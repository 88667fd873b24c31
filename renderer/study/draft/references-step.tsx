/** What each part really is, said by an expert; the station's opinion is not shown here either. */
import { useState } from 'react';
import type { Study } from '../../../main/api/slices/study.ts';
import type { Reference } from '../../../main/api/slices/study-result.ts';
import { useCall } from '../../connection/use-station.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { DecisionButtons } from '../decision-buttons.tsx';
import { Problem } from '../problem.tsx';
import { useDeed } from '../use-deed.ts';
import { Zoomable } from '../zoomable.tsx';

export function ReferencesStep({ study }: { readonly study: Study }) {
  const { t } = useWords();
  const call = useCall();
  const deed = useDeed();
  const { partList } = study;
  const [at, setAt] = useState(() => Math.max(0, firstOpen(partList, 0)));
  const part = partList[Math.min(at, partList.length - 1)];
  const move = (by: number): void => setAt(Math.min(partList.length - 1, Math.max(0, at + by)));
  useKeys({ ArrowLeft: () => move(-1), ArrowRight: () => move(1) });
  if (!part) return <p className="study-empty muted">{t('study.referencesNoParts')}</p>;
  const decide = (reference: Reference): void =>
    deed.act(async () => {
      await call('study.setReference', { id: study.id, place: part.place, reference });
      const open = firstOpen(partList, at + 1);
      setAt(open < 0 ? Math.min(partList.length - 1, at + 1) : open);
    });
  const given = partList.filter(({ reference }) => reference !== null).length;
  return (
    <div className="study-references">
      <p className="study-why">{t('study.referencesWhy')}</p>
      <div className="study-reference-line">
        <strong>{t('study.part', { place: part.place })}</strong>
        <span>
          {part.reference === null
            ? t('study.referenceNone')
            : t('study.referenceIs', {
                reference: t(part.reference === 'good' ? 'study.good' : 'study.defect'),
                name: part.expert?.name ?? '',
              })}
        </span>
        <span className="muted">{t('study.referencesCount', { count: given, of: partList.length })}</span>
        <progress
          value={given}
          max={partList.length}
          aria-label={t('study.referencesCount', { count: given, of: partList.length })}
        />
      </div>
      <Zoomable id={part.picture} />
      {deed.error ? <Problem error={deed.error} /> : null}
      <div className="study-reference-keys">
        <KeyButton keyName="←" shortcut="ArrowLeft" onPress={() => move(-1)}>
          {t('study.earlier')}
        </KeyButton>
        <DecisionButtons isOff={deed.isBusy} chosen={part.reference} onDecide={decide} />
        <KeyButton keyName="→" shortcut="ArrowRight" onPress={() => move(1)}>
          {t('study.later')}
        </KeyButton>
      </div>
    </div>
  );
}

/** The next part without a reference, from here on and then from the first; -1 when every part has one. */
function firstOpen(parts: Study['partList'], from: number): number {
  const isOpen = ({ reference }: Study['partList'][number]): boolean => reference === null;
  const after = parts.findIndex((part, index) => index >= from && isOpen(part));
  // The part that is being answered is still open in this list.
  return after >= 0 ? after : parts.findIndex((part, index) => index < from - 1 && isOpen(part));
}
