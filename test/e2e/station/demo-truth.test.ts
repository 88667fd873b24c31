import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TruthTally } from '../../../main/station/live/truth-tally.ts';
import { eventually } from '../../support/eventually.ts';
import { writeDemoConfig } from './demo-config.ts';
import { startWatched, temporaryFolder } from './running-station.ts';

describe('verdicts against the truth, as the service host runs', () => {
  it('are the counts of the committed parts in a demo, escapes and false calls apart', async () => {
    const dir = temporaryFolder();
    const { client } = await startWatched(writeDemoConfig(dir, { station: { demo: true } }), join(dir, 'data'));
    // While the strip still holds every part of the run, the counts must be theirs.
    const { status, parts } = await eventually(
      () => client.call('live.snapshot', {}),
      (snapshot) => snapshot.parts.length >= 15,
    );
    expect(parts.length).toBeLessThan(30);
    const tally = new TruthTally();
    tally.add(parts);
    expect(status.demoTruth).toEqual(tally.read());
    expect(parts.some((part) => part.truth === 'defective')).toBe(true);
    expect(parts.some((part) => part.truth === 'good')).toBe(true);
  });

  it('are nobody’s business on a line that is no demo', async () => {
    const dir = temporaryFolder();
    const { client } = await startWatched(writeDemoConfig(dir), join(dir, 'data'));
    const { status } = await eventually(
      () => client.call('live.snapshot', {}),
      (snapshot) => snapshot.parts.length >= 3,
    );
    expect(status.demoTruth).toBeNull();
  });
});
