/** The table of rights says what the station enforces: every call is in it, once, with everybody who may make it. */
import { describe, expect, it } from 'vitest';
import { type CallName, calls } from '../../../main/api/slices/index.ts';
import { isAllowed, roles } from '../../../main/api/who.ts';
import { isRightText } from '../../../renderer/people/right-words.ts';
import { rightsRows } from '../../../renderer/people/rights.ts';

const rows = rightsRows();

describe('the table of rights', () => {
  it('has every call in exactly one line', () => {
    expect(rows.flatMap((row) => row.calls).sort()).toEqual(Object.keys(calls).sort());
  });

  it('gives each line to the roles that the station lets make its calls, and to nobody else', () => {
    for (const row of rows) {
      for (const name of row.calls as CallName[]) {
        for (const role of roles) {
          expect(row.roles.includes(role), `${name} for ${role}`).toBe(isAllowed(calls[name].allowed, role));
        }
        expect(row.isOpen, name).toBe(isAllowed(calls[name].allowed, null));
      }
    }
  });

  it('says each line in people’s words', () => {
    expect(rows.map(({ slice, row }) => `${slice}-${row}`).filter((id) => !isRightText(id))).toEqual([]);
  });

  it('keeps calls apart that other people may make, whatever slice they are of', () => {
    const table = {
      'one.a': { allowed: ['quality'] as const },
      'one.b': { allowed: ['operator', 'quality'] as const },
      'two.a': { allowed: ['quality'] as const },
    };
    expect(rightsRows(table).flatMap((row) => row.calls)).toEqual(['one.a', 'one.b', 'two.a']);
  });
});
