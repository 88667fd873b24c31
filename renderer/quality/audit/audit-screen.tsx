/** Passed parts, drawn at random, one after the other: did the station let something through? */
import { useEffect, useReducer, useRef, useState } from 'react';
import type { FoundPart, PartPage } from '../../../main/api/slices/quality.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useCall } from '../../connection/use-station.ts';
import { useAction } from '../../devices/actions.ts';
import { useGestures } from '../../review/picture/use-gestures.ts';
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { DeedTrouble } from '../deed-trouble.tsx';
import { ClassButtons } from '../part/class-buttons.tsx';
import { FrameView } from '../part/frame-view.tsx';
import { useZoom } from '../part/use-zoom.ts';
import { partName } from '../parts/part-words.ts';
import { type AuditRound, afterJudging, emptyRound, needsMore, withSample } from './audit-round.ts';

const portion = 20;

type RoundStep = (round: AuditRound) => AuditRound;

export function AuditScreen() {
  const { answer, value, again } = useAnswer('quality.auditSample', { limit: portion });
  const [round, step] = useReducer((before: AuditRound, next: RoundStep) => next(before), emptyRound);
  const part = round.queue[0] ?? null;
  const parts = answer.kind === 'answered' ? answer.value.parts : null;
  useEffect(() => {
    if (parts) step((before) => withSample(before, parts));
  }, [parts]);
  const judged = (id: string, isDefect: boolean): void => {
    const next = afterJudging(round, id, isDefect);
    step((before) => afterJudging(before, id, isDefect));
    if (needsMore(next)) again();
  };
  if (part) {
    return (
      <section className="desk audit">
        <AuditProgress round={round} waiting={value?.waiting ?? 0} />
        <AuditPart key={part.id} part={part} next={round.queue[1] ?? null} onJudged={judged} />
      </section>
    );
  }
  return (
    <section className="desk audit">
      {answer.kind === 'failed' ? <AskTrouble error={answer.error} onAgain={again} /> : null}
      {answer.kind === 'waiting' ? <Skeleton className="plot" /> : null}
      {answer.kind === 'answered' ? <AllAudited round={round} onAgain={again} /> : null}
    </section>
  );
}

function AllAudited({ round, onAgain }: { readonly round: AuditRound; readonly onAgain: () => void }) {
  const { t } = useWords();
  useKeys({ r: onAgain });
  return (
    <div className="desk-notice">
      <p className="notice-title">{t('audit.none')}</p>
      <p className="notice-detail">
        {round.judged.length > 0
          ? t('audit.done', { count: round.judged.length, defects: round.defects })
          : t('audit.noneDetail')}
      </p>
      <KeyButton keyName="R" shortcut="R" onPress={onAgain}>
        {t('audit.again')}
      </KeyButton>
    </div>
  );
}

function AuditProgress({ round, waiting }: { readonly round: AuditRound; readonly waiting: number }) {
  const { t, numbers } = useWords();
  const done = round.judged.length;
  const left = Math.max(round.queue.length, waiting - done);
  return (
    <p className="audit-progress">
      <progress max={Math.max(1, done + left)} value={done} aria-label={t('audit.progress')} />
      <strong>{t('audit.judged', { done: numbers.count(done), all: numbers.count(done + left) })}</strong>
      <span className="muted">{t('audit.defects', { count: round.defects })}</span>
    </p>
  );
}

interface AuditPartProps {
  readonly part: FoundPart;
  /** Its picture is loaded meanwhile. */
  readonly next: FoundPart | null;
  readonly onJudged: (id: string, isDefect: boolean) => void;
}

function AuditPart({ part, next, onJudged }: AuditPartProps) {
  const { t, numbers } = useWords();
  const call = useCall();
  const page = useAnswer('quality.part', { id: part.id }).value;
  const { deed, start } = useDeed<object>();
  const [isChoosing, setChoosing] = useState(false);
  const classes = page?.classes ?? part.scores.map((score) => score.class);
  const judge = (defect: string | null): void => {
    const decision =
      defect === null ? ({ decision: 'good' } as const) : ({ decision: 'defect', class: defect } as const);
    const input = { id: part.id, decisionId: crypto.randomUUID(), kind: 'audit', decision } as const;
    start(
      () => call('quality.decide', input),
      () => onJudged(part.id, defect !== null),
    );
  };
  const chooseDefect = (): void => {
    const [only, ...others] = classes;
    if (only !== undefined && others.length === 0) judge(only);
    else setChoosing(true);
  };
  const nextPicture = next?.picture ?? null;
  useEffect(() => {
    if (nextPicture !== null) new Image().src = `/pictures/${encodeURIComponent(nextPicture)}`;
  }, [nextPicture]);
  useKeys({ j: () => judge(null), f: chooseDefect }, !isChoosing);
  useAction('good', isChoosing ? null : () => judge(null));
  useAction('defect', isChoosing ? null : chooseDefect);
  return (
    <>
      <AuditPicture part={part} page={page} />
      <p className="audit-part">
        <strong>{partName(t, numbers, part)}</strong>
        <span className="muted">
          {numbers.moment(part.at)}
          {' · '}
          {part.recipe}
        </span>
      </p>
      {isChoosing ? (
        <ClassButtons classes={classes} onChoose={judge} onBack={() => setChoosing(false)} />
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
      <DeedTrouble deed={deed} />
    </>
  );
}

/** No regions: what the model thought would lead the eye. */
function AuditPicture({ part, page }: { readonly part: FoundPart; readonly page: PartPage | null }) {
  const { t, numbers } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const frame = page?.frame ?? null;
  const zoom = useZoom(frame ?? { width: 4, height: 3 });
  useGestures(box, (step) => zoom.step({ kind: 'touch', step }));
  useKeys({ ...zoom.keys, '1': undefined });
  return (
    <FrameView
      frame={frame ?? { width: 4, height: 3 }}
      picture={frame ? part.picture : null}
      whyNone={frame ? t('outcome.other') : null}
      alt={t('picture.alt', { part: numbers.count(part.trigger) })}
      zoom={zoom}
      box={box}
    >
      {null}
    </FrameView>
  );
}
