/**
 * The last 30 parts. They do not run: each keeps its place until the part thirty later takes it, as on a heart monitor,
 * so that a finger finds the part it aims at. A line marks the newest. While the picture is held, so is the strip.
 */
import { useEffect, useRef, useState } from 'react';
import { letGo } from '../ui/key-button.tsx';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { reasonSentence } from '../words/reason-words.ts';
import { useWords } from '../words/use-words.ts';
import { useLive, useLiveParts, useView } from './live-context.ts';
import { stripLength } from './merge-parts.ts';
import { createThumbnails, type Thumbnails } from './thumbnails.ts';

const slots = Array.from({ length: stripLength }, (_, index) => index);

export function PartStrip() {
  const { t } = useWords();
  const client = useLive((state) => state.client, Object.is);
  const [thumbnails] = useState(createThumbnails);
  const isEmpty = useLive((state) => state.parts.length === 0);
  useEffect(() => thumbnails.use(client), [client, thumbnails]);
  return (
    <section className="strip" aria-label={t('strip.label')}>
      <ol className="strip-slots">
        {slots.map((slot) => (
          <Slot key={slot} slot={slot} thumbnails={thumbnails} />
        ))}
      </ol>
      {isEmpty ? <p className="strip-empty">{t('strip.empty')}</p> : null}
    </section>
  );
}

function Slot({ slot, thumbnails }: { readonly slot: number; readonly thumbnails: Thumbnails }) {
  const { t, numbers } = useWords();
  const { actions } = useLiveParts();
  const frozen = useView((state) => (state.looking.at === 'live' ? null : state.looking.parts));
  const chosen = useView((state) => (state.looking.at === 'part' ? state.looking.part.id : null));
  const living = useLive((state) => state.parts.find((candidate) => slotOf(candidate.trigger) === slot), Object.is);
  const newest = useLive((state) => state.parts.at(-1)?.trigger ?? 0);
  const part = frozen ? frozen.find((candidate) => slotOf(candidate.trigger) === slot) : living;
  const isNewest = part !== undefined && part.trigger === (frozen ? frozen.at(-1)?.trigger : newest);
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = part?.id;
  useEffect(() => {
    if (id !== undefined && canvas.current) return thumbnails.show(id, canvas.current);
    return undefined;
  }, [id, thumbnails]);
  if (!part) return <li className="slot" />;
  const first = part.reasons[0];
  return (
    <li className="slot">
      <button
        type="button"
        className="slot-button"
        data-verdict={part.verdict}
        data-newest={isNewest}
        data-part={part.trigger}
        aria-pressed={chosen === part.id}
        aria-label={t('strip.slot', {
          part: numbers.count(part.trigger),
          verdict: t(`verdict.${part.verdict}`),
          reason: first ? reasonSentence(t, numbers, first) : t('reason.pass'),
        })}
        onClick={(event) => {
          letGo(event);
          actions.lookAt(part);
        }}
      >
        <canvas ref={canvas} className="slot-picture" data-drawn="false" />
        <VerdictShape verdict={part.verdict} className="slot-shape" />
      </button>
    </li>
  );
}

function slotOf(trigger: number): number {
  return (trigger - 1) % stripLength;
}
