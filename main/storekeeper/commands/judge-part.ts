/**
 * What quality decides on a part that was found, beside the review:
 *
 *   second opinion   decided by somebody else, by nobody in arbitration
 *   arbitration      two people differ; by a third one or an administrator
 *   audit            passed, and not audited
 */
import { z } from 'zod';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import { assertNever, type Verdict } from '../../api/words.ts';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { Db } from '../database.ts';
import { insertDisposition, personRow } from '../dispositions.ts';
import { differ, type Judgement, judgementsOf } from '../disputes.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

type Input = CommandInput<'judgePart'>;

interface JudgedPart {
  readonly row: number;
  readonly verdict: Verdict;
  /** JSON array. */
  readonly classes: string;
  readonly isOpen: number;
}

export function judgePart(context: CommandContext, input: Input): CommandOutput<'judgePart'> {
  const { db } = context;
  if (isRepeated(db, input)) return {};
  const part = findPart(db, input.id);
  const why = whyNot(part, judgementsOf(db, part.row), { ...input, person: personRow(db, input.by) });
  if (why !== null) throw new StationError('conflict', why.message, why.remedy === null ? {} : { remedy: why.remedy });
  checkClass(part, input.class);
  insertDisposition(context, {
    ...input,
    part: { row: part.row, id: input.id },
    ...{ reason: null, lookedMs: null, isTooFast: false, before: null },
  });
  return {};
}

interface WhyNot {
  readonly message: string;
  readonly remedy: string | null;
}

interface Judging extends Pick<Input, 'kind' | 'role'> {
  readonly person: number | null;
}

/** Null: it is allowed. */
function whyNot(part: JudgedPart, judgements: readonly Judgement[], { kind, role, person }: Judging): WhyNot | null {
  const because = (message: string): WhyNot => ({ message, remedy: null });
  const hasDecided = judgements.some((judgement) => judgement.person === person);
  const isFinal = judgements.some((judgement) => judgement.kind === 'arbitration');
  if (part.isOpen === 1) return { message: say('partStillWaits'), remedy: say('partStillWaitsRemedy') };
  switch (kind) {
    case 'second-opinion':
      if (judgements.length === 0) return because(say('partNotDecided'));
      if (isFinal) return because(say('partArbitrated'));
      return hasDecided ? because(say('partDecidedByYou')) : null;
    case 'arbitration':
      if (!differ(judgements)) return because(isFinal ? say('partArbitrated') : say('partNotDisputed'));
      return hasDecided && role !== 'administrator' ? because(say('partDecidedByYou')) : null;
    case 'audit':
      if (part.verdict !== 'pass') return because(say('partNotPassed', { verdict: part.verdict }));
      return judgements.some((judgement) => judgement.kind === 'audit') ? because(say('partAudited')) : null;
    default:
      return assertNever(kind);
  }
}

export function findPart(db: Db, id: string): JudgedPart {
  const part = db
    .prepare<[Buffer], JudgedPart>(
      `SELECT part.id AS row, verdict, classes,
         EXISTS (SELECT 1 FROM review WHERE review.part = part.id AND stage <> 'decided') AS isOpen
       FROM part JOIN setup ON setup.id = part.setup WHERE uuid = ?`,
    )
    .get(uuidBytes(id));
  if (part) return part;
  throw new StationError('not-found', say('partNotThere'), { remedy: say('partNotThereRemedy') });
}

/** @throws StationError `conflict` when the same id was another decision. */
function isRepeated(db: Db, { id, by, decisionId, kind, decision, class: name }: Input): boolean {
  const before = db
    .prepare<[Buffer], Judgement & { readonly part: Buffer }>(
      `SELECT part.uuid AS part, person, kind, decision, class
       FROM disposition JOIN part ON part.id = disposition.part WHERE disposition.uuid = ?`,
    )
    .get(uuidBytes(decisionId));
  if (!before) return false;
  const isSame = before.part.equals(uuidBytes(id)) && before.person === personRow(db, by);
  if (isSame && before.kind === kind && before.decision === decision && before.class === name) return true;
  throw new StationError('conflict', say('partOtherDecision'));
}

const namesSchema = z.array(z.string());

function checkClass({ classes }: JudgedPart, name: string | null): void {
  const known = namesSchema.parse(JSON.parse(classes));
  if (name === null || known.includes(name)) return;
  throw new StationError('bad-input', say('partNoSuchClass', { name, classes: known.join(', ') }));
}
