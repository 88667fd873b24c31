import { describe, expect, test } from 'vitest';
import { retryAfterMs } from '../../../../main/sync/targets/https/retry-after.ts';
import { statusTrouble } from '../../../../main/sync/targets/https/status-trouble.ts';

const nowMs = Date.parse('2026-11-27T10:00:00Z');

function troubleOf(status: number, headers: Record<string, string> = {}, text = '') {
  return statusTrouble({ status, header: (name) => headers[name] ?? null, text }, 'mes:443', nowMs);
}

describe('a status', () => {
  test.each([
    ...[301, 302, 307, 308, 401, 403, 404, 405, 407, 410, 411, 415, 451].map((status) => [status, 'broken']),
    ...[400, 413, 422].map((status) => [status, 'too-large']),
    ...[408, 409, 425, 429, 500, 502, 503, 504, 507].map((status) => [status, 'busy']),
  ] as const)('%i is %s', (status, kind) => {
    const trouble = troubleOf(Number(status));
    expect(trouble.kind).toBe(kind);
    expect(trouble.remedy === null).toBe(kind !== 'broken');
  });

  test('that sends on is not followed, and says where it leads', () => {
    expect(troubleOf(302, { location: 'https://login.example/' }).message).toContain('https://login.example/');
  });

  test('is told with the words of the receiver, but not with its pages', () => {
    const problem = { 'content-type': 'application/problem+json' };
    expect(troubleOf(422, problem, '{"title":"No order","detail":"4711 is closed"}').message).toContain(
      'No order: 4711 is closed',
    );
    expect(troubleOf(500, problem, '{torn').message).toContain('{torn');
    expect(troubleOf(502, { 'content-type': 'text/html' }, '<html>…').message).toContain('Bad Gateway');
  });

  test.each([429, 503, 500, 409])('%i honours Retry-After', (status) => {
    expect(troubleOf(status, { 'retry-after': '7' }).retryAfterMs).toBe(7_000);
    expect(troubleOf(status).retryAfterMs).toBeNull();
  });
});

describe('Retry-After', () => {
  test.each([
    ['7', 7_000],
    ['0', 0],
    ['Fri, 27 Nov 2026 10:01:30 GMT', 90_000],
    ['Fri, 27 Nov 2026 09:00:00 GMT', 0],
    ['999999', 3_600_000],
    ['soon', null],
    ['', null],
    ['-5', null],
  ])('%j is %j ms', (header, ms) => {
    expect(retryAfterMs(header, nowMs)).toBe(ms);
  });
});
