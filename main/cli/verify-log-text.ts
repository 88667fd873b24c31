/** What a check of the history came to, in words. */
import type { CheckFinding, CheckReport } from '../api/slices/history.ts';

export function reportText(report: CheckReport): string {
  const { findings, findingCount, notes, noteCount, anchoredAt, head, isSound } = report;
  const verdict = isSound
    ? 'Nothing was changed: every entry follows from the one before it, and every seal is right.'
    : `The history is not what it was: ${plural(findingCount, 'thing is', 'things are')} wrong.`;
  return [
    verdict,
    ...(isSound ? [] : ['', ...lines(findings, findingCount)]),
    '',
    `Looked at: ${lookedAt(report)}, in ${(report.elapsedMs / 1000).toFixed(1)} s.`,
    ...(anchoredAt === null ? [] : [`The anchor is entry ${anchoredAt}: everything up to it is as it was then.`]),
    `Head (an anchor for later): ${head.entry}:${head.hash}`,
    ...(notes.length === 0 ? [] : ['', 'To know:', ...lines(notes, noteCount)]),
  ].join('\n');
}

function lookedAt({ entries, segments, droppedSegments, parts, clearedParts, messages }: CheckReport): string {
  return [
    plural(entries, 'entry', 'entries'),
    `${plural(segments, 'sealed segment', 'sealed segments')}${droppedSegments > 0 ? ` (${droppedSegments} cleared away)` : ''}`,
    ...(parts > 0 ? [`${plural(parts, 'part', 'parts')} with rows`] : []),
    ...(clearedParts > 0 ? [`${clearedParts} cleared away`] : []),
    ...(messages > 0 ? [plural(messages, 'message', 'messages')] : []),
  ].join(', ');
}

function lines(list: readonly CheckFinding[], count: number): string[] {
  const told = list.map(({ text }) => `  ${text}`);
  return count > list.length ? [...told, `  … and ${count - list.length} more`] : told;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
