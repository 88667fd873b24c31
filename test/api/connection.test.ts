import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClient } from '../../main/api/client.ts';
import { connectionPair } from '../../main/api/connection.ts';
import { decodeMessage, encodeMessage } from '../../main/api/encoding.ts';
import type { StationError } from '../../main/api/errors.ts';
import { connectionContract } from '../contract/connection.ts';

connectionContract('an in-memory pair', async () => {
  const [server, client] = connectionPair();
  return { server, client, stop: async () => client.close() };
});

test('a message of the station that cannot be understood is told, not swallowed', async () => {
  const [server, end] = connectionPair();
  const faults: StationError[] = [];
  const told = Promise.withResolvers<void>();
  createClient(end, {
    onFault: (error) => {
      faults.push(error);
      if (faults.length === 3) told.resolve();
    },
  });
  server.send({ body: { t: 'event', name: 'live.future', data: 1 } });
  server.send({ body: { t: 'event', name: 'live.parts', data: { parts: 'none' } } });
  server.send({ body: 'hello' });
  await told.promise;
  expect(faults.map((fault) => fault.code)).toEqual(['not-found', 'bad-input', 'bad-input']);
});

test('any message survives the binary encoding', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.option(fc.uint8Array({ minLength: 1 }), { nil: undefined }), (body, payload) => {
      const sent = JSON.parse(JSON.stringify(body)) as unknown;
      const message = payload ? { body: sent, payload } : { body: sent };
      expect(decodeMessage(encodeMessage(message))).toEqual(message);
    }),
  );
});

test('bytes that are no message are refused as bad input, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      try {
        decodeMessage(bytes);
      } catch (thrown) {
        expect(thrown).toMatchObject({ name: 'StationError', code: 'bad-input' });
      }
    }),
  );
});
