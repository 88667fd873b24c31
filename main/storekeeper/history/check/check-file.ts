/** An exported history, checked line by line: chain, segments, the signature at its end. */
import { describeIssues, StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { CheckReport } from '../../../api/slices/history.ts';
import { canonical } from '../entry.ts';
import {
  endText,
  type FileHead,
  fileEndSchema,
  fileEntrySchema,
  fileHeadSchema,
  fileSegmentSchema,
} from '../export/file-format.ts';
import { type FileLine, fileLines } from '../export/file-lines.ts';
import { isSignedBy, type Segment } from '../segment.ts';
import type { Anchor } from './anchor.ts';
import { ChainCheck } from './chain-check.ts';
import { type HashedEntry, lookAhead } from './diagnose.ts';
import { Findings } from './findings.ts';
import { checkReport } from './report.ts';

type Piece =
  | { readonly kind: 'entry'; readonly row: HashedEntry }
  | { readonly kind: 'segment'; readonly segment: Segment; readonly isDropped: boolean }
  | { readonly kind: 'end'; readonly isSigned: boolean }
  | { readonly kind: 'unreadable' };

export interface FileCheckOptions {
  readonly path: string;
  readonly anchor: Anchor | null;
  readonly monotonicMs: () => number;
}

/** @throws StationError `bad-input` for a file that is no exported history. */
export function checkFile({ path, anchor, monotonicMs }: FileCheckOptions): CheckReport {
  const started = monotonicMs();
  const lines = fileLines(path);
  const { station, after } = headOf(lines.next().value ?? null, path);
  const wrong = new Findings();
  const notes = new Findings();
  const chain = new ChainCheck(wrong, notes, { ...after, hash: Buffer.from(after.hash, 'hex') }, anchor);
  if (after.entry > 0) notes.add('dropped', after.entry, say('noteOfOlder', { entry: after.entry + 1 }));
  const check = { chain, wrong, dropped: 0, isEnded: false };
  const waiting: Piece[] = [];
  for (const line of lines) {
    waiting.push(pieceOf(line, station));
    if (waiting.length > lookAhead) take(waiting, check);
  }
  while (waiting.length > 0) take(waiting, check);
  if (!check.isEnded) wrong.add('file', chain.head.entry, say('checkFileEnd'));
  return checkReport({
    ...{ chain, wrong, notes, anchor, elapsedMs: monotonicMs() - started },
    ...{ droppedSegments: check.dropped, parts: 0, clearedParts: 0, messages: 0 },
  });
}

interface FileCheck {
  readonly chain: ChainCheck;
  readonly wrong: Findings;
  dropped: number;
  isEnded: boolean;
}

function take(waiting: Piece[], check: FileCheck): void {
  const piece = waiting.shift();
  const { chain, wrong } = check;
  switch (piece?.kind) {
    case 'entry':
      chain.entry(piece.row, () => waiting.flatMap((next) => (next.kind === 'entry' ? [next.row] : [])));
      break;
    case 'segment':
      if (piece.isDropped) {
        chain.dropped(piece.segment);
        check.dropped += 1;
      } else chain.sealed(piece.segment);
      break;
    case 'end':
      check.isEnded = true;
      if (!piece.isSigned) wrong.add('file', chain.head.entry, say('checkFileSignature'));
      break;
    case 'unreadable':
      wrong.add('edited', chain.head.entry + 1, say('checkUnreadable', { entry: chain.head.entry + 1 }));
      break;
    case undefined:
      break;
  }
}

function headOf(line: FileLine | null, path: string): FileHead {
  const head = fileHeadSchema.safeParse(line === null ? null : jsonOf(line.text));
  if (head.success) return head.data;
  throw new StationError('bad-input', `${path} is no exported history (${describeIssues(head.error)})`, {
    remedy: 'Name a .jsonl file that the screen History has exported; a table (.csv) cannot be checked.',
  });
}

function pieceOf({ text, sha256Before }: FileLine, station: string): Piece {
  const value = jsonOf(text);
  const entry = fileEntrySchema.safeParse(value);
  if (entry.success) {
    const { body, hash, ...facts } = entry.data;
    return { kind: 'entry', row: { ...facts, body: canonical(body), hash: Buffer.from(hash, 'hex') } };
  }
  const segment = fileSegmentSchema.safeParse(value);
  if (segment.success) {
    const { before, head, key, signature, ...facts } = segment.data.segment;
    const bytes = { before: fromHex(before), head: fromHex(head), key: fromHex(key), signature: fromHex(signature) };
    return { kind: 'segment', segment: { ...facts, ...bytes }, isDropped: segment.data.dropped };
  }
  const end = fileEndSchema.safeParse(value);
  if (!end.success) return { kind: 'unreadable' };
  const { key, signature, ...facts } = end.data.end;
  const isOfThisFile = facts.sha256 === sha256Before() && facts.station === station;
  return { kind: 'end', isSigned: isOfThisFile && isSignedBy(fromHex(key), endText(facts), fromHex(signature)) };
}

/** Null for what is no JSON: a line that was changed by hand. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

function fromHex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
