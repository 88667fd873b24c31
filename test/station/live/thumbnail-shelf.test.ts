import { describe, expect, it } from 'vitest';
import { ThumbnailShelf } from '../../../main/station/live/thumbnail-shelf.ts';

const thumbnail = (part: string) => ({ part, width: 2, height: 1, jpeg: new Uint8Array([1]) });

describe('the shelf of thumbnails', () => {
  it('gives what it has at once', async () => {
    const shelf = new ThumbnailShelf();
    shelf.add(thumbnail('a'));
    expect(await shelf.of('a', new AbortController().signal)).toEqual(thumbnail('a'));
  });

  it('lets those wait who ask too early, and serves them all', async () => {
    const shelf = new ThumbnailShelf();
    const { signal } = new AbortController();
    const asked = Promise.all([shelf.of('a', signal), shelf.of('a', signal)]);
    shelf.add(thumbnail('b'));
    shelf.add(thumbnail('a'));
    expect((await asked).map(({ part }) => part)).toEqual(['a', 'a']);
  });

  it('says so when none comes, and is not disturbed by it', async () => {
    const shelf = new ThumbnailShelf();
    const controller = new AbortController();
    const asked = shelf.of('a', controller.signal);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
    shelf.add(thumbnail('a'));
    expect((await shelf.of('a', controller.signal)).part).toBe('a');
  });

  it('forgets the oldest', async () => {
    const shelf = new ThumbnailShelf();
    for (let i = 0; i < 100; i++) shelf.add(thumbnail(String(i)));
    await expect(shelf.of('3', AbortSignal.abort())).rejects.toMatchObject({ code: 'not-found' });
    expect((await shelf.of('99', AbortSignal.abort())).part).toBe('99');
  });
});
