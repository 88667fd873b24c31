/** Handlers for tests of the carriers: every call is refused but those that the test gives. */

import { StationError } from '../../main/api/errors.ts';
import type { Handlers } from '../../main/api/server.ts';
import type { Output } from '../../main/api/slices/index.ts';
import { calls } from '../../main/api/slices/index.ts';

export function handlersWith(given: Partial<Handlers>): Handlers {
  const refused = Object.keys(calls).map((name) => [
    name,
    () => Promise.reject(new StationError('unavailable', `${name} is not part of this test`)),
  ]);
  return { ...Object.fromEntries(refused), ...given } as Handlers;
}

export const helloOutput: Output<'session.hello'> = {
  station: 'Test bench',
  version: '1.2.3',
  language: 'de',
  timeZone: 'Europe/Berlin',
  runId: '0199aa00-0000-7000-8000-000000000001',
  demo: true,
};

export const previewOutput: Output<'live.preview'> = {
  sequence: 7,
  trigger: 3,
  frameIndex: 0,
  at: 1_760_000_000_000,
  width: 640,
  height: 480,
  verdict: 'pass',
  regions: [],
  placed: null,
};
