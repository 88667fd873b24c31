import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrival, Received } from '../../main/mes/received.ts';

function arrival(over: Partial<Arrival>): Arrival {
  return { id: 'a', via: 'http', kind: 'part', part: null, order: null, station: 'line 1', body: '{}', ...over };
}

describe('what the stand-in got', () => {
  test('is counted once an id, however often it comes and in whichever order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (ids) => {
        const received = new Received();
        for (const id of ids) received.take(arrival({ id: String(id) }));
        const different = [...new Set(ids)].map(String);
        expect([...received.ids()]).toEqual(different);
        expect(received.counts().duplicates).toBe(ids.length - different.length);
      }),
    );
  });

  test('tells the same id with another content from a plain repetition', () => {
    const received = new Received();
    expect(received.take(arrival({ body: '{"n":1}' }))).toBe('accepted');
    expect(received.take(arrival({ body: '{"n":1}' }))).toBe('duplicate');
    expect(received.take(arrival({ body: '{"n":2}' }))).toBe('duplicate');
    expect(received.counts()).toMatchObject({ messages: 1, duplicates: 2, changed: 1 });
  });

  test('notices a message that a later one of its part has overtaken, and only of its part', () => {
    const received = new Received();
    received.take(arrival({ id: '1', part: 'one', order: 5 }));
    received.take(arrival({ id: '2', part: 'other', order: 3 }));
    expect(received.counts().overtaken).toBe(0);
    received.take(arrival({ id: '3', part: 'one', order: 4 }));
    expect(received.counts().overtaken).toBe(1);
    // What comes again late is not out of order: it was there in time.
    received.take(arrival({ id: '1', part: 'one', order: 5 }));
    expect(received.counts().overtaken).toBe(1);
  });

  test('notices two stations with one name, which is what two with one configuration have', () => {
    const received = new Received();
    received.take(arrival({ id: '1', station: 'a', stationName: 'line 1' }));
    received.take(arrival({ id: '2', station: 'b', stationName: 'line 2' }));
    received.take(arrival({ id: '3', station: 'a', stationName: 'line 1' }));
    expect(received.counts().sharedNames).toEqual([]);
    received.take(arrival({ id: '4', station: 'c', stationName: 'line 1' }));
    expect(received.counts().sharedNames).toEqual(['line 1']);
  });

  test('keeps the newest contents only, and every id', () => {
    const received = new Received();
    for (let n = 0; n < 2_000; n++) received.take(arrival({ id: String(n) }));
    expect(received.newest()).toHaveLength(200);
    expect(received.newest().at(-1)?.id).toBe('1999');
    expect(received.counts().messages).toBe(2_000);
  });
});
