/**
 * Found parts, page by page, newest first; the next page is fetched before somebody comes to its place.
 *
 *   loading ──▶ found(tail) ──(want)──▶ found(loading) ──▶ found(tail) ...
 *      └──▶ failed ──(again)──▶ loading
 *
 * Tails: `more` (fetched when wanted), `partial` (the station's time was over: a person says that it goes on), `loading`,
 * `failed` (a person tries again), `end`.
 */
import type { StationError } from '../../../main/api/errors.ts';
import type { Output } from '../../../main/api/slices/index.ts';
import type { FoundPart } from '../../../main/api/slices/quality.ts';
import { asStationError } from '../../connection/station-error.ts';
import { createStore, type Store } from '../../ui/store.ts';

export type Tail =
  | { readonly kind: 'end' }
  | { readonly kind: 'more'; readonly after: string }
  | { readonly kind: 'partial'; readonly after: string; readonly searchedUntil: number }
  | { readonly kind: 'loading'; readonly after: string }
  | { readonly kind: 'failed'; readonly after: string; readonly error: StationError };

export type PartPages =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: StationError }
  | { readonly kind: 'found'; readonly parts: readonly FoundPart[]; readonly tail: Tail };

export type AskPage = (after: string | null, signal: AbortSignal) => Promise<Output<'quality.search'>>;

export interface PartFinder {
  readonly pages: Store<PartPages>;
  /** Somebody looks at the part at `index`: what follows it is fetched. */
  want(index: number): void;
  /** On from where the station's time was over, or where it failed. */
  goOn(): void;
  stop(): void;
}

/** Parts that should be there beyond what is looked at: one page and a half. */
const ahead = 150;

export function findParts(ask: AskPage): PartFinder {
  const pages = createStore<PartPages>({ kind: 'loading' });
  const over = new AbortController();

  const fetchPage = (after: string | null, before: readonly FoundPart[]): void => {
    pages.change(() =>
      after === null ? { kind: 'loading' } : { kind: 'found', parts: before, tail: { kind: 'loading', after } },
    );
    ask(after, over.signal).then(
      (page) => settle({ kind: 'found', parts: [...before, ...page.parts], tail: tailOf(page) }),
      (thrown: unknown) => {
        const error = asStationError(thrown);
        settle(
          after === null
            ? { kind: 'failed', error }
            : { kind: 'found', parts: before, tail: { kind: 'failed', after, error } },
        );
      },
    );
  };
  const settle = (next: PartPages): void => {
    if (!over.signal.aborted) pages.change(() => next);
  };

  fetchPage(null, []);
  return {
    pages,
    want: (index) => {
      const now = pages.get();
      if (now.kind === 'found' && now.tail.kind === 'more' && index + ahead >= now.parts.length)
        fetchPage(now.tail.after, now.parts);
    },
    goOn: () => {
      const now = pages.get();
      if (now.kind === 'failed') fetchPage(null, []);
      else if (now.kind === 'found' && (now.tail.kind === 'partial' || now.tail.kind === 'failed'))
        fetchPage(now.tail.after, now.parts);
    },
    stop: () => over.abort(),
  };
}

function tailOf({ next, searchedUntil }: Output<'quality.search'>): Tail {
  if (next === null) return { kind: 'end' };
  return searchedUntil === null ? { kind: 'more', after: next } : { kind: 'partial', after: next, searchedUntil };
}
