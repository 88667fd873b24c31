import type { Migration } from './migration.ts';

/** A byte for a part without one; nothing for those that are there. */
export const workOrder: Migration = {
  number: 12,
  purpose: 'the work order of a part, as the MES said it',
  sql: `
    ALTER TABLE part ADD COLUMN work_order TEXT;
  `,
};
