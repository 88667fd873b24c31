/** Whatever happens to link, broker, host and station in any order: every message that the host hears keeps the rules. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { hasMosquitto, startMosquitto } from '../../../support/mosquitto.ts';
import { startHost } from '../../../support/sparkplug-host.ts';
import { createLink } from '../../../support/tcp-link.ts';
import { aDataDir, anEdgeNode, facts, node, Samples } from './an-edge-node.ts';

const minute = 60_000;

describe.skipIf(!hasMosquitto)('an edge node in distress (skipped without mosquitto)', { timeout: 90_000 }, () => {
  it('keeps the rules of births, deaths and numbers, and tells everything that was missed', async () => {
    const broker = await startMosquitto();
    const link = await createLink(broker.port);
    const host = await startHost(broker.port);
    const samples = new Samples();
    const began = Date.now() - 2000 * minute;
    let made = 0;
    const miss = (count: number): void => {
      for (let each = 0; each < count; each++) {
        made += 1;
        samples.note(began + made * minute, { 'Line/Passed': made });
      }
    };
    miss(100);
    let stateMs = 1;
    const say = (online: boolean): Promise<void> => host.state(online, stateMs++);
    await say(true);
    const settings = { primaryHost: 'scada' };
    const { told, problems } = await anEdgeNode({
      port: link.port,
      settings,
      samples,
      patience: { keepaliveS: 1, silentMs: 500 },
    });
    const births = async (): Promise<void> => {
      const { length } = host.of('DBIRTH');
      await eventually(
        () => host.of('DBIRTH').length,
        (count) => count > length,
      );
    };
    const deeds: Readonly<Record<string, () => Promise<void>>> = {
      cut: async () => link.cut(),
      rebirth: async () => {
        // A host may ask while nobody is there to hear it.
        await host.rebirth(node);
      },
      'host away': async () => {
        await say(false);
        miss(20);
        await delay(Math.random() * 50);
        const born = births();
        await say(true);
        await born;
      },
      'old state': async () => {
        await host.publish('spBv1.0/STATE/scada', JSON.stringify({ online: false, timestamp: 0 }), true);
        await say(true);
      },
      'station silent': async () => {
        told.facts = facts({ state: 'off' });
        await delay(60);
        told.facts = facts({}, { 'Line/Passed': made });
      },
      'broker restart': async () => {
        await link.unplug();
        await broker.kill();
        await host.stop();
        miss(10);
        await broker.start();
        await host.start();
        await say(true);
        const born = births();
        await link.plug();
        await born;
      },
      'dead link': async () => {
        link.die();
        miss(5);
        await delay(300);
        link.revive();
      },
      values: async () => {
        told.facts = facts({}, { 'Line/Passed': ++made, [`Drift/${made % 3}`]: Math.random() });
        samples.note(began + made * minute, { 'Line/Passed': made });
      },
    };
    const names = Object.keys(deeds);
    const done: string[] = [];
    await eventually(
      () => host.of('DBIRTH').length,
      (count) => count > 0,
    );
    // Each once, then at random.
    for (let step = 0; step < names.length + 12; step++) {
      const name = names[step] ?? names[Math.floor(Math.random() * names.length)] ?? 'cut';
      done.push(name);
      await deeds[name]?.();
      await delay(Math.random() * 60);
    }
    // What was told live counts as told after half a minute of a connection that stood; after a break it is told as history.
    const { length } = host.of('DBIRTH');
    link.cut();
    await eventually(
      () => host.of('DBIRTH').length,
      (count) => count > length,
    );
    await eventually(
      () => samples.missing,
      (count) => count === 0,
    ).catch((thrown: unknown) => {
      throw new Error(`after ${done.join(', ')}: ${String(thrown)} ${problems.join('; ')}`);
    });
    expect({ done, wrong: host.wrong }).toEqual({ done, wrong: [] });
  }, 60_000);

  it('goes on counting after a restart of the station, and a killed one is told dead by the broker', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const dataDir = await aDataDir();
    for (let times = 1; times <= 3; times++) {
      const { close } = await anEdgeNode({ ...broker, port: broker.port, dataDir });
      await eventually(
        () => host.of('DBIRTH').length,
        (count) => count === times,
      );
      await close();
      await eventually(
        () => host.of('NDEATH').length,
        (count) => count === times,
      );
    }
    expect(host.of('NBIRTH').map(({ values }) => values['bdSeq'])).toEqual([0, 1, 2]);
    expect(host.of('NDEATH').map(({ values }) => values['bdSeq'])).toEqual([0, 1, 2]);
    expect(host.wrong).toEqual([]);
  });

  it('takes no records, and never holds them up', async () => {
    const broker = await startMosquitto();
    const { sending } = await anEdgeNode(broker);
    expect(sending.transport.limits.messages).toBe(0);
    await expect(sending.transport.send({ id: 'x', envelopes: [] }, new AbortController().signal)).rejects.toThrow(
      'Sparkplug takes no records',
    );
  });

  it('says what is wrong while nothing is sent, and is well again by itself', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const link = await createLink(broker.port);
    await link.unplug();
    const { sending } = await anEdgeNode({ port: link.port });
    const away = await sending.becomes('waiting');
    expect(away.detail).toContain(`nobody answers at 127.0.0.1:${link.port}`);
    await link.plug();
    await eventually(
      () => sending.report().state,
      (state) => state === 'up-to-date',
    );
    await eventually(
      () => host.of('DBIRTH').length,
      (count) => count === 1,
    );
    expect(await sending.transport.test(new AbortController().signal)).toBe(
      `127.0.0.1:${link.port} is reached; the station would sign in as works/north-1.`,
    );
  });
});
