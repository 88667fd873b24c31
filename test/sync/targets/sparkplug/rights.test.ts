import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { hasMosquitto, startMosquitto } from '../../../support/mosquitto.ts';
import { startPlayedBroker } from '../../../support/played-broker.ts';
import { startHost } from '../../../support/sparkplug-host.ts';
import { anEdgeNode, Samples } from './an-edge-node.ts';

const notAuthorized = 0x87;

async function withRights(mayHear: (topic: string) => boolean) {
  const broker = await startPlayedBroker();
  broker.granted = (topic) => (mayHear(topic) ? 1 : notAuthorized);
  return broker;
}

describe('an edge node at a broker with rights', () => {
  it('speaks although births are kept from it, and says in the log what it cannot notice', async () => {
    const broker = await withRights((topic) => !topic.includes('BIRTH'));
    const { problems, sending } = await anEdgeNode({ port: broker.port });
    const kinds = await eventually(
      () => broker.published.map(({ topic }) => topic.split('/')[2]),
      ({ length }) => length >= 2,
    );
    expect(kinds.slice(0, 2)).toEqual(['NBIRTH', 'DBIRTH']);
    expect(sending.report().lastError).toBeNull();
    expect(problems).toEqual([expect.stringContaining('spBv1.0/works/NBIRTH/north-1 is closed')]);
  });

  it('needs to hear commands: without the right it says so, and not a birth', async () => {
    const broker = await withRights(() => false);
    const { sending } = await anEdgeNode({ port: broker.port });
    const stopped = await sending.becomes('stopped');
    expect(stopped.detail).toContain('does not allow this station to do that');
    expect(stopped.remedy).toContain('the rights that it needs');
    expect(broker.published).toEqual([]);
  });
});

describe.skipIf(!hasMosquitto)('an edge node with a wrong password (skipped without mosquitto)', () => {
  it('says so, and is told neither born nor dead', async () => {
    const config = ['allow_anonymous true'];
    const broker = await startMosquitto({ users: { north: 'n' }, config });
    const host = await startHost(broker.port);
    const settings = { user: 'north' };
    const { sending } = await anEdgeNode({ port: broker.port, settings, secrets: { password: 'wrong' } });
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
