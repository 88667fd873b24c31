/** What came of earlier decisions and of a scan: told calmly, beside the part that is decided now. */

import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { type Entry, understood } from '../desk/outbox.ts';
import { desk, useDesk } from '../desk/review-desk.ts';
import { decisionWords } from './decision-words.tsx';
import { KnownCard } from './known-card.tsx';
import { Understood } from './understood.tsx';

export function AfterCards({ hasKeys }: { readonly hasKeys: boolean }) {
  const revealed = useDesk((state) => state.revealed);
  const scan = useDesk((state) => state.scan);
  const refused = useDesk(({ outbox }) => outbox.find(({ sending }) => sending.at === 'refused') ?? null);
  const dismiss = (): void => {
    if (refused) desk.change((state) => ({ ...state, outbox: understood(state.outbox, refused.decisionId) }));
    else if (scan) desk.change((state) => ({ ...state, scan: null }));
    else desk.change((state) => ({ ...state, revealed: null }));
  };
  const isThere = refused !== null || scan !== null || revealed !== null;
  useKeys({ Escape: dismiss }, hasKeys && isThere);
  if (refused) return <RefusedCard entry={refused} onUnderstood={dismiss} />;
  if (scan) return <ScanCard text={scan.text} found={scan.found} onUnderstood={dismiss} />;
  if (revealed) return <KnownCard entry={revealed.entry} known={revealed.known} onUnderstood={dismiss} />;
  return null;
}

function RefusedCard({ entry, onUnderstood }: { readonly entry: Entry; readonly onUnderstood: () => void }) {
  const { t, numbers } = useWords();
  const { sending, part } = entry;
  if (sending.at !== 'refused') return null;
  const values = { label: part.label, decision: decisionWords(t, entry) };
  const title = sending.what === 'undo' ? t('review.undoRefused', values) : t('review.refused', values);
  return (
    <section className="card after-card" role="status" data-kind="refused">
      <p className="after-title">
        <VerdictShape verdict="review" />
        <strong>{title}</strong>
      </p>
      <p>{sending.code === 'conflict' ? t('review.refusedConflict') : told(t, numbers, sending.message)}</p>
      <Understood onUnderstood={onUnderstood} />
    </section>
  );
}

interface ScanCardProps {
  readonly text: string;
  readonly found: boolean;
  readonly onUnderstood: () => void;
}

const mostLetters = 40;

function ScanCard({ text, found, onUnderstood }: ScanCardProps) {
  const { t } = useWords();
  const code = text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text;
  return (
    <section className="card after-card" role="status" data-kind="scan">
      <p className="after-title">
        <strong>{t('review.scanTitle', { code })}</strong>
      </p>
      <p>{found ? t('review.scanFound') : t('review.scanNotFound')}</p>
      <Understood onUnderstood={onUnderstood} />
    </section>
  );
}
