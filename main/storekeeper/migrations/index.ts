/** All migrations, in order. */
import { firstTables } from './0001-first-tables.ts';
import { picturesMeasured } from './0002-pictures-measured.ts';
import { cameraFrames } from './0003-camera-frames.ts';
import { people } from './0004-people.ts';
import { history } from './0005-history.ts';
import { review } from './0006-review.ts';
import { search } from './0007-search.ts';
import { quality } from './0008-quality.ts';
import { study } from './0009-study.ts';
import { devices } from './0010-devices.ts';
import { sync } from './0011-sync.ts';
import { workOrder } from './0012-work-order.ts';
import type { Migration } from './migration.ts';

export type { Migration };

export const migrations: readonly Migration[] = [
  firstTables,
  picturesMeasured,
  cameraFrames,
  people,
  history,
  review,
  search,
  quality,
  study,
  devices,
  sync,
  workOrder,
];

export const newestVersion = migrations.length;
