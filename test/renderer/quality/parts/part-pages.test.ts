import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StationError } from '../../../../main/api/errors.ts';
import type { Output } from '../../../../main/api/slices/index.ts';
import { type AskPage, findParts, type PartFinder } from '../../../../renderer/quality/parts/part-pages.ts';
import { foundParts } from '../../../support/fake-desk.ts';

type Page = Output<'quality.search'>;

/** A station with so many parts that it gives out in pages; its time may be over in some, and it may fail. */
function pagesOf(count: number, size: number, options: { isPartial?: boolean; failsAt?: number } = {}): AskPage {
  const all = foundParts(count);
  let asked = 0;
  return async (after) => {
    asked += 1;
    if (asked === options.failsAt) throw new StationError('timeout', 'took too long');
    const begin = after === null ? 0 : Number(after);
    const end = begin + size;
    const next = end < all.length ? `${end}` : null;
    const searchedUntil = options.isPartial && next !== null ? (all[end - 1]?.at ?? 0) : null;
    return { parts: all.slice(begin, end), next, searchedUntil } satisfies Page;
  };
}

async function settled(finder: PartFinder): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
  const now = finder.pages.get();
  expect(now.kind === 'loading' || (now.kind === 'found' && now.tail.kind === 'loading')).toBe(false);
}

const lengthOf = (finder: PartFinder): number => {
  const now = finder.pages.get();
  return now.kind === 'found' ? now.parts.length : -1;
};

it('gives every part once and in order, however somebody moves through them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 900 }),
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
      async (count, size, looks) => {
        const finder = findParts(pagesOf(count, size));
        await settled(finder);
        for (const share of looks) {
          finder.want(Math.floor(share * Math.max(0, lengthOf(finder) - 1)));
          await settled(finder);
        }
        for (let turn = 0; turn <= count; turn += size) {
          finder.want(lengthOf(finder) - 1);
          await settled(finder);
        }
        const now = finder.pages.get();
        expect(now).toMatchObject({ kind: 'found', tail: { kind: 'end' } });
        expect(now.kind === 'found' ? now.parts.map(({ id }) => id) : []).toEqual(
          foundParts(count).map(({ id }) => id),
        );
      },
    ),
    { numRuns: 40 },
  );
});

it('fetches ahead of who looks, and nothing while there is enough', async () => {
  const finder = findParts(pagesOf(1_000, 100));
  await settled(finder);
  finder.want(0);
  await settled(finder);
  expect(lengthOf(finder)).toBe(200);
  finder.want(20);
  await settled(finder);
  expect(lengthOf(finder)).toBe(200);
  finder.want(60);
  await settled(finder);
  expect(lengthOf(finder)).toBe(300);
});

it('waits for a person where the time of the station was over', async () => {
  const finder = findParts(pagesOf(250, 100, { isPartial: true }));
  await settled(finder);
  finder.want(99);
  await settled(finder);
  expect(finder.pages.get()).toMatchObject({ tail: { kind: 'partial', searchedUntil: foundParts(250)[99]?.at } });
  finder.goOn();
  await settled(finder);
  expect(lengthOf(finder)).toBe(200);
});

it('keeps what it has when a page fails, and tries that page again', async () => {
  const finder = findParts(pagesOf(250, 100, { failsAt: 2 }));
  await settled(finder);
  finder.want(50);
  await settled(finder);
  expect(finder.pages.get()).toMatchObject({ kind: 'found', tail: { kind: 'failed', error: { code: 'timeout' } } });
  expect(lengthOf(finder)).toBe(100);
  finder.goOn();
  await settled(finder);
  expect(lengthOf(finder)).toBe(200);
});

it('says when the first page fails, and tries again', async () => {
  const finder = findParts(pagesOf(50, 100, { failsAt: 1 }));
  await settled(finder);
  expect(finder.pages.get()).toMatchObject({ kind: 'failed', error: { code: 'timeout' } });
  finder.goOn();
  await settled(finder);
  expect(finder.pages.get()).toMatchObject({ kind: 'found', tail: { kind: 'end' } });
});

it('changes nothing any more once it is stopped', async () => {
  const finder = findParts(pagesOf(50, 100));
  finder.stop();
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
  expect(finder.pages.get()).toEqual({ kind: 'loading' });
});
