/**
 * What every carrier of the API must do, tried over a real client and a real server: one suite, each implementation.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClient } from '../../main/api/client.ts';
import type { Connection } from '../../main/api/connection.ts';
import { StationError } from '../../main/api/errors.ts';
import { createEventHub, type Handlers, maxRunningCalls, serveApi } from '../../main/api/server.ts';
import { handlersWith, helloOutput, previewOutput } from '../support/api.ts';

export interface ConnectedPair {
  /** The station's end. */
  readonly server: Connection;
  /** The screen's end. */
  readonly client: Connection;
  stop(): Promise<void>;
}

export function connectionContract(carrier: string, connect: () => Promise<ConnectedPair>): void {
  describe(`a connection over ${carrier}`, () => {
    let pair: ConnectedPair;
    beforeEach(async () => {
      pair = await connect();
    });
    afterEach(async () => {
      await pair.stop();
    });

    const serve = (handlers: Partial<Handlers>, onFault?: (name: string, thrown: unknown) => void) =>
      serveApi(pair.server, handlersWith(handlers), { checkOutputs: true, ...(onFault ? { onFault } : {}) });

    test('answers a call with its output', async () => {
      serve({ 'session.hello': async () => helloOutput });
      expect(await createClient(pair.client).call('session.hello', {})).toEqual(helloOutput);
    });

    test('keeps what the client sends before the station listens', async () => {
      const answer = createClient(pair.client).call('session.hello', {});
      serve({ 'session.hello': async () => helloOutput });
      expect(await answer).toEqual(helloOutput);
    });

    test('carries bytes beside an answer unchanged', async () => {
      const payload = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256);
      serve({ 'live.preview': async () => ({ output: previewOutput, payload }) });
      const answer = await createClient(pair.client).callBinary('live.preview', { after: 6 });
      expect(answer.output).toEqual(previewOutput);
      expect(Buffer.from(answer.payload).equals(Buffer.from(payload))).toBe(true);
    });

    test('answers many calls at once, each caller with its own', async () => {
      serve({
        'live.preview': async ({ after }) => ({
          output: { ...previewOutput, sequence: after + 1 },
          payload: Uint8Array.of(after),
        }),
      });
      const client = createClient(pair.client);
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, after) => client.callBinary('live.preview', { after })),
      );
      expect(answers.map((answer) => [answer.output.sequence, answer.payload[0]])).toEqual(
        Array.from({ length: 40 }, (_, after) => [after + 1, after]),
      );
    });

    test('carries an error with its code, sentence and remedy', async () => {
      serve({
        'live.trigger': async () => {
          throw new StationError('not-allowed', 'the camera runs free', { remedy: 'choose a recipe with trigger' });
        },
      });
      await expect(createClient(pair.client).call('live.trigger', {})).rejects.toMatchObject({
        name: 'StationError',
        code: 'not-allowed',
        message: 'the camera runs free',
        remedy: 'choose a recipe with trigger',
      });
    });

    test('refuses an input that is not of its schema and names the field', async () => {
      serve({ 'live.preview': async () => ({ output: previewOutput, payload: new Uint8Array(1) }) });
      const wrong = { after: 'six' } as unknown as { after: number };
      await expect(createClient(pair.client).callBinary('live.preview', wrong)).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringMatching(/^live\.preview: after: /),
      });
    });

    test('answers an unknown call with not-found, also for names of Object', async () => {
      serve({});
      const client = createClient(pair.client);
      for (const name of ['live.teleport', 'constructor', '__proto__']) {
        await expect(client.call(name as 'session.hello', {})).rejects.toMatchObject({ code: 'not-found' });
      }
    });

    test('turns an answer that cannot be sent into an error reply', async () => {
      const faults: string[] = [];
      const cyclic: Record<string, unknown> = { ...helloOutput };
      cyclic['self'] = cyclic;
      serve({ 'session.hello': async () => cyclic as unknown as typeof helloOutput }, (name) => faults.push(name));
      await expect(createClient(pair.client).call('session.hello', {})).rejects.toMatchObject({ code: 'internal' });
      expect(faults).toEqual(['session.hello']);
    });

    test('finds an output that is not of its shape at the station', async () => {
      serve({ 'session.hello': async () => ({ ...helloOutput, language: 'fr' as 'de' }) });
      await expect(createClient(pair.client).call('session.hello', {})).rejects.toMatchObject({
        code: 'internal',
        message: expect.stringContaining('language'),
      });
    });

    test('aborts the handler when the caller cancels, and sends no answer', async () => {
      const started = Promise.withResolvers<AbortSignal>();
      serve({
        'live.trigger': (_, { signal }) =>
          new Promise((resolve) => {
            signal.addEventListener('abort', () => resolve({ trigger: 1 }));
            started.resolve(signal as AbortSignal);
          }),
      });
      const controller = new AbortController();
      const answer = createClient(pair.client).call('live.trigger', {}, { signal: controller.signal });
      const signal = await started.promise;
      controller.abort();
      await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
      await vi.waitFor(() => expect(signal.aborted).toBe(true));
    });

    test('gives up after the deadline and tells the station', async () => {
      const started = Promise.withResolvers<AbortSignal>();
      serve({
        'live.trigger': (_, { signal }) => {
          started.resolve(signal as AbortSignal);
          return new Promise(() => undefined);
        },
      });
      const answer = createClient(pair.client).call('live.trigger', {}, { timeoutMs: 150 });
      await expect(answer).rejects.toMatchObject({ code: 'timeout' });
      const signal = await started.promise;
      await vi.waitFor(() => expect(signal.aborted).toBe(true));
    });

    test('rejects what is pending when the connection is lost, and every later call', async () => {
      const started = Promise.withResolvers<AbortSignal>();
      serve({
        'live.trigger': (_, { signal }) => {
          started.resolve(signal as AbortSignal);
          return new Promise(() => undefined);
        },
      });
      const client = createClient(pair.client);
      const answer = client.call('live.trigger', {});
      const lost = expect(answer).rejects.toMatchObject({ code: 'connection-lost' });
      const signal = await started.promise;
      pair.server.close();
      await lost;
      await expect(client.call('session.hello', {})).rejects.toMatchObject({ code: 'connection-lost' });
      await vi.waitFor(() => expect(signal.aborted).toBe(true));
    });

    test('tells the station when the screen goes', async () => {
      const closed = Promise.withResolvers<void>();
      pair.server.onClose(() => closed.resolve());
      serve({});
      pair.client.close();
      await expect(closed.promise).resolves.toBeUndefined();
    });

    test(`runs at most ${maxRunningCalls} calls of one connection`, async () => {
      const release = Promise.withResolvers<void>();
      serve({
        'session.hello': async () => {
          await release.promise;
          return helloOutput;
        },
      });
      const client = createClient(pair.client);
      const held = Array.from({ length: maxRunningCalls }, () => client.call('session.hello', {}));
      await expect(client.call('session.hello', {})).rejects.toMatchObject({ code: 'unavailable' });
      release.resolve();
      expect(await Promise.all(held)).toHaveLength(maxRunningCalls);
      expect(await client.call('session.hello', {})).toEqual(helloOutput);
    });

    test('brings events in order, to those who listen', async () => {
      const hub = createEventHub({ checkData: true });
      serveApi(pair.server, handlersWith({ 'session.hello': async () => helloOutput }), { events: hub });
      const client = createClient(pair.client);
      const seen: number[] = [];
      const stop = client.on('live.parts', ({ parts }) => seen.push(parts[0]?.trigger ?? 0));
      for (const trigger of [1, 2, 3]) hub.emit('live.parts', { parts: [part(trigger)] });
      await client.call('session.hello', {});
      expect(seen).toEqual([1, 2, 3]);
      stop();
      hub.emit('live.parts', { parts: [part(4)] });
      await client.call('session.hello', {});
      expect(seen).toEqual([1, 2, 3]);
    });

    test('drops a closed connection from the events', async () => {
      const hub = createEventHub();
      serveApi(pair.server, handlersWith({}), { events: hub });
      expect(hub.size).toBe(1);
      pair.client.close();
      await vi.waitFor(() => expect(hub.size).toBe(0));
    });

    test('closes on a message that is not of the protocol', async () => {
      const faults: string[] = [];
      const closed = Promise.withResolvers<void>();
      serve({}, (name) => faults.push(name));
      pair.client.onClose(() => closed.resolve());
      pair.client.send({ body: { t: 'shout' } });
      await closed.promise;
      expect(faults).toEqual(['(protocol)']);
    });
  });
}

function part(trigger: number) {
  return {
    id: `part-${trigger}`,
    trigger,
    at: 1,
    verdict: 'pass' as const,
    reasons: [],
    regions: [],
    frameIndex: 0,
    placed: null,
    frame: { width: 10, height: 10 },
    picture: null,
    latencyMs: 4,
    truth: null,
    serial: null,
    workOrder: null,
  };
}
