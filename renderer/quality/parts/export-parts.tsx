/** All found parts as a table for elsewhere. */
import type { Output } from '../../../main/api/slices/index.ts';
import type { PartFilter } from '../../../main/api/slices/quality.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useCall } from '../../connection/use-station.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { fetchFile } from '../fetch-file.ts';

/** Of millions of parts. */
const timeoutMs = 10 * 60_000;

export function ExportParts({ filter }: { readonly filter: PartFilter | null }) {
  const { t, numbers } = useWords();
  const call = useCall();
  const { deed, start } = useDeed<Output<'quality.exportParts'>>();
  const write = (): void => {
    if (filter === null) return;
    start(
      () => call('quality.exportParts', { filter }, { timeoutMs }),
      ({ address }) => fetchFile(address),
    );
  };
  useKeys({ c: write });
  return (
    <>
      <KeyButton keyName="C" shortcut="C" onPress={write}>
        {deed.kind === 'running' ? t('parts.exporting') : t('parts.export')}
      </KeyButton>
      <p className="deed-words" role="status">
        {deed.kind === 'done'
          ? t('parts.exported', { count: deed.value.parts, formatted: numbers.count(deed.value.parts) })
          : null}
        {deed.kind === 'failed' ? t('parts.exportFailed', { why: told(t, numbers, deed.error.message) }) : null}
      </p>
    </>
  );
}
