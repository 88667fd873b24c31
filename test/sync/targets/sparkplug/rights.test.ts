import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { hasMosquitto, startMosquitto } from '../../../support/mosquitto.ts';
import { startHost } from '../../../support/sparkplug-host.ts';
import { anEdgeNode, node, Samples } from './an-edge-node.ts';

const north = { settings: { user: 'north' }, secrets: { password: 'n' } };

/** The host needs no name; what is `may` holds for the station alone. */
function withRights(may: string) {
  const acl = `topic readwrite spBv1.0/#\nuser north\n${may}`;
  return startMosquitto({ users: { north: 'n' }, acl, config: ['allow_anonymous true'] });
}

describe.skipIf(!hasMosquitto)('an edge node at a broker with rights (skipped without mosquitto)', () => {
  it('speaks and obeys although births are kept from it, and says in the log what it cannot notice', async () => {
    const may = 'topic write spBv1.0/works/+/north-1/#\ntopic read spBv1.0/works/NCMD/north-1';
    const broker = await withRights(may);
    const host = await startHost(broker.port);
    const { problems, sending } = await anEdgeNode({ port: broker.port, ...north });
    await eventually(
      () => host.kinds,
      (kinds) => kinds.startsWith('NBIRTH DBIRTH'),
    );
    await host.rebirth(node);
    await eventually(
      () => host.of('NBIRTH').length,
      (count) => count === 2,
    );
    expect(sending.report().lastError).toBeNull();
    expect(problems).toEqual([expect.stringContaining('spBv1.0/works/NBIRTH/north-1 is closed')]);
    expect(host.wrong).toEqual([]);
  });

  it('needs its commands: without the right to hear them it says so', async () => {
    const broker = await withRights('topic write spBv1.0/#');
    const { sending } = await anEdgeNode({ port: broker.port, ...north });
    const stopped = await sending.becomes('stopped');
    expect(stopped.detail).toContain('does not allow this station to do that');
    expect(stopped.remedy).not.toBeNull();
  });

  it('with a wrong password says so and is never told born nor dead', async () => {
    const broker = await withRights('topic readwrite spBv1.0/#');
    const host = await startHost(broker.port);
    const { sending } = await anEdgeNode({ port: broker.port, ...north, secrets: { password: 'wrong' } });
    const stopped = await sending.becomes('stopped');
    expect(stopped.remedy).toContain('Enter user and password again');
    expect(host.heard).toEqual([]);
  });
});

describe.skipIf(!hasMosquitto)('history of an edge node (skipped without mosquitto)', () => {
  it('leaves out samples of which no metric has a birth, and is through with them', async () => {
    const broker = await startMosquitto();
    const host = await startHost(broker.port);
    const samples = new Samples();
    for (let count = 1; count <= 25; count++) samples.note(count, { 'Of Old/Metric': count });
    samples.note(26, { 'Line/Passed': 26 });
    await anEdgeNode({ port: broker.port, samples });
    await eventually(
      () => samples.missing,
      (count) => count === 0,
    );
    await eventually(
      () => host.history('Line/Passed'),
      (history) => history.length === 1,
    );
    expect(host.wrong).toEqual([]);
  });
});
