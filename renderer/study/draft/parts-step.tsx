/** Which parts: suggested from what is stored, or named one by one. */
import { useId, useState } from 'react';
import type { Study, StudyPart } from '../../../main/api/slices/study.ts';
import { useCall } from '../../connection/use-station.ts';
import { Key, KeyButton, letGo } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { Problem } from '../problem.tsx';
import { StudyPicture } from '../study-picture.tsx';
import { useDeed } from '../use-deed.ts';
import { bandCounts } from './band-counts.ts';
import { OnePart } from './one-part.tsx';
import { isRecordId } from './record-id.ts';

/** AIAG: what a study should have. */
export const recommendedParts = 50;

export function PartsStep({ study }: { readonly study: Study }) {
  const { t } = useWords();
  const [open, setOpen] = useState<number | null>(null);
  const part = study.partList.find(({ place }) => place === open);
  return (
    <div className="study-parts">
      <div className="study-parts-main">
        <p className="study-why">{t('study.partsWhy')}</p>
        <Counts study={study} />
        <Adding study={study} />
        {study.partList.length === 0 ? <p className="study-empty muted">{t('study.partsEmpty')}</p> : null}
        <ul className="study-tiles">
          {study.partList.map((one) => (
            <li key={one.place}>
              <Tile part={one} isOpen={one.place === open} onOpen={() => setOpen(one.place)} />
            </li>
          ))}
        </ul>
      </div>
      {part ? <OnePart key={part.place} study={study.id} part={part} onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function Counts({ study }: { readonly study: Study }) {
  const { t } = useWords();
  const bands = bandCounts(study.partList);
  return (
    <p className="study-counts">
      <strong>{t('study.partsCount', { count: study.partList.length, of: recommendedParts })}</strong>
      <span>{t('study.bandGood', { count: bands.good })}</span>
      <span>{t('study.bandBorderline', { count: bands.borderline })}</span>
      <span>{t('study.bandDefect', { count: bands.defect })}</span>
    </p>
  );
}

function Adding({ study }: { readonly study: Study }) {
  const { t } = useWords();
  const call = useCall();
  const deed = useDeed();
  const field = useId();
  const [text, setText] = useState('');
  const [hasNone, setNone] = useState(false);
  const missing = Math.max(0, recommendedParts - study.partList.length);
  const isBad = text.trim() !== '' && !isRecordId(text);
  const suggest = (): void => {
    if (missing === 0) return;
    deed.act(async () => {
      const found = await call('study.suggest', { id: study.id, count: missing });
      setNone(found.length === 0);
      if (found.length > 0) await call('study.addParts', { id: study.id, parts: found.map(({ part }) => part) });
    });
  };
  useKeys({ s: suggest });
  const add = (): void =>
    deed.act(async () => {
      await call('study.addParts', { id: study.id, parts: [text.trim().toLowerCase()] });
      setText('');
    });
  return (
    <>
      <form
        className="study-adding"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRecordId(text)) add();
        }}
      >
        {missing === 0 ? null : (
          <KeyButton keyName="S" shortcut="S" className="accent" onPress={suggest}>
            {t('study.suggest', { count: missing })}
          </KeyButton>
        )}
        <label htmlFor={field} className="study-field study-field-line">
          <span className="muted">{t('study.addById')}</span>
          <input
            id={field}
            value={text}
            spellCheck={false}
            maxLength={60}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="key-button" disabled={!isRecordId(text) || deed.isBusy}>
          <span>{t('study.add')}</span>
          <Key name="↵" />
        </button>
      </form>
      {isBad ? <p className="study-note">{t('study.addBad')}</p> : null}
      {hasNone ? <p className="study-note">{t('study.suggestNone')}</p> : null}
      {deed.error ? <Problem error={deed.error} /> : null}
    </>
  );
}

interface TileProps {
  readonly part: StudyPart;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

function Tile({ part, isOpen, onOpen }: TileProps) {
  const { t } = useWords();
  const again = part.presentations.length - 1;
  const name = t('study.part', { place: part.place });
  return (
    <button
      type="button"
      className="study-tile"
      aria-pressed={isOpen}
      onClick={(event) => {
        letGo(event);
        onOpen();
      }}
    >
      <StudyPicture id={part.picture} alt={name} className="study-tile-picture" />
      <span className="study-tile-name">{name}</span>
      <span className="muted study-tile-note">
        {again > 0 ? t('study.presentedAgain', { count: again }) : (part.serial ?? '')}
      </span>
    </button>
  );
}
