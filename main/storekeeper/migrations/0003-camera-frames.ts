import type { Migration } from './migration.ts';

/**
 * How the camera numbers and dates a part, so that it can be matched with the counters of the camera and of the PLC.
 * No index: whoever looks for one comes from a time, and `part` is in the order of time.
 */
export const cameraFrames: Migration = {
  number: 3,
  purpose: "the camera's number and time of each part's first frame, and the time of each kept frame",
  sql: `
    -- Of the part's first frame; NULL where no frame came.
    ALTER TABLE part ADD COLUMN frame_id INTEGER;
    -- The camera's own clock, nanoseconds since what it counts from; NULL where it tells none.
    ALTER TABLE part ADD COLUMN device_ns INTEGER;
    ALTER TABLE frame ADD COLUMN device_ns INTEGER;
  `,
};
