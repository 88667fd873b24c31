/** In place of what this person may not see or do: whose it is, and how to get there. */
import type { Role } from '../../main/api/who.ts';
import { KeyButton } from '../ui/key-button.tsx';
import { useWords } from '../words/use-words.ts';
import { openSignIn, useWho } from './who-store.ts';

export interface NoRightsProps {
  /** Who may. */
  readonly roles: readonly Role[];
}

export function NoRights({ roles }: NoRightsProps) {
  const { t, language } = useWords();
  const here = useWho();
  const names = new Intl.ListFormat(language, { type: 'disjunction' }).format(roles.map((role) => t(`role.${role}`)));
  return (
    <section className="no-rights">
      <h2>{t('session.noRightsTitle')}</h2>
      <p>{t('session.noRightsRoles', { roles: names })}</p>
      {here?.person ? (
        <p className="muted">
          {t('session.noRightsYou', { name: here.person.name, role: t(`role.${here.role ?? 'operator'}`) })}
        </p>
      ) : null}
      <KeyButton keyName="F2" shortcut="F2" className="accent" onPress={() => openSignIn()}>
        {t('session.signIn')}
      </KeyButton>
    </section>
  );
}
