/** Devices of the station's own making, through the whole station: from a report to a record, a screen, a sign-in. */
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import type { EventData } from '../../../main/api/slices/index.ts';
import { badgeReports, codeReports, pedalReports } from '../../../renderer/devices/screen/virtual-reports.ts';
import { eventually } from '../../support/eventually.ts';
import { writeDemoConfig } from './demo-config.ts';
import { startWatched, temporaryFolder, type Watched } from './running-station.ts';

async function stationWithDevices(): Promise<
  Watched & { play(id: string, reports: readonly string[]): Promise<void> }
> {
  const dir = temporaryFolder();
  const watched = await startWatched(writeDemoConfig(dir, { devices: { virtual: true } }), join(dir, 'data'));
  const { client } = watched;
  await eventually(
    () => watched.parts.length,
    (count) => count > 0,
  );
  await client.call('session.firstAdministrator', { id: uuidv7(), name: 'Ada', pin: '471108' });
  await eventually(
    () => client.call('devices.state', {}),
    ({ devices }) => devices.length === 4,
  );
  return {
    ...watched,
    play: async (id, reports) => {
      for (const hex of reports) await client.call('devices.play', { id, deed: { deed: 'report', hex } });
    },
  };
}

it('a scanned code is the serial of one part, kept in its record; a learned pedal reaches the screens', async () => {
  const { client, parts, play } = await stationWithDevices();
  const pressed: EventData<'devices.pressed'>[] = [];
  const learned: EventData<'devices.learned'>[] = [];
  client.on('devices.pressed', (event) => pressed.push(event));
  client.on('devices.learned', (event) => learned.push(event));
  await play('virtual:scanner', codeReports('SN-0042'));
  await eventually(
    () => parts.filter(({ serial }) => serial === 'SN-0042').length,
    (count) => count > 0,
  );
  await client.call('devices.learn', { isOn: true });
  await eventually(
    () => client.call('devices.state', {}),
    ({ devices }) => devices.some(({ id, state }) => id === 'virtual:pedal' && state === 'open'),
  );
  await play('virtual:pedal', pedalReports);
  const [heard] = await eventually(
    () => learned,
    (all) => all.length === 1,
  );
  const { device = '', signal = '' } = heard ?? {};
  await client.call('devices.bind', { device, signal, action: 'good' });
  await client.call('devices.learn', { isOn: false });
  await play('virtual:pedal', pedalReports);
  await eventually(
    () => pressed,
    (all) => all.length > 0,
  );
  expect(pressed).toEqual([{ action: 'good' }]);
  expect(parts.filter(({ serial }) => serial === 'SN-0042')).toHaveLength(1);
});

it('a badge at the reader of the station signs its person in, and the light is dark once the station has ended', async () => {
  const { client, play, station } = await stationWithDevices();
  const answers: EventData<'session.badge'>[] = [];
  client.on('session.badge', (answer) => answers.push(answer));
  const { person } = (await client.call('session.who', {})) as { person: { id: string } | null };
  await client.call('people.setBadge', { person: person?.id ?? '', badge: '04a2195c7e81' });
  await play('virtual:badge-reader', badgeReports);
  await eventually(
    () => answers,
    (all) => all.length === 1,
  );
  expect(answers[0]).toMatchObject({ answer: 'signed-in' });
  const { light } = await client.call('devices.state', {});
  expect(['running', 'attention', 'stopped']).toContain(light?.condition);
  expect(await station.stop()).toBe(0);
  expect(station.output()).not.toContain('04a2195c7e81');
});
