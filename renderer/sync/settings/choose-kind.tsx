/** Which language the receiver of a new target speaks. */
import { type TargetKind, targetKinds } from '../../../main/api/slices/sync-target.ts';
import { may } from '../../../main/api/who.ts';
import { NoRights } from '../../session/no-rights.tsx';
import { useIsAllowed } from '../../session/who-store.ts';
import { Key, KeyButton, letGo } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';

export interface ChooseKindProps {
  readonly onChoose: (kind: TargetKind) => void;
  readonly onBack: () => void;
}

/** Digits are the tabs'. */
const keyOf: Readonly<Record<TargetKind, string>> = { https: 'H', cfx: 'C', mqtt: 'Q', sparkplug: 'B', files: 'F' };

export function ChooseKind({ onChoose, onBack }: ChooseKindProps) {
  const { t } = useWords();
  const isAllowed = useIsAllowed(may.maintain);
  const choices = Object.fromEntries(targetKinds.map((kind) => [keyOf[kind].toLowerCase(), () => onChoose(kind)]));
  useKeys({ ...(isAllowed ? choices : {}), Escape: onBack });
  if (!isAllowed) return <NoRights roles={may.maintain} />;
  return (
    <section className="sync">
      <header className="sync-head">
        <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onBack}>
          {t('targetForm.back')}
        </KeyButton>
        <h2>{t('targetForm.choose')}</h2>
      </header>
      <ul className="kind-choices">
        {targetKinds.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              className="kind-choice"
              aria-keyshortcuts={keyOf[kind]}
              onClick={(event) => {
                letGo(event);
                onChoose(kind);
              }}
            >
              <span>
                <strong>{t(`targetKind.${kind}`)}</strong>
                <span className="muted">{t(`targetKindAbout.${kind}`)}</span>
              </span>
              <Key name={keyOf[kind]} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
