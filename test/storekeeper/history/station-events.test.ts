import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { Item } from '../../../main/storekeeper/commit-group.ts';
import { temporaryFolder } from '../store-child.ts';
import { aHistory } from './a-history.ts';

const event = { what: 'state', old: 'idle', new: 'working', oldMs: 1 };
const note = (): Item => ({
  kind: 'command',
  name: 'noteStationEvent',
  input: { id: v7(), at: 0, event },
  answered: () => undefined,
});

it('messages about events of the station are sound while the events are there, and strays without them', () => {
  const history = aHistory(temporaryFolder());
  history.commit([note(), note()]);
  expect(history.check().findings).toEqual([]);
  history.db.exec('DELETE FROM station_event WHERE id = 1');
  expect(history.check().findings).toMatchObject([{ what: 'message' }]);
});
