import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { hasMosquitto, startMosquitto } from '../../../support/mosquitto.ts';
import { startHost } from '../../../support/sparkplug-host.ts';
import { createLink } from '../../../support/tcp-link.ts';
import { anEdgeNode, facts, node, Samples } from './an-edge-node.ts';

const minute = 60_000;

describe.skipIf(!hasMosquitto)('an edge node (skipped without mosquitto)', { timeout: 90_000 }, () => {
  it('says its birth, that of its device with all metrics, then only what changes', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const { told } = await anEdgeNode(broker);
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH',
    );
    const [birth, device] = host.heard;
    expect(birth?.values).toMatchObject({ bdSeq: 0, 'Node Control/Rebirth': false, 'Properties/Station': 'North 1' });
    expect(device?.values).toMatchObject({ 'Line/Passed': 3, 'Camera/State': 'streaming', 'Sync/State': null });
    const rate = device?.metrics.find(({ name }) => name === 'Camera/Frame Rate');
    expect(rate?.properties).toEqual({ keys: ['engUnit'], values: [{ type: 12, stringValue: '1/s' }] });
    told.facts = facts({}, { 'Line/Passed': 4 });
    await eventually(
      () => host.of('DDATA').length,
      (count) => count > 0,
    );
    expect(host.of('DDATA')[0]?.values).toEqual({ 'Line/Passed': 4 });
    told.facts = facts({}, { 'Line/Passed': 5, 'Camera/State': 'lost' });
    await eventually(
      () => host.of('DDATA').at(-1)?.values,
      (values) => values?.['Camera/State'] === 'lost',
    );
    expect(host.wrong).toEqual([]);
  });

  it('names a metric that is new in a birth before it tells it', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const { told } = await anEdgeNode(broker);
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH',
    );
    told.facts = facts({}, { 'Drift/Light': 0.25, 'Drift/Is Learnt': true });
    await eventually(
      () => host.of('DBIRTH').length,
      (count) => count === 2,
    );
    expect(host.of('DBIRTH')[1]?.values).toMatchObject({ 'Drift/Light': 0.25, 'Drift/Is Learnt': true });
    told.facts = facts({}, { 'Drift/Light': 0.5 });
    await eventually(
      () => host.of('DDATA').at(-1)?.values,
      (values) => values?.['Drift/Light'] === 0.5,
    );
    expect(host.wrong).toEqual([]);
  });

  it('counts seq on after 255', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const { sending } = await anEdgeNode({ ...broker, everySeconds: 0 });
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH',
    );
    for (let count = 1; count <= 600; count++) sending.transport.tick?.(facts({}, { 'Line/Passed': 1000 + count }));
    await eventually(
      () => host.of('DDATA').filter(({ values }) => values['Line/Passed'] === 1600).length,
      (count) => count > 0,
    );
    expect(host.of('DDATA').length).toBeGreaterThanOrEqual(600);
    expect(host.wrong).toEqual([]);
  });

  it('says its births again when a host asks, with the same bdSeq; not for a command that the broker kept, nor for garbage', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    await host.rebirth(node, true);
    const { problems } = await anEdgeNode(broker);
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH',
    );
    await host.publish(`spBv1.0/works/NCMD/north-1`, 'no payload at all');
    await eventually(
      () => problems.length,
      (count) => count > 0,
    );
    expect(host.of('NBIRTH')).toHaveLength(1);
    await host.rebirth(node);
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH NBIRTH DBIRTH',
    );
    expect(host.of('NBIRTH').map(({ values }) => values['bdSeq'])).toEqual([0, 0]);
    expect(host.wrong).toEqual([]);
  });

  it('is told dead by the broker, with the number of its birth, when its link breaks and when it leaves', async () => {
    const broker = await startMosquitto();
    const link = await createLink(broker.port);
    const host = await startHost(broker.port);
    const { close } = await anEdgeNode({ port: link.port });
    await eventually(
      () => host.of('DBIRTH').length,
      (count) => count === 1,
    );
    link.cut();
    await eventually(
      () => host.of('DBIRTH').length,
      (count) => count === 2,
    );
    await close();
    await eventually(
      () => host.of('NDEATH').length,
      (count) => count === 2,
    );
    expect(host.of('NDEATH').map(({ values }) => values['bdSeq'])).toEqual(
      host.of('NBIRTH').map(({ values }) => values['bdSeq']),
    );
    expect(host.wrong).toEqual([]);
  });

  it('says that the device is dead while the station is off or silent, and its birth when it is back', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const { told } = await anEdgeNode(broker);
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH',
    );
    told.facts = facts({ state: 'off' });
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH DDEATH',
    );
    told.facts = facts();
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH DDEATH DBIRTH',
    );
    expect(host.wrong).toEqual([]);
  });

  it('says nothing while its primary host is away, and leaves when it goes', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const { sending } = await anEdgeNode({ ...broker, settings: { primaryHost: 'scada' } });
    const waiting = await sending.becomes('waiting');
    expect(waiting.detail).toBe('the host scada is not online, values are kept for it');
    await host.state(true, 1000);
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH',
    );
    await eventually(
      () => sending.report().state,
      (state) => state === 'up-to-date',
    );
    // Older than the last word: a message that was late on its way.
    await host.state(false, 999);
    await host.publish('spBv1.0/STATE/scada', 'OFFLINE');
    await host.state(true, 1001);
    expect(host.of('NDEATH')).toHaveLength(0);
    await host.state(false, 1002);
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH NDEATH',
    );
    await eventually(
      () => sending.report().state,
      (state) => state === 'waiting',
    );
    await host.state(true, 1003);
    await eventually(
      () => host.kinds,
      (kinds) => kinds === 'NBIRTH DBIRTH NDEATH NBIRTH DBIRTH',
    );
    expect(host.of('NBIRTH').map(({ values }) => values['bdSeq'])).toEqual([0, 1]);
    expect(host.wrong).toEqual([]);
  });

  it('tells what was missed after the values of now, newest first and marked as history', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const samples = new Samples();
    const now = Date.now();
    for (let count = 0; count < 95; count++) samples.note(now - (95 - count) * minute, { 'Line/Passed': count });
    await anEdgeNode({ ...broker, samples });
    await eventually(
      () => host.history('Line/Passed').length,
      (count) => count === 95,
    );
    expect(host.kinds.startsWith('NBIRTH DBIRTH DDATA')).toBe(true);
    const history = host.history('Line/Passed');
    expect(history.map(({ value }) => value)).toEqual(Array.from({ length: 95 }, (_, index) => 94 - index));
    expect(history.map(({ at }) => at)).toEqual(samples.kept.map(({ at }) => at).toReversed());
    await eventually(
      () => samples.missing,
      (count) => count === 0,
    );
    expect(host.wrong).toEqual([]);
  });

  it('goes on with what was missed where it was when the link breaks in between', async () => {
    const broker = await startMosquitto();
    const link = await createLink(broker.port);
    const host = await startHost(broker.port);
    const samples = new Samples();
    const now = Date.now();
    for (let count = 0; count < 400; count++) samples.note(now - (400 - count) * minute, { 'Line/Passed': count });
    await anEdgeNode({ port: link.port, samples });
    for (const saves of [3, 10, 20]) {
      await eventually(
        () => samples.saves,
        (count) => count >= saves,
      );
      link.cut();
    }
    await eventually(
      () => samples.missing,
      (count) => count === 0,
    );
    const got = host.history('Line/Passed').map(({ value }) => Number(value));
    await eventually(
      () => new Set(host.history('Line/Passed').map(({ value }) => value)).size,
      (count) => count === 400,
    );
    // Each cut doubles one message at most.
    expect(got.length).toBeLessThanOrEqual(400 + 3 * 10);
    expect(host.wrong).toEqual([]);
  });

  it('notices another station under its name, falls silent and names it', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const one = await anEdgeNode({ ...broker, settings: { clientId: 'one' } });
    await eventually(
      () => host.of('DBIRTH').length,
      (count) => count === 1,
    );
    await anEdgeNode({ ...broker, settings: { clientId: 'two' }, station: 'South 2' });
    const stopped = await one.sending.becomes('stopped');
    expect(stopped.detail).toBe('South 2 speaks as the same edge node works/north-1 as station North 1');
    expect(stopped.remedy).toBe('Give station North 1 or South 2 another edge node id.');
  });

  it('notices another station that took its client id', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const one = await anEdgeNode(broker);
    await eventually(
      () => host.of('DBIRTH').length,
      (count) => count === 1,
    );
    await anEdgeNode(broker);
    const stopped = await one.sending.becomes('stopped');
    expect(stopped.detail).toContain('somebody else signs in as sightline-North-1-telemetry');
    expect(stopped.remedy).toContain('station North 1 and one other');
  });
});
