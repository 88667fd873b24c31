import { describe, expect, it, onTestFinished } from 'vitest';
import { dropOldSegments } from '../../../main/storekeeper/history/drop-segments.ts';
import { addTarget } from '../a-target.ts';
import { temporaryFolder } from '../store-child.ts';
import { type AHistory, aHistory, live } from './a-history.ts';

const dayMs = 86_400_000;

function fiveHours(): AHistory {
  const history = aHistory(temporaryFolder());
  onTestFinished(() => history.close());
  const hours = Array.from({ length: 5 }, () => [
    { kind: 'pass', afterMs: 3_600_000 } as const,
    { kind: 'setting', afterMs: 1000 } as const,
  ]);
  live(history, hours.flat());
  return history;
}

function drop(history: AHistory, { days = 0, isOver = false } = {}): Promise<void> {
  history.now += days * dayMs;
  return dropOldSegments({
    config: { historyDays: 400, otherDays: 100 },
    db: () => history.db,
    books: () => history.books,
    wallMs: () => history.now,
    pause: () => Promise.resolve(),
    isOver,
  });
}

const droppedIn = ({ db }: AHistory): unknown[] =>
  db.prepare('SELECT number FROM history_segment WHERE dropped_at IS NOT NULL ORDER BY number').pluck().all();

describe('old segments', () => {
  it('give up their entries when their time is over and no part of theirs has rows; the check goes over them', async () => {
    const history = fiveHours();
    const anchor = history.head();
    history.commit([{ kind: 'seal' }]);
    await drop(history, { days: 401 });
    // The first has the key only; the second has a part.
    expect(droppedIn(history)).toEqual([1]);

    history.db.exec(`DELETE FROM outbox WHERE kind = 'part'`);
    const range = history.db.prepare('SELECT min(entry), max(entry) FROM part').raw().get() as number[];
    history.db.exec('DELETE FROM part');
    history.books.history.append('cleared', { by: null, parts: 5, entries: [range] });
    await drop(history);

    expect(droppedIn(history)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(history.db.prepare('SELECT min(entry) FROM history').pluck().get()).toBeGreaterThan(
      Number(anchor.split(':')[0]),
    );
    const report = history.check(anchor);
    expect(report).toMatchObject({ isSound: true, findings: [], droppedSegments: 6 });
    expect(report.anchoredAt).toBe(Number(anchor.split(':')[0]));
    live(history, [{ kind: 'setting', afterMs: 5 }]);
    expect(history.check(anchor).findings).toEqual([]);
  });

  it('stay while a target has not got their head, and leave earlier only when there is no room', async () => {
    const history = fiveHours();
    history.db.exec('DELETE FROM part');
    addTarget(history.db, 'mes', 0);
    await drop(history, { days: 401 });
    expect(droppedIn(history)).toEqual([]);
    history.db.exec('UPDATE sync_target SET acknowledged = 1');
    await drop(history);
    expect(droppedIn(history)).toEqual([1]);

    const young = fiveHours();
    young.db.exec('DELETE FROM part');
    await drop(young, { days: 101 });
    expect(droppedIn(young)).toEqual([]);
    await drop(young, { isOver: true });
    expect(droppedIn(young).length).toBeGreaterThan(0);
  });
});

describe('rows of parts', () => {
  it('that were cleared away by age are told from rows that somebody removed', () => {
    const history = fiveHours();
    const [first, second] = history.db.prepare<[], number>('SELECT entry FROM part ORDER BY id').pluck().all();
    history.db.exec(`DELETE FROM part WHERE entry IN (${first}, ${second})`);
    history.db.exec(`DELETE FROM outbox WHERE kind = 'part' AND record NOT IN (SELECT id FROM part)`);
    history.books.history.append('cleared', { by: null, parts: 1, entries: [[first ?? 0, first ?? 0]] });
    expect(history.check().findings).toMatchObject([{ what: 'part', entry: second }]);
  });
});

describe('a clock that runs back', () => {
  it('is allowed, marked by the station itself and named by the check', () => {
    const history = fiveHours();
    history.now -= 365 * dayMs;
    live(history, [
      { kind: 'setting', afterMs: 5 },
      { kind: 'pass', afterMs: 7_200_000 },
    ]);
    const report = history.check();
    expect(report.findings).toEqual([]);
    expect(report.notes.map(({ what }) => what)).toContain('clock');
  });
});
