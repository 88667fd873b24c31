import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkConfig } from '../../../main/station/config/check.ts';
import { readConfigText } from '../../../main/station/config/config-text.ts';
import { activeRecipe, loadConfig } from '../../../main/station/config/load.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(text: string, name = 'station.json'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const good = `{
  // A comment, as people write them.
  "station": { "name": "Line 3", "language": "de", "timeZone": "Europe/Berlin", "demo": true },
  "shifts": [{ "name": "A", "start": "06:00" }],
  "recipe": "screws",
  "recipes": [
    {
      "name": "screws",
      "bundle": "models/pitting",
      "framesPerPart": 12,
      "camera": {
        "kind": "replay", "width": 1280, "height": 1024, "pixelFormat": "Mono8",
        "source": "pictures", "framesPerSecond": 60, "loop": true,
        "defectiveParts": { "share": 0.2, "seed": 3 },
        "faults": { "seed": 1, "drop": 0.1, "freeze": { "atFrame": 4, "frames": 2 } },
      },
      "trigger": { "mode": "software", "everyMs": 20, "frameTimeoutMs": 100 },
      "limits": { "pitting": { "passBelow": 0.2, "failAbove": 0.8 } },
      "regions": [[[0, 0], [1280, 0], [640, 1024]]],
      "quality": { "brightness": { "min": 20, "max": 200 }, "focus": { "min": 5 } },
      "referencePicture": "good.png",
      "millimetresPerPixel": 0.05,
      "deadlineMs": 50,
      "line": { "output": "simulated", "heartbeatMs": 500, "stopWhenStoreFull": false }
    },
    {
      "name": "boards",
      "bundle": "/opt/bundles/boards",
      "camera": {
        "kind": "genicam", "width": 640, "height": 480, "pixelFormat": "Mono8", "device": "SIM01",
        "interface": "127.0.0.1", "exposureUs": 500, "gain": 2, "triggerSource": "Line1", "packetSize": 9000
      }
    }
  ],
  "store": { "passDays": 3, "maxBytes": 20000000 },
  "http": { "port": 8080 },
  "engine": { "threads": 1, "precision": "fp32", "hangMs": 300 }
}`;

function problemsOf(text: string): string[] {
  const checked = checkConfig(readConfigText(text));
  return checked.ok
    ? []
    : checked.problems.map(({ position, message }) => `${position.line}:${position.column} ${message}`);
}

describe('a good file', () => {
  test('is loaded with comments, defaults and absolute paths', async () => {
    const config = await loadConfig(await file(good));
    const recipe = activeRecipe(config);
    expect(config).toMatchObject({ file: join(folder, 'station.json'), http: { port: 8080 } });
    expect(config.store.reserveBytes).toBe(256_000_000);
    expect(recipe).toMatchObject({
      bundle: join(folder, 'models/pitting'),
      referencePicture: join(folder, 'good.png'),
      camera: { source: join(folder, 'pictures') },
    });
    expect(config.recipes[1]?.bundle).toBe('/opt/bundles/boards');
  });

  test('may be asked for another of its recipes, and names the nearest for one that it has not', async () => {
    const path = await file(good);
    expect(activeRecipe(await loadConfig(path, { recipe: 'boards' })).name).toBe('boards');
    await expect(loadConfig(path, { recipe: 'bords' })).rejects.toMatchObject({
      message: expect.stringContaining('"bords"'),
      remedy: 'did you mean "boards"? There are: "screws", "boards"',
    });
  });

  test('may be asked for a recipe by its short id, and is then told by its name', async () => {
    const path = await file(good.replace('"name": "boards"', '"name": "Control board", "id": "pcb"'), 'ids.json');
    const config = await loadConfig(path, { recipe: 'pcb' });
    expect(config.recipe).toBe('Control board');
    expect(activeRecipe(config).bundle).toBe('/opt/bundles/boards');
    expect((await loadConfig(path, { recipe: 'Control board' })).recipe).toBe('Control board');
    expect((await loadConfig(path)).recipe).toBe('screws');
    await expect(loadConfig(path, { recipe: 'pbc' })).rejects.toMatchObject({
      remedy: 'did you mean "pcb"? There are: "screws", "pcb" (Control board)',
    });
    await expect(loadConfig(path, { recipe: 'gearwheels' })).rejects.toMatchObject({
      remedy: 'There are: "screws", "pcb" (Control board)',
    });
  });

  test('may name the recipe to run by its id as well', async () => {
    const ids = good.replace('"name": "boards"', '"name": "Control board", "id": "pcb"');
    const path = await file(ids.replace('"recipe": "screws"', '"recipe": "pcb"'), 'own-id.json');
    expect((await loadConfig(path)).recipe).toBe('Control board');
  });

  test('may name a golden picture, relative to the file, with a position for each frame or one for all', async () => {
    const reference = (positions: string) =>
      good.replace('"framesPerPart": 12', `"framesPerPart": 3, "reference": { "picture": "golden.png"${positions} }`);
    const { reference: plain } = activeRecipe(await loadConfig(await file(reference(''), 'golden.json')));
    expect(plain).toEqual({
      picture: join(folder, 'golden.png'),
      ...{ positions: [[0, 0]], ignore: [], copper: 'bright', searchPx: 24 },
    });
    const three = ', "positions": [[0, 0], [640, 0], [1280, 0]], "ignore": [[10, 20, 30, 40]]';
    const { reference: full } = activeRecipe(await loadConfig(await file(reference(three), 'golden.json')));
    expect(full).toMatchObject({
      positions: [
        [0, 0],
        [640, 0],
        [1280, 0],
      ],
      ignore: [{ x: 10, y: 20, width: 30, height: 40 }],
    });
    expect(problemsOf(reference(', "positions": [[0, 0], [640, 0]]'))).toEqual([
      expect.stringMatching(/recipes\[0\]\.reference\.positions: there are 2 positions; there must be 3/),
    ]);
  });

  test('may begin with a byte order mark', async () => {
    expect((await loadConfig(await file(`\uFEFF${good}`))).recipe).toBe('screws');
  });
});

describe('a bad file', () => {
  test('is refused with every problem at once, each with its line', async () => {
    const text = good
      .replace('"loop": true', '"lop": true')
      .replace('"passBelow": 0.2', '"passBelow": 0.9')
      .replace('"port": 8080', '"port": "8080"')
      .replace('"language": "de"', '"language": "dee"');
    expect(problemsOf(text)).toEqual([
      '3:46 station.language: "dee" is not possible; did you mean "de"?',
      '13:54 recipes[0].camera: there is no key "lop"; did you mean "loop"?',
      '18:30 recipes[0].limits.pitting: passBelow must be less than failAbove',
      '36:21 http.port: expected number, received string',
    ]);
    await expect(loadConfig(await file(text))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/^4 problems in the configuration .*station\.json:\n {2}line 3, column 46: /),
    });
  });

  test('says where the JSON breaks', () => {
    expect(problemsOf('{\n  "recipe": "a"\n  "recipes": []\n}')[0]).toMatch(/^3:3 not valid JSON: comma expected/);
    expect(problemsOf('')).toEqual(['1:1 the file is empty']);
  });

  test('does not choose between two values of one key', () => {
    expect(problemsOf(good.replace('"threads": 1,', '"threads": 1, "threads": 2,'))).toEqual([
      '37:29 "threads" is given twice; delete one of them',
    ]);
  });

  test('names a missing key where it should stand', () => {
    expect(problemsOf(good.replace('"bundle": "models/pitting",', ''))).toEqual(['7:5 recipes[0].bundle: is missing']);
  });

  test('names the kinds of camera when its kind is none of them', () => {
    expect(problemsOf(good.replace('"kind": "replay"', '"kind": "reply"'))).toEqual([
      expect.stringMatching(/^12:\d+ recipes\[0\]\.camera\.kind: "reply" is not possible; did you mean "replay"\?/),
    ]);
  });

  test('names the nearest recipe when the active one does not exist', () => {
    expect(problemsOf(good.replace('"recipe": "screws"', '"recipe": "screw"'))).toEqual([
      '5:13 recipe: there is no recipe "screw"; did you mean "screws"? There are: "screws", "boards"',
    ]);
  });

  test('may not call two recipes by one word, be it name or id', () => {
    expect(problemsOf(good.replace('"name": "boards"', '"name": "screws"'))).toEqual([
      expect.stringMatching(/recipes\[1\]\.name: two recipes are called "screws"$/),
    ]);
    expect(problemsOf(good.replace('"name": "boards"', '"name": "boards", "id": "screws"'))).toEqual([
      expect.stringMatching(/recipes\[1\]\.id: two recipes are called "screws"$/),
    ]);
    expect(problemsOf(good.replace('"name": "boards"', '"name": "boards", "id": "PCB 1"'))).toEqual([
      expect.stringContaining('lower-case letters, digits and hyphens'),
    ]);
  });

  test('refuses a region outside the picture, at the line of its point', () => {
    expect(problemsOf(good.replace('[640, 1024]', '[640, 1025]'))).toEqual([
      '19:39 recipes[0].regions[0][2]: the point 640, 1025 lies outside the picture of 1280 × 1024 pixels',
    ]);
  });

  test('refuses a time zone that no clock knows', () => {
    expect(problemsOf(good.replace('Europe/Berlin', 'Europe/Berln'))[0]).toContain('did you mean "Europe/Berlin"?');
  });

  test('that does not exist is named with what to do', async () => {
    await expect(loadConfig(join(folder, 'none.json'))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('none.json'),
      remedy: expect.stringContaining('--config'),
    });
  });
});

describe('a key with one wrong letter', () => {
  const keys = [...good.matchAll(/"(\w+)":/g)].map((match) => ({ key: String(match[1]), at: match.index + 1 }));
  // The names under `limits` are classes of the bundle: any name is right here.
  const known = keys.filter(({ key }) => key !== 'pitting');
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzMX');

  const typo = fc
    .record({
      key: fc.constantFrom(...known),
      where: fc.nat(),
      letter,
      how: fc.constantFrom('drop', 'add', 'swap', 'change'),
    })
    .map(({ key: { key, at }, where, letter, how }) => {
      const i = where % key.length;
      const [head, own, tail] = [key.slice(0, i), key.slice(i, i + 1), key.slice(i + 1)];
      const wrong = {
        drop: head + tail,
        add: head + letter + own + tail,
        swap: head + tail.slice(0, 1) + own + tail.slice(1),
        change: head + letter + tail,
      }[how];
      return { key, at, wrong };
    })
    .filter(({ key, wrong }) => wrong !== '' && wrong !== key && !keys.some((other) => other.key === wrong));

  test('is reported with its line and the right name, whatever the key and the letter', () => {
    fc.assert(
      fc.property(typo, ({ key, at, wrong }) => {
        const text = good.slice(0, at) + wrong + good.slice(at + key.length);
        const line = good.slice(0, at).split('\n').length;
        const told = problemsOf(text).find((problem) => problem.includes(`"${wrong}"`));
        expect(told).toContain(`"${key}"`);
        expect(told).toMatch(new RegExp(`^${line}:`));
      }),
      { numRuns: 500 },
    );
  });
});

test('no text whatsoever makes the loader throw anything but its own error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      await expect(loadConfig(await file(text, 'any.json'))).rejects.toMatchObject({ name: 'StationError' });
    }),
    { numRuns: 100 },
  );
});
