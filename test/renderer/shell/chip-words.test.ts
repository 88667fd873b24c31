import { beforeAll, describe, expect, it } from 'vitest';
import { cameraChip, diskChip, engineChip, mesChip } from '../../../renderer/shell/chip-words.ts';
import { FakeLine } from '../../support/fake-line.ts';
import { scenes } from '../../support/fake-scenes.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

let en: SpokenWords;
let de: SpokenWords;
const healthy = new FakeLine([]).status();

beforeAll(async () => {
  en = await speak('en');
  de = await speak('de');
});

describe('the chips of a healthy station', () => {
  it('are quiet and say one number each', () => {
    expect(cameraChip(healthy, en.t, en.numbers)).toEqual({ text: 'Camera 60.0 fps', level: 'normal' });
    expect(engineChip(healthy, en.t, en.numbers)).toMatchObject({ level: 'normal' });
    expect(diskChip(healthy, en.t, en.numbers)).toEqual({ text: 'Disk 41 days', level: 'normal' });
    expect(mesChip(healthy, en.t, en.numbers)).toEqual({ text: 'MES not set up', level: 'normal' });
  });
  it('speak German with German numbers', () => {
    expect(cameraChip(healthy, de.t, de.numbers).text).toBe('Kamera 60,0 Bilder/s');
  });
});

describe('the chips when something is wrong', () => {
  it('say since when the MES is away, how much waits, and that nothing is lost', () => {
    const chip = mesChip(scenes['mes-away'](healthy), en.t, en.numbers);
    expect(chip).toEqual({ text: 'MES away 2 h 14 min · 7\u202f412 waiting, nothing lost', level: 'warning' });
  });
  it('say whether the MES needs somebody, was paused, or has only some messages that are parked', () => {
    const said = (sync: typeof healthy.sync) => mesChip({ ...healthy, sync }, en.t, en.numbers);
    expect(said({ state: 'stopped', waiting: 812 })).toEqual({
      text: 'MES needs somebody · 812 waiting, nothing lost',
      level: 'urgent',
    });
    expect(said({ state: 'paused', waiting: 3 })).toEqual({
      text: 'MES paused · 3 waiting, nothing lost',
      level: 'normal',
    });
    expect(said({ state: 'paused', waiting: 3, parked: 1 }).level).toBe('warning');
    expect(said({ state: 'connected', waiting: 0, parked: 14 })).toEqual({
      text: 'MES connected · 14 parked',
      level: 'warning',
    });
    expect(said({ state: 'connected', waiting: 9 })).toEqual({ text: 'MES connected · 9 waiting', level: 'normal' });
    expect(said({ state: 'starting', waiting: 0 })).toEqual({ text: 'MES is being connected', level: 'normal' });
  });
  it('say when the camera is tried next', () => {
    const chip = cameraChip(scenes['camera-lost'](healthy), en.t, en.numbers);
    expect(chip).toEqual({ text: 'Camera away, next try in 4 s', level: 'urgent' });
  });
  it('warn some days before the disk is full', () => {
    const nearly = { ...healthy, store: { ...healthy.store, daysLeft: 2.9 } };
    expect(diskChip(nearly, en.t, en.numbers)).toEqual({ text: 'Disk 2 days', level: 'warning' });
  });
});
