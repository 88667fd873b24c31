/** Who is at this screen, at the right end of the header. Touching it leads to signing in and out. */
import { Key, letGo } from '../ui/key-button.tsx';
import { useSelect } from '../ui/store.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useNow } from '../ui/use-now.ts';
import { useWords } from '../words/use-words.ts';
import { openSignIn, session, useWho } from './who-store.ts';

/** Only this close to its end is it worth a look. */
const soonMs = 30_000;

export function PersonChip() {
  const { t } = useWords();
  const here = useWho();
  useKeys({ F2: () => openSignIn() });
  if (!here) return null;
  const role = here.role ?? 'operator';
  return (
    <button
      type="button"
      className="key-button person-chip"
      aria-keyshortcuts="F2"
      onClick={(event) => {
        letGo(event);
        openSignIn();
      }}
    >
      <span className="person-words">
        <span className="person-name">{here.person?.name ?? t('role.operator')}</span>
        {here.person ? <PersonLine role={t(`role.${role}`)} idleMs={here.idleMinutes * 60_000} /> : null}
      </span>
      <span className="spoken-only">{t('session.chip')}</span>
      <Key name="F2" />
    </button>
  );
}

/** The role; shortly before the screen returns to operator level, that instead. */
function PersonLine({ role, idleMs }: { readonly role: string; readonly idleMs: number }) {
  const { t } = useWords();
  const returnsAtMs = useSelect(session, (state) => state.returnsAtMs);
  useNow(1_000, returnsAtMs !== null);
  const leftMs = returnsAtMs === null ? Number.POSITIVE_INFINITY : returnsAtMs - performance.now();
  if (leftMs > Math.min(soonMs, idleMs / 3)) return <span className="person-role">{role}</span>;
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return (
    <span className="person-role" data-soon="true">
      {t('session.returns', { seconds })}
    </span>
  );
}
