/** Known parts among the real ones: not to be told apart, in nobody's way, and revealed afterwards. */
import { readFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { queuedSchema } from '../../../main/api/slices/review.ts';
import { recipeSchema } from '../../../main/station/config/recipe.ts';
import { readBundle } from '../../../main/station/inference/bundle.ts';
import { seededRandom } from '../../../main/station/random.ts';
import { readGoldenPictures } from '../../../main/station/review/golden-pictures.ts';
import { knownLook, serialLike } from '../../../main/station/review/known-look.ts';
import { KnownParts, type Line } from '../../../main/station/review/known-parts.ts';
import { reading } from '../../storekeeper/rows-of.ts';
import { makeTinyBundle, tiny } from '../../support/tiny-bundle.ts';
import { type AReview, aReview, people, refusal } from './a-review.ts';
import { flagged } from './flagged.ts';
import { goldenBundle, truthBox } from './golden-bundle.ts';

const { ann, quinn } = people;

function recipeOf(bundle: string, change: Readonly<Record<string, unknown>> = {}) {
  const camera = { kind: 'replay', source: bundle, width: tiny.width, height: tiny.height, pixelFormat: 'RGB8' };
  return recipeSchema.parse({ name: 'Test', bundle, camera, ...change });
}

async function known(share: number, random = seededRandom(1)): Promise<KnownParts> {
  const dir = await goldenBundle();
  const parts = new KnownParts({ recipe: recipeOf(dir), bundle: await readBundle(dir) }, random);
  parts.share = share;
  await parts.available();
  return parts;
}

const anyPart = { serial: null, workOrder: null };
const quiet: Line = { now: { monotonicMs: 0, wallMs: 1e12 }, waiting: 0, nextDueInMs: null, isClaimed: () => false };

describe('known parts', () => {
  it.each([0.01, 0.02, 0.05])('are about %f of what reviewers see', async (share) => {
    const parts = await known(share);
    let shown = 0;
    const real = 20_000;
    for (let each = 0; each < real; each++) {
      parts.realCame(anyPart);
      const { show } = parts.follow(quiet);
      if (!show) continue;
      shown += 1;
      parts.decided(show.id);
    }
    expect(shown / (real + shown)).toBeGreaterThan(share * 0.8);
    expect(shown / (real + shown)).toBeLessThan(share * 1.2);
  });

  it('carry the work order of the real ones', async () => {
    const parts = await known(0.05);
    const orderOfNext = (workOrder: string | null): string | null | undefined => {
      for (let each = 0; each < 500; each++) parts.realCame({ serial: 'SN-1', workOrder });
      const { show } = parts.follow(quiet);
      if (show) parts.decided(show.id);
      return show?.workOrder;
    };
    expect(orderOfNext('WO-77')).toBe('WO-77');
    expect(orderOfNext(null)).toBeNull();
  });

  it('never come while they are switched off', async () => {
    const parts = await known(0);
    for (let each = 0; each < 1000; each++) parts.realCame(anyPart);
    expect(parts.follow(quiet)).toEqual({ show: null, hide: null });
  });

  it('give way to a live deadline and to a full queue, come back later, and stay with whoever looks at one', async () => {
    const parts = await known(0.05);
    const come = (line: Line): void => {
      for (let each = 0; each < 500; each++) parts.realCame(anyPart);
      expect(parts.follow(line).show === null).toBe(line !== quiet);
    };
    come({ ...quiet, nextDueInMs: 30_000 });
    come({ ...quiet, waiting: 6 });
    come(quiet);
    const busy = { ...quiet, nextDueInMs: 29_000 };
    expect(parts.follow({ ...busy, isClaimed: () => true })).toEqual({ show: null, hide: null });
    const { hide } = parts.follow(busy);
    expect(hide).not.toBeNull();
    expect(parts.follow(busy)).toEqual({ show: null, hide: null });
    expect(parts.follow({ ...quiet, nextDueInMs: 31_000 }).show).not.toBeNull();
    // Its own deadline passed: quality is never asked about one.
    const late = { ...quiet, now: { monotonicMs: 10_000_000, wallMs: 1e12 } };
    expect(parts.follow(late).hide).not.toBeNull();
    expect(parts.follow(quiet).show).toBeNull();
  });

  it('show each picture once before any comes again, good and defective alike', async () => {
    const parts = await known(0.05);
    const pictures: string[] = [];
    while (pictures.length < 8) {
      parts.realCame(anyPart);
      const { show } = parts.follow(quiet);
      const shown = show && parts.get(show.id);
      if (!shown) continue;
      pictures.push(shown.picture.name);
      parts.decided(shown.waiting.id);
    }
    expect(new Set(pictures.slice(0, 6)).size).toBe(6);
  });
});

describe('the look of a known part', () => {
  it('says nothing of its truth: boxes of a defective picture, moved, and scores between the limits', async () => {
    const dir = await goldenBundle();
    const pictures = await readGoldenPictures(await readBundle(dir), recipeOf(dir));
    const [defect] = pictures.isUsable ? pictures.defect : [];
    if (!defect) throw new Error('no golden picture');
    const limits = { passBelow: 0.2, failAbove: 0.8 };
    const random = seededRandom(3);
    const looks = Array.from({ length: 200 }, () =>
      knownLook(defect, recipeOf(dir, { framesPerPart: 3 }), ['red', 'green'], () => limits, random),
    );
    for (const { score, regions, opinion, frameIndex } of looks) {
      expect(score).toBeGreaterThan(limits.passBelow);
      expect(score).toBeLessThan(limits.failAbove);
      expect([0, 1, 2]).toContain(frameIndex);
      expect(opinion.map(({ class: name }) => name)).toEqual(['red', 'green']);
      expect(opinion[0]?.score).toBe(score);
      expect(opinion[1]?.score).toBeLessThan(limits.passBelow);
      const [region] = regions;
      expect(region).toMatchObject({ class: 'red', score });
      if (!region) continue;
      expect(region.x + region.width).toBeLessThanOrEqual(tiny.width);
      expect(Math.abs(region.x - truthBox.x)).toBeLessThan(10);
    }
    expect(new Set(looks.map(({ regions }) => JSON.stringify(regions))).size).toBeGreaterThan(100);
  });

  it('has a serial number like the last one of the line, where the line has any', () => {
    expect(serialLike(null, Math.random)).toBeNull();
    expect(serialLike('SN-001234/A', Math.random)).toMatch(/^SN-\d{6}\/A$/);
  });
});

describe('pictures for known parts', () => {
  const why = async (dir: string, change = {}): Promise<string> => {
    const pictures = await readGoldenPictures(await readBundle(dir), recipeOf(dir, change));
    return pictures.isUsable ? 'usable' : pictures.why;
  };

  it('are those of the golden set, with their truth and where it is', async () => {
    const dir = await goldenBundle({ good: 7, defect: 5 });
    const pictures = await readGoldenPictures(await readBundle(dir), recipeOf(dir));
    if (!pictures.isUsable) throw new Error(pictures.why);
    expect([pictures.good.length, pictures.defect.length]).toEqual([7, 5]);
    expect(pictures.defect[0]).toMatchObject({ truth: 'defect', boxes: [{ class: 'red', ...truthBox }] });
    expect(readFileSync(pictures.good[0]?.file ?? '', 'utf8')).toBe('picture-00.jpg');
  });

  it('are none where there is no golden set, too few of a kind, of another size or not the maker’s; and it is said why', async () => {
    expect(await why(await makeTinyBundle())).toContain('has no golden set');
    expect(await why(await goldenBundle({ defect: 4 }))).toContain('6 good and 4 defective');
    expect(await why(await goldenBundle({ size: { width: 50, height: 40 } }))).toContain('50×40');
    const changed = await makeTinyBundle({
      manifest: (manifest) => {
        manifest['golden'] = { labels: 'golden/labels.json', sha256: 'a'.repeat(64), pictures: 3, defective: 1 };
      },
    });
    expect(await why(changed)).toContain('cannot be used');
  });
});

/** A station at whose screen a known part is shown. */
async function withKnown(): Promise<{ station: AReview; id: string }> {
  const station = await aReview({ bundleDir: await goldenBundle(), random: () => 0.001 });
  const desk = station.screen(quinn).client;
  expect(await desk.call('review.knownParts', {})).toEqual({ share: 0, available: 12, why: null });
  await desk.call('review.setKnownParts', { share: 0.05 });
  const real = flagged(1, { serial: 'SN12' });
  await station.parts([real]);
  await station.review.tick();
  const { parts } = await desk.call('review.queue', {});
  const id = parts.find((part) => part.id !== real.id)?.id;
  if (id === undefined) throw new Error('no known part is shown');
  return { station, id };
}

describe('a known part at the screen', () => {
  it('looks like every other part, and changes nothing but the person’s figures', async () => {
    const { station, id } = await withKnown();
    const screen = station.screen(ann).client;
    const queue = await screen.call('review.queue', {});
    const [one, other] = queue.parts;
    expect(queue.waiting).toEqual({ operator: 2, quality: 0, overdue: 0 });
    for (const part of [one, other]) {
      expect(queuedSchema.parse(part)).toMatchObject({ stage: 'operator', next: 'quality', verdict: 'review' });
      expect(part?.serial).toMatch(/^SN\d\d$/);
      expect(part?.label).toBe(part?.id.slice(-6).toUpperCase());
      expect(part?.reasons).toMatchObject([{ kind: 'unsure', class: 'red' }]);
    }
    expect(station.review.waitingParts).toBe(1);
    const looks = await Promise.all(queue.parts.map((part) => screen.call('review.look', { id: part.id })));
    expect(Object.keys(looks[0] ?? {}).sort()).toEqual(Object.keys(looks[1] ?? {}).sort());
    const look = looks.find((each) => each.id === id);
    expect(look).toMatchObject({
      classes: ['red', 'green'],
      frames: [{ verdict: 'review', regions: [{ class: 'red' }] }],
    });
    expect(readFileSync(station.review.pictureFile(look?.picture ?? '') ?? '', 'utf8')).toMatch(/^picture-/);

    await screen.call('review.claim', { id });
    const decisionId = v7();
    const input = { id, decisionId, decision: { decision: 'good' }, lookedMs: 50 } as const;
    const decided = await screen.call('review.decide', input);
    expect(decided).toMatchObject({ undoUntil: null, known: { truth: expect.stringMatching(/good|defect/) } });
    expect(decided.known?.isRight).toBe(decided.known?.truth === 'good');
    expect(await screen.call('review.decide', input)).toEqual(decided);
    expect(await refusal(screen.call('review.undo', { decisionId }))).toMatchObject({ code: 'conflict' });
    // The screen still shows it.
    expect(station.review.pictureFile(look?.picture ?? '')).not.toBeNull();

    const db = reading(station.dataDir);
    const count = (sql: string): unknown => db.prepare(sql).pluck().get();
    expect(count('SELECT count(*) FROM known_decision WHERE is_too_fast = 1')).toBe(1);
    expect(count('SELECT count(*) FROM part')).toBe(1);
    expect(count("SELECT count(*) FROM outbox WHERE kind <> 'segment'")).toBe(1);
    expect(count('SELECT count(*) FROM disposition')).toBe(0);
    expect(station.stops).toEqual([]);
  });

  it('is counted for whoever decided, who alone sees it beside quality', async () => {
    const { station, id } = await withKnown();
    const [line, desk] = [station.screen(ann).client, station.screen(quinn).client];
    expect(await line.call('review.myFigures', {})).toBeNull();
    const { known } = await line.call('review.decide', {
      ...{ id, decisionId: v7(), decision: { decision: 'defect', class: 'red' }, lookedMs: 2000 },
    });
    const mine = await line.call('review.myFigures', {});
    expect(mine).toMatchObject({
      ...{ person: { name: 'Ann' }, known: 1, decided: 0, right: known?.isRight ? 1 : 0, medianLookMs: 2000 },
      ...{ grade: 'too-few', tooFast: 0 },
    });
    expect(await desk.call('review.figures', { since: 0 })).toMatchObject([{ person: { name: 'Ann' }, known: 1 }]);
    expect(await refusal(line.call('review.figures', { since: 0 }))).toMatchObject({ code: 'not-allowed' });
    expect(await desk.call('review.myFigures', {})).toBeNull();
    expect(await station.screen().client.call('review.myFigures', {})).toBeNull();
  });

  it('is left out when all are marked at once, and goes when known parts are switched off', async () => {
    const { station, id } = await withKnown();
    const desk = station.screen(quinn).client;
    const all = { decision: { decision: 'good' }, reason: 'test of the lamp' } as const;
    expect(await desk.call('review.decideAll', { ...all, ids: [id] })).toEqual({ decided: 0, skipped: 1 });
    await desk.call('review.setKnownParts', { share: 0 });
    await station.review.tick();
    expect((await desk.call('review.queue', {})).parts.map((part) => part.id)).not.toContain(id);
  });

  it('keeps its share over a restart, and only quality may change it', async () => {
    const { station } = await withKnown();
    expect(await refusal(station.screen(ann).client.call('review.setKnownParts', { share: 0 }))).toMatchObject({
      code: 'not-allowed',
    });
    const later = await station.restarted();
    expect(await later.screen(quinn).client.call('review.knownParts', {})).toMatchObject({ share: 0.05 });
  });
});
