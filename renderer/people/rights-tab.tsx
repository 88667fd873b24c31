/** Who may do what, in people's words; a line for all that the same people may do. */
import { type Role, roles } from '../../main/api/who.ts';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { useWords } from '../words/use-words.ts';
import { rightWords } from './right-words.ts';
import { rightsRows } from './rights.ts';

const rows = rightsRows();

export function RightsTab() {
  const { t } = useWords();
  return (
    <div className="rights-tab">
      <p className="muted">{t('people.rightsWhy')}</p>
      <table className="rights">
        <thead>
          <tr>
            <th scope="col">{t('people.right')}</th>
            <th scope="col">{t('people.nobody')}</th>
            {roles.map((role) => (
              <th key={role} scope="col">
                {t(`role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-right={row.id}>
              <th scope="row">{rightWords(row, t)}</th>
              <Cell isAllowed={row.isOpen} />
              {roles.map((role: Role) => (
                <Cell key={role} isAllowed={row.roles.includes(role)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ isAllowed }: { readonly isAllowed: boolean }) {
  const { t } = useWords();
  return (
    <td data-allowed={isAllowed}>
      {isAllowed ? <VerdictShape verdict="pass" /> : <span aria-hidden="true">–</span>}
      <span className="spoken-only">{t(isAllowed ? 'people.allowed' : 'people.notAllowed')}</span>
    </td>
  );
}
