import { expect, it } from 'vitest';
import { isReady, type Readiness } from '../../../main/station/pipeline/readiness.ts';

const well: Readiness = { sees: true, judges: true, canRecord: true, oldestWaitingMs: 4_999 };

it.each<[string, Partial<Readiness>, boolean]>([
  ['is ready while it sees, judges and records', {}, true],
  ['is not ready without a camera', { sees: false }, false],
  ['is not ready without an engine', { judges: false }, false],
  ['is not ready while the store says that it cannot record', { canRecord: false }, false],
  ['is not ready when a record waits for five seconds, whatever the store says', { oldestWaitingMs: 5_000 }, false],
])('the line %s', (_, parts, ready) => {
  expect(isReady({ ...well, ...parts })).toBe(ready);
});
