/** The stand-in itself: what it counts, shows and answers, and how it misbehaves. */
import { gzipSync } from 'node:zlib';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batchPath, type Mes, startMes } from '../../main/mes/mes.ts';
import { silentLog } from '../../main/station/log/log.ts';

let mes: Mes;
let base: string;
beforeEach(async () => {
  mes = await startMes({ port: 0, log: silentLog });
  base = `http://127.0.0.1:${mes.port}`;
});
afterEach(() => mes.close());

interface Line {
  id: string;
  [name: string]: unknown;
}

function line(over: Partial<Line> = {}): Line {
  return { id: v7(), n: 1, of: 1, sequence: 1, kind: 'part', part: null, station: 'line 1', body: { a: 1 }, ...over };
}

function post(lines: readonly object[], isGzip = true): Promise<Response> {
  const text = lines.map((each) => `${JSON.stringify(each)}\n`).join('');
  return fetch(`${base}${batchPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', ...(isGzip && { 'content-encoding': 'gzip' }) },
    body: isGzip ? new Uint8Array(gzipSync(text)) : text,
  });
}

async function json(path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${base}${path}`, {
    ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

describe('the stand-in', () => {
  test('says of each record what became of it, and counts it once', async () => {
    const one = line();
    const two = line();
    expect(await (await post([one, two])).json()).toEqual({
      results: [
        { id: one.id, status: 'accepted' },
        { id: two.id, status: 'accepted' },
      ],
    });
    expect(await (await post([two], false)).json()).toEqual({ results: [{ id: two.id, status: 'duplicate' }] });
    expect(await json('/received')).toMatchObject({
      ...{ messages: 2, duplicates: 1, changed: 0, overtaken: 0, byKind: { part: 2 }, byStation: { 'line 1': 2 } },
      newest: [{ id: one.id, via: 'http', body: { a: 1 } }, { id: two.id }],
    });
    expect(await (await fetch(`${base}/received/ids`)).text()).toBe(`${one.id}\n${two.id}`);
  });

  test('names stations that share a name', async () => {
    await post([
      line({ station: 'a', body: { station: 'line <1>' } }),
      line({ station: 'b', body: { station: 'line <1>' } }),
    ]);
    expect(mes.received.counts().sharedNames).toEqual(['line <1>']);
    expect(await (await fetch(base)).text()).toContain('More than one station calls itself line &lt;1&gt;');
  });

  test('keeps each body of a message, and answers for the message once', async () => {
    const { id } = line();
    const answer = await post([line({ id, n: 1, of: 2 }), line({ id, n: 2, of: 2 })]);
    expect(await answer.json()).toEqual({ results: [{ id, status: 'accepted' }] });
    expect([...mes.received.ids()]).toEqual([`${id}/1`, `${id}/2`]);
  });

  test('shows what it got to people, without believing it', async () => {
    await post([line({ body: { note: '<script>alert(1)</script>' } })]);
    const page = await (await fetch(base)).text();
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
  });

  test.each([
    ['no gzip', new Uint8Array([1, 2, 3])],
    ['torn NDJSON', new Uint8Array(gzipSync('{"id":'))],
    ['a record without an id', new Uint8Array(gzipSync('{"kind":"part","body":{}}\n'))],
  ])('refuses %s with words', async (_words, body) => {
    const response = await fetch(`${base}${batchPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ title: expect.stringMatching(/gzip|line 1/) });
    expect(mes.received.counts().messages).toBe(0);
  });

  test.each([
    [{ is: 'conflict' }, 409],
    [{ is: 'too-large', most: 0 }, 413],
    [{ is: 'patience', seconds: 9 }, 429],
    [{ is: 'error' }, 500],
    [{ is: 'poison', mark: 'line' }, 422],
    [{ is: 'slow', slowMs: 10 }, 200],
    [{ is: 'garbage' }, 200],
  ])('misbehaves as told (%j), so often as told', async (misbehaviour, status) => {
    expect(await json('/misbehave', { ...misbehaviour, times: 1 })).toMatchObject(misbehaviour);
    const response = await post([line()]);
    expect(response.status).toBe(status);
    if (misbehaviour.is === 'patience') expect(response.headers.get('retry-after')).toBe('9');
    if (misbehaviour.is === 'garbage') expect(await response.text()).toContain('<html>');
    expect(await json('/misbehave')).toMatchObject({ is: 'none' });
    expect((await post([line()])).status).toBe(200);
  });

  test('loses an answer after it has stored, and closes before it has', async () => {
    await json('/misbehave', { is: 'lost', times: 1 });
    await expect(post([line()])).rejects.toThrow();
    expect(mes.received.counts().messages).toBe(1);
    await json('/misbehave', { is: 'closes', times: 1 });
    await expect(post([line()])).rejects.toThrow();
    expect(mes.received.counts().messages).toBe(1);
  });

  test('refuses or puts off every second record', async () => {
    const lines = [line(), line(), line()];
    await json('/misbehave', { is: 'half-refused', times: 1 });
    const statuses = async (): Promise<string[]> => {
      const { results } = (await (await post(lines)).json()) as { results: { status: string }[] };
      return results.map(({ status }) => status);
    };
    expect(await statuses()).toEqual(['accepted', 'refused', 'accepted']);
    await json('/misbehave', { is: 'half-again', times: 1 });
    expect(await statuses()).toEqual(['duplicate', 'again', 'duplicate']);
    expect(await statuses()).toEqual(['duplicate', 'accepted', 'duplicate']);
    expect(mes.received.counts()).toMatchObject({ messages: 3, refused: 1 });
  });

  test('does not know how to misbehave in ways that it has not learned', async () => {
    expect(await json('/misbehave', { is: 'rudely' })).toMatchObject({ title: expect.stringContaining('is:') });
  });

  test('answers whether a unit may be inspected, as it was told to', async () => {
    expect(await json('/ask', { serial: 'A', recipe: 'board' })).toEqual({
      ...{ isReleased: true, reason: null, workOrder: null, recipe: null },
    });
    await json('/answers', {
      otherwise: { workOrder: 'WO-1' },
      bySerial: { B: { isReleased: false, reason: 'scrap' } },
    });
    expect(await json('/ask', { serial: 'A' })).toMatchObject({ isReleased: true, workOrder: 'WO-1' });
    expect(await json('/ask', { serial: 'B' })).toMatchObject({ isReleased: false, reason: 'scrap', workOrder: null });
    expect(await json('/answers')).toMatchObject({ asked: 3 });
  });

  test('lets in who shows the token only, where there is one', async () => {
    const guarded = await startMes({ port: 0, authorization: 'Bearer s3cret', log: silentLog });
    try {
      const url = `http://127.0.0.1:${guarded.port}${batchPath}`;
      const headers = { 'content-type': 'application/x-ndjson' };
      expect((await fetch(url, { method: 'POST', headers, body: '' })).status).toBe(401);
      const shown = { ...headers, authorization: 'Bearer s3cret' };
      expect(await (await fetch(url, { method: 'POST', headers: shown, body: '' })).json()).toEqual({ results: [] });
    } finally {
      await guarded.close();
    }
  });

  test('says which port is in use', async () => {
    await expect(startMes({ port: mes.port, log: silentLog })).rejects.toThrow(`port ${mes.port} is in use`);
  });
});
