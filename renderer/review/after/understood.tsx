/** Whoever has read it sends it away. */
import { KeyButton } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';

export function Understood({ onUnderstood }: { readonly onUnderstood: () => void }) {
  const { t } = useWords();
  return (
    <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onUnderstood}>
      {t('trouble.understood')}
    </KeyButton>
  );
}
