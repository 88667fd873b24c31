/** The history as a file: signed for whoever checks it, a table for whoever reads it. */
import { Card } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { type Chosen, rangeOf } from './groups.ts';
import type { Work } from './use-work.ts';

const monthMs = 30 * 86_400_000;

export function ExportCard({ work, chosen }: { readonly work: Work; readonly chosen: Chosen }) {
  const { t } = useWords();
  const { state } = work.work.export;
  const begin = (format: 'jsonl' | 'csv'): void => {
    const { from, until = Date.now() + 60_000 } = rangeOf(chosen);
    if (state !== 'running') work.export(from ?? until - monthMs, until, format);
  };
  useKeys({ e: () => begin('jsonl'), t: () => begin('csv') });
  return (
    <Card title={t('history.export')} className="history-export">
      <p className="muted">{t('history.exportAbout')}</p>
      <div className="history-buttons">
        <KeyButton keyName="E" shortcut="E" onPress={() => begin('jsonl')}>
          {t('history.exportSigned')}
        </KeyButton>
        <KeyButton keyName="T" shortcut="T" onPress={() => begin('csv')}>
          {t('history.exportTable')}
        </KeyButton>
      </div>
      <div aria-live="polite">
        <Told exported={work.work.export} />
      </div>
    </Card>
  );
}

function Told({ exported }: { readonly exported: Work['work']['export'] }) {
  const { t, numbers } = useWords();
  switch (exported.state) {
    case 'none':
      return null;
    case 'running':
      return <p>{t('history.exporting', { share: numbers.percent(exported.progress) })}</p>;
    case 'failed':
      return <p>{t('history.exportFailed', { why: told(t, numbers, exported.message) })}</p>;
    case 'done': {
      const { file, bytes, entries } = exported.result;
      return (
        <a className="history-file" href={`/exports/${encodeURIComponent(file)}`} download={file}>
          {t('history.exported', { file, size: numbers.bytes(bytes), entries: numbers.count(entries) })}
        </a>
      );
    }
  }
}
