/** What was drawn and not saved yet, until this page is loaded anew: whoever leaves and comes back finds it again. */
import type { Labels } from './labels.ts';

const drafts = new Map<string, Labels>();

function keyOf(part: string, frameIndex: number): string {
  return `${part} ${frameIndex}`;
}

export function draftOf(part: string, frameIndex: number): Labels | null {
  return drafts.get(keyOf(part, frameIndex)) ?? null;
}

export function keepDraft(part: string, frameIndex: number, labels: Labels | null): void {
  if (labels === null) drafts.delete(keyOf(part, frameIndex));
  else drafts.set(keyOf(part, frameIndex), labels);
}
