/** The administrator's place: entering and changing people, PINs and badges, and the table of rights. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import type { Person } from '../../../main/api/slices/people.ts';
import type { FakeAnswers } from '../../support/fake-station.ts';
import { hasChromium, ScreenBench } from './screen.ts';

function person(number: number, more: Partial<Person> = {}): Person {
  return {
    id: `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    ...{ name: `Person ${number}`, role: 'operator', language: null, hasPin: true, hasBadge: false, isActive: true },
    ...{ createdAt: 1_700_000_000_000, pauseMs: 0, isSignedIn: false },
    ...more,
  };
}

function played(people: Person[]) {
  const asked: (readonly [string, unknown])[] = [];
  const note =
    (name: string) =>
    (input: unknown): Record<string, never> => {
      asked.push([name, input]);
      return {};
    };
  const answers: FakeAnswers = {
    'people.list': () => people,
    'people.save': (input) => {
      asked.push(['save', input]);
      people.push(person(900, { ...input, hasPin: false }));
      return {};
    },
    'people.setPin': note('setPin'),
    'people.setBadge': note('setBadge'),
    'people.setActive': note('setActive'),
    'people.awaitBadge': ({ person: whose }) => ({ forMs: whose === null ? 0 : 60_000 }),
  };
  return { answers, asked };
}

describe.skipIf(!hasChromium)('the place of people (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  it('is entered by keys alone: a new person, their PIN, their badge at a reader that types', async () => {
    const { answers, asked } = played([person(1)]);
    const { page } = await bench.show({ isManual: true, answers });
    await page.locator('.rail-place', { hasText: 'People' }).click();
    await page.locator('.person-row', { hasText: 'Person 1' }).waitFor();
    await page.keyboard.press('n');
    await page.getByLabel('Name', { exact: true }).fill('Emre Yıldız');
    await page.locator('.role-choice', { hasText: 'Maintenance' }).click();
    await page.getByRole('button', { name: 'Enter this person' }).click();
    await page.locator('.person-row[aria-current="true"]', { hasText: 'Emre Yıldız' }).waitFor();
    expect(asked).toEqual([
      ['save', { id: expect.any(String), name: 'Emre Yıldız', role: 'maintenance', language: null }],
    ]);
    await page.keyboard.press('p');
    await page.locator('dialog.sheet').waitFor();
    for (const round of ['8520', '8520']) {
      await page.keyboard.type(round, { delay: 60 });
      await page.keyboard.press('Enter');
    }
    await page.locator('dialog.sheet').waitFor({ state: 'detached' });
    await page.keyboard.press('b');
    await page.getByText('Hold the badge to the reader of the station now.').waitFor();
    await page.evaluate(() => {
      for (const key of [...'0048151623', 'Enter']) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }
    });
    await page.locator('dialog.sheet').waitFor({ state: 'detached' });
    const id = expect.any(String);
    expect(asked.slice(1)).toEqual([
      ['setPin', { person: id, pin: '8520' }],
      ['setBadge', { person: id, badge: '0048151623' }],
    ]);
  });

  it('says what the station refuses, and what to do, and keeps what was typed', async () => {
    const refused = (): never => {
      throw new StationError('conflict', 'this is the only administrator who can sign in', {
        remedy: 'make somebody else an administrator first, with a PIN or a badge',
      });
    };
    const { answers } = played([person(1, { name: 'Ada', role: 'administrator' })]);
    const { page } = await bench.show({
      ...{ isManual: true, language: 'de' },
      answers: { ...answers, 'people.save': refused },
    });
    await page.locator('.rail-place', { hasText: 'Personen' }).click();
    await page.locator('.person-row', { hasText: 'Ada' }).click();
    await page.locator('.role-choice', { hasText: 'Bedienung' }).click();
    await page.keyboard.press('s');
    await page.locator('.sheet-note', { hasText: 'Geben Sie zuerst jemand anderem die Verwaltung' }).waitFor();
    expect(await page.locator('.role-choice:has(:checked)').textContent()).toContain('Bedienung');
  });

  it('gives a badge that the reader of the station saw', async () => {
    const { answers } = played([person(1)]);
    const { page, station } = await bench.show({ isManual: true, answers });
    await page.locator('.rail-place', { hasText: 'People' }).click();
    await page.locator('.person-row').click();
    await page.getByRole('button', { name: 'Give this badge' }).click();
    await page.getByText('Hold the badge to the reader of the station now.').waitFor();
    station.send('session.badge', { answer: 'badge-given', name: 'Person 1' });
    await page.locator('dialog.sheet').waitFor({ state: 'detached' });
  });

  it('finds one of many by letters, and shows those who have left last', async () => {
    const many = Array.from({ length: 2_000 }, (_, number) => person(number + 1));
    const { answers } = played([person(0, { name: 'Zoë Gone', isActive: false }), ...many]);
    const { page } = await bench.show({ isManual: true, answers, size: { width: 1280, height: 800 } });
    await page.locator('.rail-place', { hasText: 'People' }).click();
    await page.locator('button.person-row').first().waitFor();
    expect(await page.locator('button.person-row').last().textContent()).toContain('Zoë Gone');
    await page.keyboard.press('/');
    await page.locator('.people-search input:focus').waitFor();
    await page.keyboard.type('zoë', { delay: 60 });
    await page.locator('.person-row[data-left="true"]', { hasText: 'has left' }).click();
    await page.getByRole('button', { name: 'Is back' }).waitFor();
  });

  it('shows who may do what, as the station enforces it', async () => {
    const { page } = await bench.show({ isManual: true, answers: played([]).answers });
    await page.locator('.rail-place', { hasText: 'People' }).click();
    await page.getByText('Nobody is called that.').waitFor();
    await page.keyboard.press('2');
    const row = page.locator('tr[data-right="people.administer"]');
    await row.waitFor();
    expect(
      await row.locator('td').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-allowed'))),
    ).toEqual(['false', 'false', 'false', 'false', 'true']);
  });

  it('fits at every size, in long German words', async () => {
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 1280, height: 800 },
      { width: 800, height: 1280 },
    ]) {
      const { answers } = played([person(1, { name: 'Dagmar Müller-Lüdenscheidt-Oberschwabenhausen' })]);
      const { page } = await bench.show({ isManual: true, answers, size, language: 'de' });
      await page.locator('.rail-place', { hasText: 'Personen' }).click();
      await page.locator('.person-row').click();
      await page.locator('.person-form').waitFor();
      const overflow = await page.evaluate(() =>
        [...document.querySelectorAll('.person-form, .people-side, .header, .person-row, .person-form .key-button')]
          .filter((part) => part.scrollWidth > part.clientWidth + 1)
          .map((part) => part.className),
      );
      expect(overflow).toEqual([]);
      for (const button of await page.locator('.person-form .key-button, .person-row').all()) {
        expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
      }
      await bench.closeAll();
    }
  });
});
