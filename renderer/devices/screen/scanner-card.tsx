/** Any code, to see what a scanner makes of it. */
import { useState } from 'react';
import { Card } from '../../ui/card.tsx';
import { useWords } from '../../words/use-words.ts';
import { shown } from '../scan-note.tsx';
import { type Scan, useScan } from '../scans.ts';

export function ScannerCard({ isLearning }: { readonly isLearning: boolean }) {
  const { t } = useWords();
  const [last, setLast] = useState<(Scan & { readonly wasLearning: boolean }) | null>(null);
  useScan((scan) => setLast({ ...scan, wasLearning: isLearning }));
  return (
    <Card className="device-scanner" title={t('scanner.title')}>
      {last === null ? (
        <p className="device-nothing muted">{t('scanner.ready')}</p>
      ) : (
        <div aria-live="polite">
          <p className="scanner-code">{shown(last.code)}</p>
          <p className="muted">
            {t('scanner.characters', { count: [...last.code].length })}, {t(`scanner.${last.by}`)}.{' '}
            {last.by === 'station' && !last.wasLearning ? t('scanner.serialToo') : t('scanner.onlyHere')}
          </p>
        </div>
      )}
    </Card>
  );
}
