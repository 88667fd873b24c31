/** A station's past, twice: in a database, written as the store writes it, and plainly in memory to compare with. */
import { v7 } from 'uuid';
import type { PartFilter } from '../../../main/api/slices/quality.ts';
import { type Reason, reasonKey, type Verdict } from '../../../main/api/words.ts';
import { type Random, seededRandom } from '../../../main/station/random.ts';
import type { PartRecord } from '../../../main/station/record/record.ts';
import {
  type CommandAnswer,
  type CommitGroup,
  createCommitGroup,
  type Item,
} from '../../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../../main/storekeeper/event-time.ts';
import { uuidBytes } from '../../../main/storekeeper/uuid-bytes.ts';
import { aFrame, aRecord, shiftStart } from '../a-record.ts';

const classLists = [
  ['pitting', 'scratch'],
  ['scratch', 'dent'],
];
const serials = ['AB-12-', 'ab 12/', 'Grün_', '50%_', 'ΩΣ', ''];
export const comments = ['Kratzer am Rand', 'Öl "auf" der Linse', 'crater* AND (edge)', '表面划痕严重', ''];

export interface PlainPart {
  readonly record: PartRecord;
  isOpen: boolean;
  /** Ids of people; null: an operator without a name. */
  readonly decisions: {
    by: string | null;
    decision: 'good' | 'defect' | 'not-sure';
    comment: string;
    isWithdrawn: boolean;
  }[];
}

export interface World {
  readonly db: Db;
  readonly people: readonly string[];
  /** Oldest first. */
  readonly parts: PlainPart[];
  commit: CommitGroup;
  add(count: number): void;
  /** The answer of a command. */
  perform(name: string, input: object): CommandAnswer;
}

export function aWorld(parts: number, seed = 1): World {
  const db = openDatabase(':memory:');
  const random = seededRandom(seed);
  const people = ['Anna', 'Bo', 'Chen'].map((name) => aPerson(db, name));
  const commit = createCommitGroup(db, eventTimeWriter('UTC'), () => shiftStart);
  const world: World = {
    ...{ db, people, commit, parts: [] },
    add: (count) => {
      const made = Array.from({ length: count }, (_, index) => aPart(world.parts.length + index + 1, random));
      for (let at = 0; at < made.length; at += 32) {
        commit(made.slice(at, at + 32).map((record): Item => ({ kind: 'part', record })));
      }
      world.parts.push(...made.map((record) => decided(world, record, random)));
    },
    perform: (name, input) => {
      const item: Item = { kind: 'command', name, input, answered: () => undefined };
      const answer = commit([item]).answers.get(item);
      if (!answer) throw new Error(`no answer to ${name}`);
      return answer;
    },
  };
  world.add(parts);
  return world;
}

export function aPerson(db: Db, name: string, role = 'quality'): string {
  const id = v7();
  db.prepare('INSERT INTO person (uuid, name, role, created_at) VALUES (?, ?, ?, 0)').run(uuidBytes(id), name, role);
  return id;
}

function oneOf<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

function aPart(trigger: number, random: Random): PartRecord {
  const list = Math.floor(random() * classLists.length);
  const classes = classLists[list] ?? [];
  const fate = random();
  const verdict: Verdict = fate < 0.8 ? 'pass' : fate < 0.88 ? 'fail' : fate < 0.98 ? 'review' : 'missed';
  const scores = classes.map(() => random() ** (verdict === 'pass' ? 4 : 1));
  const reasons = reasonsOf(verdict, classes[0] ?? '', random);
  const picture = random() < 0.1 ? v7() : null;
  const frame = aFrame({ verdict, reasons, scores, picture, pictureOutcome: picture ? 'kept' : 'not-wanted' });
  const beginning = oneOf(serials, random);
  // Now and then the clock is an hour off.
  const at = shiftStart + trigger * 1000 + (random() < 0.01 ? 3_600_000 : 0);
  return aRecord(trigger, {
    ...{ at, classes, verdict, reasons, scores, frames: verdict === 'missed' ? [] : [frame] },
    recipe: oneOf(['screws', 'nuts'], random),
    bundleVersion: oneOf(['1.0.0', '2.0.0'], random),
    shift: ['A', 'B'][Math.floor(trigger / 700) % 2] ?? 'A',
    shiftStartedAt: shiftStart + Math.floor(trigger / 700) * 700_000,
    serial: beginning === '' ? null : `${beginning}${Math.floor(random() * 2000)}`,
    workOrder: random() < 0.2 ? `WO-${Math.floor(random() * 20)}` : null,
    review: verdict === 'review' ? { operatorMs: null, qualityMs: null, overdue: 'hold' } : null,
  });
}

function reasonsOf(verdict: Verdict, name: string, random: Random): Reason[] {
  if (verdict === 'pass') return [];
  if (verdict === 'missed') return [{ kind: 'no-frame' }];
  const late: Reason = { kind: 'late', tookMs: 20, deadlineMs: 16 };
  const own: Reason =
    verdict === 'fail'
      ? { kind: 'defect', class: name, score: 0.9, limit: 0.8 }
      : { kind: 'unsure', class: name, score: 0.5, passBelow: 0.3, failAbove: 0.8 };
  return random() < 0.1 ? [own, late] : [own];
}

/** Most parts under review are decided, some by two people; some decisions are taken back. */
function decided(world: World, record: PartRecord, random: Random): PlainPart {
  const part: PlainPart = { record, isOpen: record.verdict === 'review', decisions: [] };
  if (!part.isOpen || random() < 0.2) return part;
  const by = random() < 0.2 ? null : oneOf(world.people, random);
  const decision = oneOf(['good', 'defect', 'not-sure'] as const, random);
  const ids = { id: record.id, decisionId: v7(), messageId: v7() };
  const made = { by, decision, comment: oneOf(comments, random), isWithdrawn: false };
  const said = { decision, class: decision === 'defect' ? (record.classes[0] ?? null) : null, comment: made.comment };
  const answer = world.perform('decideReview', {
    ...{ ...ids, ...said, by, role: 'quality', lookedMs: 900, isTooFast: false, stages: ['operator'] },
  });
  if (!answer.ok) throw new Error(answer.error.message);
  part.decisions.push(made);
  part.isOpen = decision === 'not-sure';
  return part;
}

/** What the search is compared with. */
export function fitsPlainly({ record, isOpen, decisions }: PlainPart, filter: PartFilter): boolean {
  const held = decisions.filter(({ isWithdrawn }) => !isWithdrawn);
  const last = held.findLast(({ decision }) => decision !== 'not-sure')?.decision;
  const wasAsked = record.review !== null || held.length > 0;
  const state = isOpen ? 'open' : (last ?? (wasAsked ? 'asked' : 'none'));
  const among = <T>(wanted: readonly T[] | undefined, ...own: readonly T[]): boolean =>
    wanted === undefined || wanted.length === 0 || own.some((one) => wanted.includes(one));
  const score = filter.score && record.scores?.[record.classes.indexOf(filter.score.class)];
  return (
    record.at >= (filter.from ?? 0) &&
    record.at <= (filter.until ?? Number.POSITIVE_INFINITY) &&
    among(filter.recipes, record.recipe) &&
    among(filter.bundles, record.bundle, `${record.bundle}@${record.bundleVersion}`) &&
    among(filter.shifts, record.shift) &&
    among(filter.verdicts, record.verdict) &&
    among(filter.reasons, ...record.reasons.map(reasonKey)) &&
    (!filter.score || (score !== undefined && score >= filter.score.min && score <= filter.score.max)) &&
    among<string>(filter.dispositions, state) &&
    among(filter.people, ...held.flatMap(({ by }) => by ?? [])) &&
    (!filter.serial || (record.serial?.toLowerCase().startsWith(filter.serial.toLowerCase()) ?? false)) &&
    fitsText(
      `${record.serial ?? ''} ${record.workOrder ?? ''} ${held.map(({ comment }) => comment).join(' ')}`,
      filter.text ?? '',
    )
  );
}

function plainWords(text: string): string[] {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ');
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function fitsText(text: string, wanted: string): boolean {
  if (wanted === '') return true;
  const words = plainWords(wanted);
  const own = plainWords(text);
  const fits = (word: string): boolean =>
    own.some((one) => one.startsWith(word) || (/\p{Script=Han}/u.test(word) && one.includes(word)));
  return words.length > 0 && words.every(fits);
}
