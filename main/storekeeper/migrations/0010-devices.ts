import type { Migration } from './migration.ts';

export const devices: Migration = {
  number: 10,
  purpose: 'what the buttons of pedals and boxes do',
  sql: `
    CREATE TABLE device_binding (
      id INTEGER PRIMARY KEY,
      -- 'vendor:product' of a HID device, or 'keys' for one that types
      device TEXT NOT NULL,
      -- what it says when pressed: hexadecimal report, or name of a key
      signal TEXT NOT NULL,
      action TEXT NOT NULL,
      UNIQUE (device, signal)
    ) STRICT;
  `,
};
