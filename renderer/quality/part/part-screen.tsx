/** One part: its pictures, everything that is known of it, and what people said; and the place to say something oneself. */
import { useEffect, useState } from 'react';
import type { PartPage } from '../../../main/api/slices/quality.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { Notice } from '../../live/notice.tsx';
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { partName } from '../parts/part-words.ts';
import { RelabelScreen } from '../relabel/relabel-screen.tsx';
import { JudgePart } from './judge-part.tsx';
import { PartFacts } from './part-facts.tsx';
import { PartHistory } from './part-history.tsx';
import { PartPictures } from './part-pictures.tsx';
import { SaidOfPart } from './said-of-part.tsx';

export interface PartScreenProps {
  readonly id: string;
  readonly onBack: () => void;
  /** To the part before (-1) or after (1) it among those that were found. */
  readonly onLeaf: (step: -1 | 1) => void;
}

export function PartScreen({ id, onBack, onLeaf }: PartScreenProps) {
  const { t } = useWords();
  const { answer, value: part, again } = useAnswer('quality.part', { id });
  const [frameIndex, setFrameIndex] = useState<number | null>(null);
  const [isRelabelling, setRelabelling] = useState(false);
  const frame = part ? shownFrame(part, frameIndex) : null;
  const mayRelabel = frame !== null && frame.picture !== null;
  useKeys(
    {
      Escape: onBack,
      n: () => onLeaf(1),
      p: () => onLeaf(-1),
      e: mayRelabel ? () => setRelabelling(true) : undefined,
    },
    !isRelabelling,
  );
  if (part && frame && isRelabelling) {
    return (
      <RelabelScreen
        part={part}
        frame={frame}
        onLeave={() => setRelabelling(false)}
        onSaved={() => {
          setRelabelling(false);
          again();
        }}
      />
    );
  }
  return (
    <section className="part-page" aria-label={t('part.page')}>
      <header className="part-head">
        <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onBack}>
          {t('part.back')}
        </KeyButton>
        <PartTitle part={part} />
        <div className="parts-actions">
          <KeyButton keyName="P" shortcut="P" onPress={() => onLeaf(-1)}>
            {t('part.before')}
          </KeyButton>
          <KeyButton keyName="N" shortcut="N" onPress={() => onLeaf(1)}>
            {t('part.after')}
          </KeyButton>
        </div>
      </header>
      {part ? (
        <div className="part-body">
          {frame ? (
            <PartPictures
              part={part}
              frame={frame}
              onFrame={setFrameIndex}
              onRelabel={mayRelabel ? () => setRelabelling(true) : null}
            />
          ) : (
            <Notice title={t('picture.noneTitle')} detail={t('outcome.noFrame')} />
          )}
          <div className="part-side">
            <SaidOfPart part={part} />
            <JudgePart key={part.dispositions.length} part={part} onJudged={again} />
            <PartFacts part={part} frame={frame} />
            <PartHistory history={part.history} />
          </div>
        </div>
      ) : answer.kind === 'failed' ? (
        <AskTrouble error={answer.error} onAgain={again} />
      ) : (
        <LoadingPart />
      )}
    </section>
  );
}

function PartTitle({ part }: { readonly part: PartPage | null }) {
  const { t, numbers } = useWords();
  const name = part ? partName(t, numbers, part) : null;
  useEffect(() => {
    if (name === null) return;
    const before = document.title;
    document.title = name;
    return () => {
      document.title = before;
    };
  }, [name]);
  if (!part) return <Skeleton className="title" />;
  return (
    <h2 className="part-title">
      <VerdictShape verdict={part.verdict} />
      <strong>{t(`verdict.${part.verdict}`)}</strong>
      <span>{name}</span>
      <small className="muted">
        {numbers.date(part.at)}
        {' · '}
        {numbers.exactTime(part.at)}
        {' · '}
        {part.recipe}
      </small>
    </h2>
  );
}

/** The one that was chosen; else the one that decided the verdict. A part without a frame has none. */
function shownFrame(part: PartPage, chosen: number | null): PartPage['frames'][number] | null {
  return (
    part.frames.find(({ frameIndex }) => frameIndex === chosen) ??
    part.frames.find(({ picture }) => picture !== null && picture === part.picture) ??
    part.frames.find(({ verdict }) => verdict === part.verdict) ??
    part.frames[0] ??
    null
  );
}

function LoadingPart() {
  return (
    <div className="part-body" aria-hidden="true">
      <div className="part-pictures">
        <Skeleton className="plot" />
      </div>
      <div className="part-side">
        <Skeleton className="line" />
        <Skeleton className="line" />
        <Skeleton className="line" />
      </div>
    </div>
  );
}
