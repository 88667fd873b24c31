/** What a check comes to. */
import { say } from '../../../api/said/say.ts';
import type { CheckReport } from '../../../api/slices/history.ts';
import { hex } from '../segment.ts';
import type { Anchor } from './anchor.ts';
import type { ChainCheck } from './chain-check.ts';
import type { Findings } from './findings.ts';

export interface Checked {
  readonly chain: ChainCheck;
  readonly wrong: Findings;
  readonly notes: Findings;
  readonly anchor: Anchor | null;
  readonly droppedSegments: number;
  readonly parts: number;
  readonly clearedParts: number;
  readonly messages: number;
  readonly elapsedMs: number;
}

export function checkReport(checked: Checked): CheckReport {
  const { chain, wrong, notes, anchor, droppedSegments, parts, clearedParts, messages, elapsedMs } = checked;
  if (anchor === null) notes.add('anchor', null, say('noteNoAnchor'));
  else if (chain.anchoredAt === null) wrong.add('anchor', null, say('checkAnchor'));
  return {
    isSound: wrong.count === 0,
    entries: chain.entries,
    segments: chain.segments,
    ...{ droppedSegments, parts, clearedParts, messages },
    head: { entry: chain.head.entry, hash: hex(chain.head.hash) },
    anchoredAt: chain.anchoredAt,
    findings: [...wrong.list],
    findingCount: wrong.count,
    notes: [...notes.list],
    noteCount: notes.count,
    elapsedMs,
  };
}
