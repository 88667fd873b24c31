import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { AlikeParts, cosineDistance, featuresOf, mostRemembered } from '../../../main/station/review/alike.ts';
import { suspectOf } from '../../../main/station/review/suspect.ts';
import type { DecidedPart } from '../../../main/station/store/review-queries.ts';

const base64 = (...numbers: number[]): string => Buffer.from(new Float32Array(numbers).buffer).toString('base64');

function decided(place: number, change: Partial<DecidedPart> = {}): DecidedPart {
  const reasons = [{ kind: 'unsure' as const, class: 'red', score: 0.5, passBelow: 0.2, failAbove: 0.8 }];
  return { place, id: v7(), bundle: 'tiny@1.0.0', reasons, highest: null, features: base64(1, 0), ...change };
}

/** A store that has these, newest first. */
async function remembering(parts: readonly DecidedPart[]): Promise<AlikeParts> {
  const newestFirst = parts.toSorted((one, other) => other.place - one.place);
  const alike = new AlikeParts({
    decidedParts: async ({ before, part, limit }) =>
      newestFirst
        .filter(({ place, id }) => (before === null || place < before) && (part === null || id === part))
        .slice(0, limit),
    alikeParts: async () => [],
  });
  await alike.load();
  return alike;
}

const sought = {
  id: v7(),
  bundle: 'tiny@1.0.0',
  suspect: { class: 'red', score: 0.5 },
  features: featuresOf(base64(2, 0)),
};

it('measures the angle between features, not their length', () => {
  const [right, up, longer] = [featuresOf(base64(1, 0)), featuresOf(base64(0, 3)), featuresOf(base64(7, 0))];
  if (!right || !up || !longer) throw new Error('no features');
  expect(cosineDistance(right, longer)).toBeCloseTo(0, 6);
  expect(cosineDistance(right, up)).toBeCloseTo(1, 6);
  expect(featuresOf(base64(0, 0))).toBeNull();
  expect(featuresOf(base64(Number.NaN, 1))).toBeNull();
});

it('finds the nearest with the same suspected class, judged by the same bundle, never the part itself', async () => {
  const near = decided(1, { features: base64(1, 0.1) });
  const far = decided(2, { features: base64(0.2, 1) });
  const others = [
    decided(3, { reasons: [{ kind: 'defect', class: 'green', score: 0.9, limit: 0.8 }] }),
    decided(4, { bundle: 'tiny@2.0.0' }),
    decided(5, { features: null }),
    decided(6, { id: sought.id }),
  ];
  const alike = await remembering([near, far, ...others]);
  expect(alike.nearest(sought, 9).map(({ id }) => id)).toEqual([near.id, far.id]);
  expect(alike.nearest(sought, 1)).toHaveLength(1);
});

it('goes by the score where there are no features', async () => {
  const scored = (place: number, score: number) =>
    decided(place, { features: null, reasons: [], highest: { class: 'red', score } });
  const parts = [scored(1, 0.9), scored(2, 0.52), scored(3, 0.4)];
  const alike = await remembering(parts);
  const ids = alike.nearest(sought, 2).map(({ id }) => id);
  expect(ids).toEqual([parts[1]?.id, parts[2]?.id]);
  expect(alike.nearest({ ...sought, suspect: null }, 2)).toEqual([]);
});

it('remembers the newest few thousand only, and forgets what was taken back', async () => {
  const many = Array.from({ length: mostRemembered + 300 }, (_, place) => decided(place + 1));
  const alike = await remembering(many);
  expect(alike.size).toBe(mostRemembered);
  const [newest] = many.slice(-1);
  alike.withdrawn(newest?.id ?? '');
  expect(alike.size).toBe(mostRemembered - 1);
  for (const part of many.slice(0, 5)) await alike.decided(part.id);
  expect(alike.size).toBe(mostRemembered);
});

it('suspects what the reasons begin with, else the highest score', () => {
  const scores = [
    { class: 'red', score: 0.1 },
    { class: 'green', score: 0.3 },
  ];
  expect(suspectOf([{ kind: 'no-frame' }], scores)?.class).toBe('green');
  expect(suspectOf([{ kind: 'defect', class: 'red', score: 0.9, limit: 0.8 }], scores)).toEqual({
    class: 'red',
    score: 0.9,
  });
  expect(suspectOf([], [])).toBeNull();
});
