/** The table of rights, made of the calls themselves: what the station enforces is what the table says. */
import { calls } from '../../main/api/slices/index.ts';
import { type Allowed, isAllowed, may, type Role, roles } from '../../main/api/who.ts';

export interface RightsRow {
  /** `review.judge`: what whoever may judge can do at the review. */
  readonly id: string;
  readonly slice: string;
  readonly row: string;
  readonly roles: readonly Role[];
  /** Also at a desk where nobody has signed in. */
  readonly isOpen: boolean;
  readonly calls: readonly string[];
}

/** Calls that the same people may make, slice by slice. */
export function rightsRows(
  table: Readonly<Record<string, { readonly allowed: Allowed }>> = calls,
): readonly RightsRow[] {
  const rows = Map.groupBy(Object.entries(table), ([name, { allowed }]) => `${sliceOf(name)}.${rowOf(allowed)}`);
  return [...rows].map(([id, entries]) => {
    const allowed = entries[0]?.[1].allowed ?? 'anyone';
    const [slice = '', row = ''] = id.split('.');
    return {
      ...{ id, slice, row },
      roles: roles.filter((role) => isAllowed(allowed, role)),
      isOpen: allowed === 'anyone',
      calls: entries.map(([name]) => name),
    };
  });
}

function sliceOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

/** By who they are, not by the name under which a slice has them. */
function rowOf(allowed: Allowed): string {
  const same = Object.entries(may).find(([, others]) => JSON.stringify(others) === JSON.stringify(allowed));
  return same?.[0] ?? 'others';
}
