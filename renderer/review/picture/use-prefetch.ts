/** Loads and decodes what will be shown next while somebody looks at the part before. */
import { useEffect } from 'react';
import type { UnderReview } from '../../../main/api/slices/review.ts';
import { useDesk } from '../desk/review-desk.ts';
import { wantPictures } from './picture-cache.ts';

export function usePrefetch(): void {
  const looks = useDesk((state) => state.looks);
  const shownId = useDesk((state) => state.shown?.part.id ?? null);
  useEffect(() => {
    const parts = [...looks].flatMap(([id, look]) => ('is' in look ? [{ id, is: look.is }] : []));
    // What is wanted last is kept longest.
    const next = parts.filter(({ id }) => id !== shownId).flatMap(({ is }) => firstPictures(is));
    const shown = parts.filter(({ id }) => id === shownId).flatMap(({ is }) => firstPictures(is));
    wantPictures([...next, ...shown]);
  }, [looks, shownId]);
}

/** Of the worst frame; and the golden picture, which is the same for many. */
function firstPictures({ frames, golden }: UnderReview): readonly string[] {
  return [frames[0]?.picture ?? null, golden?.picture ?? null].filter((id) => id !== null);
}
