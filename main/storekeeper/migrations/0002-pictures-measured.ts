import type { Migration } from './migration.ts';

/** What was measured on a kept picture: limits, drift and retraining can be tried on the past. */
export const picturesMeasured: Migration = {
  number: 2,
  purpose: 'features of the model and readings of the quality gate beside each kept picture',
  sql: `
    -- float32, little-endian
    ALTER TABLE frame ADD COLUMN features BLOB;
    -- JSON: brightness, saturatedShare, blackShare, focus, obstruction
    ALTER TABLE frame ADD COLUMN reading TEXT;
  `,
};
