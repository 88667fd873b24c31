/** A part's picture, which opens the part; it reaches over all of its row or card that is no button of its own. */
import type { FoundPart } from '../../../main/api/slices/quality.ts';
import { letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { PartThumb } from './part-thumb.tsx';
import { partName } from './part-words.ts';

export interface OpenButtonProps {
  readonly part: Pick<FoundPart, 'id' | 'picture' | 'verdict' | 'trigger' | 'serial'>;
  /** Only the chosen part is a stop of the tab key; arrows lead to the others. */
  readonly isStop: boolean;
  readonly onOpen: () => void;
}

export function OpenButton({ part, isStop, onOpen }: OpenButtonProps) {
  const { t, numbers } = useWords();
  const name = partName(t, numbers, part);
  return (
    <button
      type="button"
      className="open-part"
      data-part={part.id}
      tabIndex={isStop ? 0 : -1}
      onClick={(event) => {
        letGo(event);
        onOpen();
      }}
    >
      <span className="spoken-only">{t('parts.open', { part: name, verdict: t(`verdict.${part.verdict}`) })}</span>
      <PartThumb part={part} />
    </button>
  );
}

/** The chosen part takes the keyboard with it, unless that is busy elsewhere. */
export function focusPart(list: HTMLElement | null, id: string | undefined): void {
  const now = document.activeElement;
  const isFree = now === null || now === document.body || now.matches('.open-part');
  if (!list || id === undefined || !isFree) return;
  list.querySelector<HTMLElement>(`.open-part[data-part="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}
