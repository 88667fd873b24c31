import { beforeAll, describe, expect, it } from 'vitest';
import { say } from '../../../main/api/said/say.ts';
import type { LiveStatus } from '../../../main/api/slices/live.ts';
import { incidentKinds } from '../../../main/storekeeper/incidents.ts';
import { type Circumstances, troublesOf } from '../../../renderer/live/troubles.ts';
import { FakeLine } from '../../support/fake-line.ts';
import { isSceneName, type SceneName, scenes } from '../../support/fake-scenes.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

let words: SpokenWords;
const healthy: LiveStatus = new FakeLine([]).status();
const seen = (scene: SceneName, change: Partial<Circumstances> = {}): Circumstances => ({
  link: { kind: 'connected' },
  status: scenes[scene](healthy),
  statusCameAtMs: 0,
  nowMs: 0,
  ...change,
});
const idsOf = (circumstances: Circumstances): readonly string[] =>
  troublesOf(circumstances, words.t, words.numbers).map((trouble) => trouble.id);

beforeAll(async () => {
  words = await speak('en');
});

describe('the incidents of the store', () => {
  it.each(incidentKinds)('have a title: %s', (kind) => {
    const incidents = [{ id: 'x', at: 0, kind, detail: 'A detail.' }];
    const [first] = troublesOf({ ...seen('calm'), status: { ...healthy, incidents } }, words.t, words.numbers);
    expect(first?.title).not.toBe('Something happened that a person must know');
  });
});

describe('what needs a person', () => {
  it('is nothing on a calm station', () => {
    expect(idsOf(seen('calm'))).toEqual([]);
  });

  it.each([
    ['camera-lost', 'camera:lost', 'urgent'],
    ['camera-fault', 'camera:fault', 'urgent'],
    ['engine-restarting', 'engine:restarting', 'warning'],
    ['engine-fault', 'engine:fault', 'urgent'],
    ['pictures-stopped', 'store:pictures-stopped', 'warning'],
    ['disk-reserve', 'store:reserve', 'urgent'],
    ['disk-full', 'store:full', 'urgent'],
    ['sum-wrong', 'sum', 'urgent'],
  ])('is said for %s', (scene, id, level) => {
    expect(isSceneName(scene)).toBe(true);
    const found = troublesOf(seen(isSceneName(scene) ? scene : 'calm'), words.t, words.numbers);
    expect(found.map((trouble) => [trouble.id, trouble.level])).toEqual([[id, level]]);
    expect(found[0]?.title).not.toBe('');
  });

  it('is only the connection while that is lost, with the age of what is still shown', () => {
    const link = { kind: 'lost', sinceMs: 3_000, retryAtMs: 15_000 } as const;
    const [first, ...others] = troublesOf(seen('disk-full', { link, nowMs: 12_000 }), words.t, words.numbers);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ id: 'link', mayBeUnderstood: false });
    expect(first?.detail).toContain('12 s old');
    expect(first?.remedy).toContain('in 3 s');
  });

  it('names every incident once, the urgent before the others', () => {
    const both = { ...scenes.incidents(healthy), camera: scenes['camera-lost'](healthy).camera };
    expect(idsOf({ ...seen('calm'), status: both })).toEqual(['camera:lost', 'incident:i2', 'incident:i1']);
  });

  it('does not say twice that the disk is full', () => {
    const incidents = [{ id: 'x', at: 0, kind: 'disk-full', detail: 'Full since 14:52.' }];
    const full = scenes['disk-full'](healthy);
    expect(idsOf({ ...seen('calm'), status: { ...full, incidents } })).toEqual(['store:full']);
    expect(idsOf({ ...seen('calm'), status: { ...healthy, incidents } })).toEqual(['incident:x']);
  });

  it('has words for a kind of incident that this screen does not know', () => {
    const incidents = [{ id: 'x', at: 0, kind: 'from-next-year', detail: 'Something new.' }];
    const [first] = troublesOf({ ...seen('calm'), status: { ...healthy, incidents } }, words.t, words.numbers);
    expect(first?.title).toBe('Something happened that a person must know');
    expect(first?.detail).toBe('Something new.');
  });
});

describe('on a German screen', () => {
  const said = (status: LiveStatus, german: SpokenWords): string =>
    troublesOf({ ...seen('calm'), status }, german.t, german.numbers)
      .map(({ title, detail, remedy }) => [title, detail, remedy].join(' '))
      .join(' ');

  it('what the station says of camera, engine, store and incidents is German', async () => {
    const german = await speak('de');
    const status: LiveStatus = {
      ...healthy,
      camera: {
        ...healthy.camera,
        state: 'lost',
        detail: say('cameraNotOpened', { name: say('firstGenicam'), why: say('noneAnswers') }),
        remedy: say('noCameraAnswers'),
      },
      engine: { ...healthy.engine, state: 'fault', detail: `${say('noNvidia')} ${say('bundleCopyAgain')}` },
      store: { ...healthy.store, state: 'fault', detail: say('recordsNotWritten', { why: 'EIO' }) },
      incidents: [
        {
          id: 'a',
          at: 0,
          kind: 'disk-recovered',
          detail: `${say('diskRecovered')} ${say('diskFree', { megabytes: 9 })}`,
        },
        {
          id: 'b',
          at: 0,
          kind: 'database-salvaged',
          detail: `${say('mendedParts', { parts: 7 })} ${say('mendedLost', { parts: 2 })}`,
        },
      ],
    };
    const text = said(status, german);
    expect(text).toContain('die erste GenICam-Kamera lässt sich nicht öffnen: keine antwortet');
    expect(text).toContain('Auf dem Datenträger ist wieder Platz. (9 MB frei)');
    expect(text).toContain('Die Datenbank war beschädigt. 7 Teile kamen in eine neue. 2 Teile sind verloren.');
    expect(text).not.toMatch(/\b(the|The|is|are|of|and|be|copy|Check|no)\b/);
  });
});
