/** Signing in over the API, at a real store, with a clock that the test turns. */

import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { aPeopleStation, type ScreenInTest } from './a-station.ts';

const pin = '4711';
const minuteMs = 60_000;

async function tryPin(screen: ScreenInTest, person: string, tried: string) {
  return screen.client.call('session.signIn', { person, pin: tried });
}

async function roleAt(screen: ScreenInTest) {
  const { person, role } = await screen.client.call('session.who', {});
  return { name: person?.name ?? null, role };
}

const asOperator = { name: null, role: 'operator' };
const atDesk = { name: null, role: null };

describe('the first start', () => {
  it('sets the administrator once, at the station itself, and signs them in', async () => {
    const station = await aPeopleStation();
    const [line, desk] = [station.screen('line'), station.screen('desk', false)];
    expect(await line.client.call('session.who', {})).toMatchObject({ isFirstStart: true, role: 'operator' });
    const ada = { id: uuidv7(), name: ' Ada  Lindner ', pin };
    await expect(desk.client.call('session.firstAdministrator', ada)).rejects.toMatchObject({ code: 'not-allowed' });
    const here = await line.client.call('session.firstAdministrator', ada);
    expect(here).toMatchObject({ person: { name: 'Ada Lindner' }, role: 'administrator', isFirstStart: false });
    await expect(
      station.screen('other').client.call('session.firstAdministrator', { ...ada, id: uuidv7() }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(desk.told.at(-1)).toMatchObject({ isFirstStart: false, role: null });
    expect(station.entries('person')).toMatchObject([{ by: ada.id, change: 'entered' }]);
    expect(station.entries('sign-in')).toMatchObject([{ by: ada.id, deed: 'signed-in', way: 'first-start' }]);
  });

  it('does not take a PIN that everybody guesses', async () => {
    const line = (await aPeopleStation()).screen('line');
    for (const easy of ['0000', '1234', '87654321', '890123', '12', '1'.repeat(13), '12a4', '١٢٣٥']) {
      const answer = line.client.call('session.firstAdministrator', { id: uuidv7(), name: 'Ada', pin: easy });
      await expect(answer, easy).rejects.toMatchObject({ code: 'bad-input' });
    }
  });

  it('is not over because the store is away', async () => {
    const station = await aPeopleStation();
    const line = station.screen('line');
    station.storeIsAway(true);
    const ada = { id: uuidv7(), name: 'Ada', pin };
    await expect(line.client.call('session.firstAdministrator', ada)).rejects.toMatchObject({ code: 'unavailable' });
    station.storeIsAway(false);
    expect(await line.client.call('session.firstAdministrator', ada)).toMatchObject({ role: 'administrator' });
  });
});

describe('signing in', () => {
  it('is by name and PIN, at this screen only, and out again; everything is an entry without the PIN', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { role: 'quality', pin });
    const [line, desk] = [station.screen('line'), station.screen('desk', false)];
    expect(await line.client.call('session.candidates', {})).toEqual([{ id: quinn, name: 'Quinn', hasPin: true }]);
    expect(await roleAt(desk)).toEqual(atDesk);
    expect(await tryPin(desk, quinn, pin)).toMatchObject({ answer: 'signed-in', here: { role: 'quality' } });
    expect(await roleAt(desk)).toEqual({ name: 'Quinn', role: 'quality' });
    expect(await roleAt(line)).toEqual(asOperator);
    await desk.client.call('session.signOut', {});
    expect(await roleAt(desk)).toEqual(atDesk);
    expect(station.entries('sign-in')).toMatchObject([
      { by: quinn, deed: 'signed-in', way: 'pin', at: 'desk' },
      { by: quinn, deed: 'signed-out', at: 'desk' },
    ]);
    expect(station.everythingKept()).not.toContain(pin);
  });

  it('tells every connection of the screen concerned, and no other', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { role: 'quality', pin });
    const [one, two, other] = [station.screen('line'), station.screen('line'), station.screen('other')];
    await tryPin(one, quinn, pin);
    for (const screen of [one, two]) expect(screen.told.at(-1)).toMatchObject({ person: { name: 'Quinn' } });
    expect(other.told.filter(({ person }) => person !== null)).toEqual([]);
  });

  it('of one after the other at a screen is the sign-out of the one before', async () => {
    const station = await aPeopleStation();
    const [ada, bo] = [await station.enter('Ada', { pin }), await station.enter('Bo', { pin: '2468' })];
    const line = station.screen('line');
    await tryPin(line, ada, pin);
    await tryPin(line, bo, '2468');
    expect(await roleAt(line)).toEqual({ name: 'Bo', role: 'operator' });
    expect(station.entries('sign-in').map(({ by, deed }) => [by, deed])).toEqual([
      [ada, 'signed-in'],
      [bo, 'signed-in'],
      [ada, 'signed-out'],
    ]);
  });

  it('is refused while the store cannot keep it, and right again afterwards', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { pin });
    const line = station.screen('line');
    station.storeIsAway(true);
    await expect(tryPin(line, quinn, pin)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await roleAt(line)).toEqual(asOperator);
    station.storeIsAway(false);
    expect(await tryPin(line, quinn, pin)).toMatchObject({ answer: 'signed-in' });
  });

  it('is over when the station starts again', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { pin });
    await tryPin(station.screen('line'), quinn, pin);
    await station.restart();
    expect(await roleAt(station.screen('line'))).toEqual(asOperator);
  });
});

describe('a screen that nobody touches', () => {
  it('returns to operator level after the configured minutes, by the monotonic clock, with an entry', async () => {
    const station = await aPeopleStation({ idleMinutes: 5 });
    const quinn = await station.enter('Quinn', { role: 'quality', pin });
    const [line, desk] = [station.screen('line'), station.screen('desk', false)];
    await tryPin(line, quinn, pin);
    await tryPin(desk, quinn, pin);
    station.setWallClock(1_700_000_000_000 + 365 * 24 * 60 * minuteMs);
    station.pass(4 * minuteMs);
    await line.client.call('session.active', {});
    station.setWallClock(0);
    station.pass(minuteMs - 1);
    expect(await roleAt(desk)).toEqual({ name: 'Quinn', role: 'quality' });
    expect((await desk.client.call('session.who', {})).returnsInMs).toBe(1);
    station.pass(1);
    expect(await roleAt(desk)).toEqual(atDesk);
    expect(desk.told.at(-1)).toMatchObject({ role: null });
    expect(await roleAt(line)).toEqual({ name: 'Quinn', role: 'quality' });
    station.pass(4 * minuteMs);
    expect(await roleAt(line)).toEqual(asOperator);
    expect(station.entries('sign-in').map(({ deed, at }) => [deed, at])).toEqual([
      ['signed-in', 'station'],
      ['signed-in', 'desk'],
      ['idle-return', 'desk'],
      ['idle-return', 'station'],
    ]);
  });

  it('is not woken by a touch that comes too late', async () => {
    const station = await aPeopleStation({ idleMinutes: 1 });
    const line = station.screen('line');
    await tryPin(line, await station.enter('Quinn', { pin }), pin);
    station.pass(minuteMs);
    await line.client.call('session.active', {});
    expect(await roleAt(line)).toEqual(asOperator);
  });

  it('keeps its entry until the store is there again', async () => {
    const station = await aPeopleStation({ idleMinutes: 1 });
    const quinn = await station.enter('Quinn', { pin });
    const line = station.screen('line');
    await tryPin(line, quinn, pin);
    station.storeIsAway(true);
    station.pass(minuteMs);
    expect(await roleAt(line)).toEqual(asOperator);
    station.storeIsAway(false);
    await station.people.storeReady();
    expect(station.entries('sign-in').at(-1)).toMatchObject({ by: quinn, deed: 'idle-return' });
  });
});

describe('guessing', () => {
  it('waits longer after each wrong PIN, at the person and over a restart, and the right one ends it', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { pin });
    const line = station.screen('line');
    const pauses: number[] = [];
    for (let wrong = 1; wrong <= 5; wrong += 1) {
      const answer = await tryPin(line, quinn, '9753');
      if (answer.answer !== 'wrong') throw new Error(answer.answer);
      pauses.push(answer.pauseMs);
      if (wrong < 5) station.pass(answer.pauseMs);
    }
    expect(pauses).toEqual([0, 0, 5_000, 10_000, 20_000]);
    expect(await tryPin(line, quinn, pin), 'the right one in the pause').toEqual({ answer: 'wait', pauseMs: 20_000 });
    station.pass(5_000);
    await station.restart();
    const again = station.screen('line');
    expect(await tryPin(again, quinn, pin)).toEqual({ answer: 'wait', pauseMs: 15_000 });
    station.pass(15_000);
    expect(await tryPin(again, quinn, pin)).toMatchObject({ answer: 'signed-in' });
    expect(await tryPin(again, quinn, '9753')).toEqual({ answer: 'wrong', pauseMs: 0 });
    expect(station.entries('sign-in').filter(({ deed }) => deed === 'refused')).toHaveLength(6);
  });

  it('gains nothing by a wall clock that is put forward or back a year', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { pin });
    const line = station.screen('line');
    for (let wrong = 0; wrong < 3; wrong += 1) await tryPin(line, quinn, '9753');
    station.setWallClock(0);
    await station.restart();
    const answer = await tryPin(station.screen('line'), quinn, pin);
    expect(answer).toEqual({ answer: 'wait', pauseMs: 5_000 });
  });

  it('many at once counts as one after the other', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { pin });
    const line = station.screen('line');
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => tryPin(line, quinn, `97${10 + index}`)));
    expect(answers.filter(({ answer }) => answer === 'wrong')).toHaveLength(3);
    expect(answers.filter(({ answer }) => answer === 'wait')).toHaveLength(9);
  });

  it('more at once than could wait is refused before anything is computed', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { pin });
    const line = station.screen('line');
    const asked = Array.from({ length: 40 }, () => tryPin(line, quinn, '9753').catch((error) => error));
    const codes = (await Promise.all(asked)).map((answer) => answer.code ?? answer.answer);
    expect(codes.filter((code) => code === 'unavailable').length).toBeGreaterThan(20);
    expect(codes.filter((code) => code === 'wrong')).toHaveLength(3);
  });

  it('never tells whether a person is there, active, or has a PIN', async () => {
    const station = await aPeopleStation();
    const [known, gone, withoutPin] = [
      await station.enter('Quinn', { pin }),
      await station.enter('Gone', { pin }),
      await station.enter('Badge only', { badge: 'B-0001' }),
    ];
    const ada = await station.enter('Ada', { role: 'administrator', pin: '8520' });
    const office = station.screen('office');
    await tryPin(office, ada, '8520');
    await office.client.call('people.setActive', { person: gone, isActive: false });
    const talks = [known, gone, withoutPin, uuidv7()].map(async (person, index) => {
      const screen = station.screen(`screen-${index}`);
      const said = [];
      for (let tried = 0; tried < 4; tried += 1) said.push(await tryPin(screen, person, '9753'));
      return said;
    });
    const [first, ...others] = await Promise.all(talks);
    for (const other of others) expect(other).toEqual(first);
    expect(await tryPin(station.screen('last'), gone, pin)).toMatchObject({ answer: 'wait' });
  });

  it('across people is counted against the screen, also by somebody who has a PIN of their own', async () => {
    const station = await aPeopleStation();
    const everybody = [];
    for (let number = 0; number < 9; number += 1) everybody.push(await station.enter(`Person ${number}`, { pin }));
    const me = await station.enter('Me', { pin: '2468' });
    const line = station.screen('line');
    const answers: string[] = [];
    for (const person of everybody) {
      answers.push((await tryPin(line, person, '9753')).answer);
      answers.push((await tryPin(line, me, '2468')).answer);
    }
    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(7);
    expect(answers.at(-1)).toBe('wait');
    expect(await tryPin(station.screen('other'), me, '2468'), 'nobody else is kept waiting').toMatchObject({
      answer: 'signed-in',
    });
  });

  it('from a desk keeps nobody from working at the station', async () => {
    const station = await aPeopleStation();
    const quinn = await station.enter('Quinn', { pin });
    for (let wrong = 0; wrong < 5; wrong += 1) await tryPin(station.screen(`desk ${wrong}`, false), quinn, '9753');
    expect(await tryPin(station.screen('desk', false), quinn, pin)).toMatchObject({ answer: 'wait' });
    expect(await tryPin(station.screen('line'), quinn, pin)).toMatchObject({ answer: 'signed-in' });
  });

  it('of badges is counted against the screen', async () => {
    const station = await aPeopleStation();
    await station.enter('Quinn', { badge: 'B-4711-0815' });
    const line = station.screen('line');
    const answers: string[] = [];
    for (let number = 0; number < 9; number += 1) {
      answers.push((await line.client.call('session.signInByBadge', { badge: `B-4711-${1000 + number}` })).answer);
    }
    expect(answers).toEqual([...Array<string>(7).fill('wrong'), 'wait', 'wait']);
  });
});

describe('a badge', () => {
  const badge = 'B-4711-0815';

  it('signs in at the screen where it was typed; what it says is kept nowhere', async () => {
    const station = await aPeopleStation();
    await station.enter('Quinn', { role: 'quality', badge });
    const line = station.screen('line');
    const answer = await line.client.call('session.signInByBadge', { badge: ` ${badge} ` });
    expect(answer).toMatchObject({ answer: 'signed-in', here: { role: 'quality' } });
    expect(station.everythingKept()).not.toContain(badge);
    expect(station.everythingKept()).not.toContain(Buffer.from(badge).toString('base64'));
  });

  it('at the reader of the station signs in at the screen that was touched last', async () => {
    const station = await aPeopleStation();
    await station.enter('Quinn', { badge });
    const [one, two, desk] = [station.screen('one'), station.screen('two'), station.screen('desk', false)];
    await two.client.call('session.active', {});
    await desk.client.call('session.active', {});
    await station.people.badgeRead(badge);
    expect(two.badges).toMatchObject([{ answer: 'signed-in' }]);
    expect(await roleAt(two)).toEqual({ name: 'Quinn', role: 'operator' });
    expect(await roleAt(one)).toEqual(asOperator);
    await station.people.badgeRead('B-4711-0816');
    expect(two.badges.at(-1)).toEqual({ answer: 'wrong', pauseMs: 0 });
    await expect(station.people.badgeRead('\u0000')).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('is given away by an administrator who waits for it: it signs nobody in then', async () => {
    const station = await aPeopleStation();
    await station.enter('Ada', { role: 'administrator', pin });
    const [ada, bo] = [(await station.screen('x').client.call('session.candidates', {}))[0]?.id ?? '', uuidv7()];
    const office = station.screen('office');
    await tryPin(office, ada, pin);
    await office.client.call('people.save', { id: bo, name: 'Bo', role: 'operator', language: null });
    await office.client.call('people.awaitBadge', { person: bo });
    await station.people.badgeRead(badge);
    expect(office.badges).toEqual([{ answer: 'badge-given', name: 'Bo' }]);
    expect(await roleAt(office)).toEqual({ name: 'Ada', role: 'administrator' });
    await station.people.badgeRead(badge);
    expect(await roleAt(office)).toEqual({ name: 'Bo', role: 'operator' });
  });

  it('is no longer awaited after a minute, or once the administrator is gone', async () => {
    const station = await aPeopleStation({ idleMinutes: 10 });
    const ada = await station.enter('Ada', { role: 'administrator', pin });
    const office = station.screen('office');
    for (const end of [async () => station.pass(minuteMs), () => office.client.call('session.signOut', {})]) {
      await tryPin(office, ada, pin);
      await office.client.call('people.awaitBadge', { person: ada });
      await end();
      await station.people.badgeRead(badge);
      expect(office.badges.at(-1)).toEqual({ answer: 'wrong', pauseMs: 0 });
    }
  });
});
