import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { freePort, hasMosquitto, startMosquitto } from '../../../support/mosquitto.ts';
import { subscribe } from '../../../support/mqtt-subscriber.ts';
import { createLink } from '../../../support/tcp-link.ts';
import { createCa, createCertificate } from '../certificates.ts';
import { anEnvelope, anMqttTransport, patient, sendAll, troubleOf } from './a-mqtt-target.ts';

describe.skipIf(!hasMosquitto)('the way to a broker (skipped without mosquitto)', { timeout: 90_000 }, () => {
  it('asks for user and password', async () => {
    const broker = await startMosquitto({ users: { north: 'säcret', mes: 'x' } });
    const mes = await subscribe(broker.port, { username: 'mes', password: 'x' });
    const settings = { user: 'north' };
    for (const secrets of [{ password: 'wrong' }, {}])
      expect(await troubleOf(sendAll(anMqttTransport({ ...broker, settings, secrets }), anEnvelope(1)))).toMatchObject({
        kind: 'broken',
        remedy: expect.stringContaining('Enter user and password again'),
      });
    const transport = anMqttTransport({ ...broker, settings, secrets: { password: 'säcret' } });
    expect(await transport.test(patient())).toBe(
      `127.0.0.1:${broker.port} is reached and takes messages from north (MQTT 5).`,
    );
    await sendAll(transport, anEnvelope(1));
    await eventually(
      () => mes.heard.length,
      (count) => count === 1,
    );
  });

  it('may be closed by the rights at the broker, which names the topic', async () => {
    const broker = await startMosquitto({ acl: 'topic read #\ntopic write elsewhere/#' });
    const trouble = await troubleOf(sendAll(anMqttTransport(broker), anEnvelope(1)));
    expect(trouble).toMatchObject({ kind: 'broken', remedy: expect.stringContaining('sightline/North 1/part') });
  });

  it('is TLS with a certificate that the station’s CA has signed, and one of its own where the broker asks for it', async () => {
    const ca = await createCa();
    const server = await createCertificate(ca);
    const own = await createCertificate(ca, { name: 'north-1', use: 'client' });
    const tls = { ...server, clientCa: ca.certificate };
    const broker = await startMosquitto({ tls });
    const settings = {
      useTls: true,
      tls: { ca: ca.certificate, clientCertificate: own.certificate },
      needsSubscriber: false,
    };
    const transport = anMqttTransport({ ...broker, settings, secrets: { clientKey: own.key } });
    expect(await sendAll(transport, anEnvelope(1))).toEqual([{ as: 'accepted' }]);
    const without = anMqttTransport({ ...broker, settings: { ...settings, tls: { ca: ca.certificate } } });
    const trouble = await troubleOf(sendAll(without, anEnvelope(1)));
    expect(['broken', 'away']).toContain(trouble.kind);
  });

  it.each([
    ['is signed by somebody else', {}, 'Works CA', 'certificate of the issuer'],
    ['is over', { from: -30, to: -1 }, 'own', 'Have it renewed'],
    ['has another name', { name: 'other.example' }, 'own', 'the name that stands in the certificate'],
  ])('is refused when the broker’s certificate %s', async (_, of, who, remedy) => {
    const ca = await createCa();
    const broker = await startMosquitto({ tls: await createCertificate(ca, of) });
    const trusted = who === 'own' ? ca : await createCa();
    const settings = { useTls: true, tls: { ca: trusted.certificate } };
    const trouble = await troubleOf(sendAll(anMqttTransport({ ...broker, settings }), anEnvelope(1)));
    expect(trouble).toMatchObject({ kind: 'broken', remedy: expect.stringContaining(remedy) });
  });

  it('is told of when one side speaks TLS and the other does not', async () => {
    const ca = await createCa();
    const plain = await startMosquitto();
    const settings = { useTls: true, tls: { ca: ca.certificate } };
    const secret = await startMosquitto({ tls: await createCertificate(ca) });
    const one = await troubleOf(sendAll(anMqttTransport({ ...plain, settings }), anEnvelope(1)));
    const other = await troubleOf(sendAll(anMqttTransport(secret), anEnvelope(1)));
    expect(one.remedy).toContain('whether the broker expects TLS');
    expect(other.remedy).toContain('whether the broker expects TLS');
  });

  it('ends at certificates that are none', async () => {
    const settings = { useTls: true, tls: { ca: 'no PEM', clientCertificate: 'none' } };
    const trouble = await troubleOf(
      sendAll(anMqttTransport({ port: await freePort(), settings, secrets: { clientKey: 'none' } }), anEnvelope(1)),
    );
    expect(trouble.kind).toBe('broken');
  });

  it('leads to nobody', async () => {
    const trouble = await troubleOf(sendAll(anMqttTransport({ port: await freePort() }), anEnvelope(1)));
    expect(trouble).toMatchObject({ kind: 'away', message: expect.stringContaining('nobody answers at 127.0.0.1') });
  });

  it('leads to something that is no broker, or that says nothing', async () => {
    const talks = createServer((socket) =>
      socket.on('error', () => socket.destroy()).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    const silent = createServer((socket) => socket.on('error', () => socket.destroy()).resume());
    for (const server of [talks, silent]) {
      const port = await freePort();
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const transport = anMqttTransport({ port, patience: { connectMs: 300 } });
      const trouble = await troubleOf(sendAll(transport, anEnvelope(1)));
      expect(trouble.kind).toBe(server === talks ? 'broken' : 'away');
    }
  });

  it('that went dead without a word is noticed, under way and at rest', async () => {
    const broker = await startMosquitto();
    const link = await createLink(broker.port);
    await subscribe(broker.port);
    const transport = anMqttTransport({ ...link, port: link.port, patience: { keepaliveS: 1 } });
    await sendAll(transport, anEnvelope(1));
    link.die();
    expect(await troubleOf(sendAll(transport, anEnvelope(2)))).toMatchObject({ kind: 'away' });
    link.revive();
    expect(await sendAll(transport, anEnvelope(2))).toEqual([{ as: 'accepted' }]);
    link.die();
    const before = link.connections;
    await eventually(
      async () => {
        const abort = AbortSignal.timeout(50);
        await transport.send({ id: 'x', envelopes: [] }, abort).catch(() => undefined);
        return link.connections;
      },
      (count) => count > before,
    );
  });

  it('to a broker that stands still is given up, and used again once it goes on', async () => {
    const broker = await startMosquitto();
    await subscribe(broker.port);
    const transport = anMqttTransport({ ...broker, port: broker.port, patience: { silentMs: 300, connectMs: 5_000 } });
    await sendAll(transport, anEnvelope(1));
    broker.pause();
    expect(await troubleOf(sendAll(transport, anEnvelope(2)))).toMatchObject({ kind: 'away' });
    broker.resume();
    await eventually(
      () => sendAll(transport, anEnvelope(2)).catch(() => []),
      (outcomes) => outcomes[0]?.as === 'accepted',
    );
  });

  it('is shared by two stations of one name: both are told, and nothing is lost', async () => {
    const broker = await startMosquitto();
    const mes = await subscribe(broker.port);
    const stations = [anMqttTransport(broker), anMqttTransport(broker)];
    const told = new Set<number>();
    let sequence = 0;
    await eventually(
      async () => {
        for (const [index, transport] of stations.entries()) {
          sequence += 1;
          const trouble = await sendAll(transport, anEnvelope(sequence)).then(
            () => null,
            (thrown: { kind: string; remedy: string | null }) => thrown,
          );
          if (trouble?.kind !== 'other-station') continue;
          expect(trouble.remedy).toContain('the client id sightline-North-1');
          told.add(index);
        }
        return told.size;
      },
      (count) => count === 2,
    );
    expect(mes.heard.length).toBeGreaterThan(0);
  });

  it('is tried under another client id, so that the one that sends is not thrown out', async () => {
    const broker = await startMosquitto();
    await subscribe(broker.port);
    const sends = anMqttTransport(broker);
    await sendAll(sends, anEnvelope(1));
    expect(await anMqttTransport(broker).test(patient())).toContain('is reached');
    expect(await sends.test(patient())).toContain('is reached');
    expect(await sendAll(sends, anEnvelope(2))).toEqual([{ as: 'accepted' }]);
    expect(broker.log).not.toContain('already connected');
  });
});
