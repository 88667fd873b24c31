/** The parked messages of a target, a page at a time, newest first. */
import { useEffect, useState } from 'react';
import type { Output } from '../../../main/api/slices/index.ts';
import type { TargetStatus } from '../../../main/api/slices/sync.ts';
import { type Answer, useAnswer } from '../../connection/use-answer.ts';

type Page = Output<'sync.parked'>;

export interface ParkedPages {
  readonly answer: Answer<Page>;
  readonly page: Page | null;
  /** From 1. */
  readonly number: number;
  readonly older: (() => void) | null;
  readonly newer: (() => void) | null;
  readonly again: () => void;
}

export function useParked({ id, parked }: Pick<TargetStatus, 'id' | 'parked'>): ParkedPages {
  // Where each page above this one began.
  const [begins, setBegins] = useState<readonly (number | null)[]>([null]);
  const { answer, value, again } = useAnswer('sync.parked', { target: id, before: begins.at(-1) ?? null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: as many as there were is no reason to look again
  useEffect(again, [again, parked]);
  const next = value?.next ?? null;
  return {
    ...{ answer, page: value, number: begins.length, again },
    older: next === null ? null : () => setBegins((before) => [...before, next]),
    newer: begins.length === 1 ? null : () => setBegins((before) => before.slice(0, -1)),
  };
}
