/** The calls about people over the API, at a real store: who may make them, and what follows at once. */
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { aPeopleStation, type PeopleStation, type ScreenInTest } from './a-station.ts';

const pin = '4711';

async function withAdministrator(): Promise<{ station: PeopleStation; office: ScreenInTest; ada: string }> {
  const station = await aPeopleStation();
  const ada = await station.enter('Ada', { role: 'administrator', pin });
  const office = station.screen('office');
  await office.client.call('session.signIn', { person: ada, pin });
  return { station, office, ada };
}

describe('an administrator', () => {
  it('enters a person, gives a PIN, and the person can sign in', async () => {
    const { station, office, ada } = await withAdministrator();
    const bo = uuidv7();
    await office.client.call('people.save', { id: bo, name: '  Bo   Larsen', role: 'maintenance', language: 'de' });
    expect(await office.client.call('people.list', {})).toMatchObject([
      { name: 'Ada', hasPin: true, isSignedIn: true },
      { name: 'Bo Larsen', role: 'maintenance', language: 'de', hasPin: false, hasBadge: false, isActive: true },
    ]);
    expect(await office.client.call('session.candidates', {})).toHaveLength(1);
    await office.client.call('people.setPin', { person: bo, pin: '2468' });
    const line = station.screen('line');
    const answer = await line.client.call('session.signIn', { person: bo, pin: '2468' });
    expect(answer).toMatchObject({ answer: 'signed-in', here: { role: 'maintenance', language: 'de' } });
    expect(station.entries('person').filter(({ by }) => by === ada)).toMatchObject([
      { change: 'entered', person: bo },
      { change: 'pin-given', person: bo },
    ]);
    expect(station.everythingKept()).not.toContain('2468');
  });

  it('sees no secret of anybody in the list', async () => {
    const { station, office } = await withAdministrator();
    await station.enter('Bo', { pin: '2468', badge: 'B-4711' });
    expect(JSON.stringify(await office.client.call('people.list', {}))).not.toMatch(/scrypt|2468|B-4711/);
  });

  it('signs somebody out at once who has left, and lets them back in', async () => {
    const { station, office } = await withAdministrator();
    const bo = await station.enter('Bo', { role: 'quality', pin: '2468' });
    const [line, desk] = [station.screen('line'), station.screen('desk', false)];
    for (const screen of [line, desk]) await screen.client.call('session.signIn', { person: bo, pin: '2468' });
    await office.client.call('people.setActive', { person: bo, isActive: false });
    expect(line.told.at(-1)).toMatchObject({ person: null, role: 'operator' });
    expect(desk.told.at(-1)).toMatchObject({ person: null, role: null });
    expect(station.entries('sign-in').filter(({ deed }) => deed === 'not-active')).toHaveLength(2);
    expect(await line.client.call('session.signIn', { person: bo, pin: '2468' })).toMatchObject({ answer: 'wrong' });
    await office.client.call('people.setActive', { person: bo, isActive: true });
    expect(await line.client.call('session.signIn', { person: bo, pin: '2468' })).toMatchObject({
      answer: 'signed-in',
    });
  });

  it('changes what somebody may do while they are here, from the next call on', async () => {
    const { station, office } = await withAdministrator();
    const bo = await station.enter('Bo', { role: 'administrator', pin: '2468' });
    const line = station.screen('line');
    await line.client.call('session.signIn', { person: bo, pin: '2468' });
    await line.client.call('people.list', {});
    await office.client.call('people.save', { id: bo, name: 'Bo', role: 'operator', language: null });
    expect(line.told.at(-1)).toMatchObject({ person: { name: 'Bo' }, role: 'operator' });
    await expect(line.client.call('people.list', {})).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('ends the pause of somebody by a new PIN', async () => {
    const { station, office } = await withAdministrator();
    const bo = await station.enter('Bo', { pin: '2468' });
    const line = station.screen('line');
    for (let wrong = 0; wrong < 3; wrong += 1) await line.client.call('session.signIn', { person: bo, pin: '9753' });
    expect((await office.client.call('people.list', {}))[1]?.pauseMs).toBe(5_000);
    await office.client.call('people.setPin', { person: bo, pin: '8520' });
    expect(await line.client.call('session.signIn', { person: bo, pin: '8520' })).toMatchObject({
      answer: 'signed-in',
    });
  });

  it('who is the last one stays, whoever asks', async () => {
    const { office, ada } = await withAdministrator();
    const demoted = { id: ada, name: 'Ada', role: 'operator', language: null } as const;
    await expect(office.client.call('people.save', demoted)).rejects.toMatchObject({ code: 'conflict' });
    const left = { person: ada, isActive: false };
    await expect(office.client.call('people.setActive', left)).rejects.toMatchObject({ code: 'conflict' });
    expect(await office.client.call('session.who', {})).toMatchObject({ role: 'administrator' });
  });

  it('gives no badge that is somebody else’s, and none from the reader of the station at another desk', async () => {
    const { station, office, ada } = await withAdministrator();
    await station.enter('Bo', { badge: 'B-4711' });
    const taken = office.client.call('people.setBadge', { person: ada, badge: 'B-4711' });
    await expect(taken).rejects.toMatchObject({ code: 'conflict', message: 'this badge belongs to Bo' });
    const desk = station.screen('desk', false);
    await desk.client.call('session.signIn', { person: ada, pin });
    const awaited = desk.client.call('people.awaitBadge', { person: ada });
    await expect(awaited).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

describe('everybody', () => {
  it('changes their own PIN with the one before; wrong ones count as at the sign-in', async () => {
    const { station } = await withAdministrator();
    const bo = await station.enter('Bo', { pin: '2468' });
    const line = station.screen('line');
    const change = (current: string, next: string) => line.client.call('people.setOwnPin', { current, pin: next });
    await expect(change('2468', '8520')).rejects.toMatchObject({ code: 'not-allowed' });
    await line.client.call('session.signIn', { person: bo, pin: '2468' });
    await expect(change('2468', '1111')).rejects.toMatchObject({ code: 'bad-input' });
    expect(await change('9753', '8520')).toEqual({ answer: 'wrong', pauseMs: 0 });
    expect(await change('2468', '8520')).toEqual({ answer: 'changed' });
    await line.client.call('session.signOut', {});
    expect(await line.client.call('session.signIn', { person: bo, pin: '2468' })).toMatchObject({ answer: 'wrong' });
    expect(await line.client.call('session.signIn', { person: bo, pin: '8520' })).toMatchObject({
      answer: 'signed-in',
    });
  });
});
