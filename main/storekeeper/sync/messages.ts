/**
 * Messages made of the rows that they tell of, a page at a time: a question for each kind of row, however many there are.
 * A row whose record is gone, or is no record any more, has no message; it never holds up the others.
 */
import { type Message, messageSchema } from '../../station/store/sync-table.ts';
import type { Db } from '../database.ts';
import { hex } from '../history/segment.ts';
import { idText } from '../uuid-bytes.ts';
import { jsonOrNothing } from './json.ts';
import { offsetTime } from './offset-time.ts';
import { type KnownPart, partDocuments } from './part-documents.ts';

/** A row of the outbox. */
export interface OutboxRow {
  readonly sequence: number;
  readonly kind: string;
  readonly record: number;
  readonly event_time: string;
  readonly message_id: Buffer;
}

export const outboxColumns = 'sequence, kind, record, event_time, message_id';

/** In the order of the rows; null for a row whose record cannot be read. */
export function messagesOf(db: Db, rows: readonly OutboxRow[]): (Message | null)[] {
  const dispositions = dispositionsOf(db, rows);
  const parts = partDocuments(db, partsOf(rows, dispositions));
  const segments = segmentsOf(db, rows);
  const events = eventsOf(db, rows);
  return rows.map((row) => {
    const { sequence, kind, event_time, message_id } = row;
    const head = { sequence, kind, messageId: idText(message_id), eventTime: event_time };
    const message = messageSchema.safeParse({ ...head, ...contentOf(row, { dispositions, parts, segments, events }) });
    return message.success ? message.data : null;
  });
}

interface Records {
  readonly dispositions: ReadonlyMap<number, DispositionRow>;
  readonly parts: ReadonlyMap<number, KnownPart>;
  readonly segments: ReadonlyMap<number, SegmentRow>;
  readonly events: ReadonlyMap<number, EventRow>;
}

/** Empty, or with holes, where there is no record: the schema refuses it. */
function contentOf(row: OutboxRow, { dispositions, parts, segments, events }: Records): object {
  const { sequence, kind, record, event_time } = row;
  // The record must know of this message: numbers of records that are gone may have come to others.
  if (kind === 'part') {
    const part = parts.get(record);
    return part?.sequence === sequence ? { part: part.document } : {};
  }
  if (kind === 'segment') {
    const segment = segments.get(record);
    return segment?.outbox === sequence ? { segment: segmentDocument(segment, event_time) } : {};
  }
  if (kind === 'event') {
    const event = events.get(record);
    return event?.outbox === sequence ? { event: jsonOrNothing(event.event) } : {};
  }
  const disposition = dispositions.get(record);
  const place = kind === 'disposition' ? disposition?.outbox : disposition?.withdrawal_outbox;
  return disposition && place === sequence
    ? { part: parts.get(disposition.part)?.document, disposition: dispositionDocument(disposition, row) }
    : {};
}

function partsOf(
  rows: readonly OutboxRow[],
  dispositions: ReadonlyMap<number, DispositionRow>,
): ReadonlyMap<number, string> {
  const parts = new Map<number, string>();
  for (const { kind, record, event_time } of rows) {
    const part = kind === 'part' ? record : isOfDisposition(kind) ? dispositions.get(record)?.part : undefined;
    if (part !== undefined && !parts.has(part)) parts.set(part, event_time);
  }
  return parts;
}

interface DispositionRow {
  readonly id: number;
  readonly part: number;
  readonly uuid: Buffer;
  readonly kind: string;
  readonly decision: string;
  readonly class: string | null;
  readonly comment: string;
  readonly reason: string | null;
  readonly at: number;
  readonly role: string;
  readonly person: number | null;
  readonly person_id: Buffer | null;
  readonly name: string | null;
  readonly outbox: number | null;
  readonly withdrawal_outbox: number | null;
}

function dispositionsOf(db: Db, rows: readonly OutboxRow[]): ReadonlyMap<number, DispositionRow> {
  const wanted = recordsOf(rows, isOfDisposition);
  if (wanted === null) return new Map();
  const found = db
    .prepare<[string], DispositionRow>(
      `SELECT disposition.id, part, disposition.uuid, kind, decision, class, comment, reason, at, disposition.role,
         person, person.uuid AS person_id, name, outbox, withdrawal_outbox
       FROM json_each(?) AS wanted CROSS JOIN disposition ON disposition.id = wanted.value
         LEFT JOIN person ON person.id = disposition.person`,
    )
    .all(wanted);
  return new Map(found.map((row) => [row.id, row]));
}

function isOfDisposition(kind: string): boolean {
  return kind === 'disposition' || kind === 'withdrawal';
}

/** A withdrawal is dated by its message; the decision that it takes back by its own time. */
function dispositionDocument(row: DispositionRow, { kind, event_time }: OutboxRow): unknown {
  return {
    id: idText(row.uuid),
    kind: row.kind,
    decision: row.decision,
    class: row.class,
    // Of many at once the reason was given once for all.
    comment: row.comment === '' ? (row.reason ?? '') : row.comment,
    at: kind === 'disposition' ? event_time : offsetTime(row.at, event_time),
    by: row.person_id && { id: idText(row.person_id), name: row.name },
    role: row.role,
  };
}

interface SegmentRow {
  readonly number: number;
  readonly first_entry: number;
  readonly last_entry: number;
  readonly started_at: number;
  readonly sealed_at: number;
  readonly head: Buffer;
  readonly key: Buffer;
  readonly signature: Buffer;
  readonly outbox: number;
}

function segmentsOf(db: Db, rows: readonly OutboxRow[]): ReadonlyMap<number, SegmentRow> {
  const wanted = recordsOf(rows, (kind) => kind === 'segment');
  if (wanted === null) return new Map();
  const found = db
    .prepare<[string], SegmentRow>(
      `SELECT number, first_entry, last_entry, started_at, sealed_at, head, history_segment.key, signature, outbox
       FROM json_each(?) AS wanted CROSS JOIN history_segment ON number = wanted.value`,
    )
    .all(wanted);
  return new Map(found.map((row) => [row.number, row]));
}

function segmentDocument(row: SegmentRow, like: string): unknown {
  return {
    number: row.number,
    firstEntry: row.first_entry,
    lastEntry: row.last_entry,
    startedAt: offsetTime(row.started_at, like),
    sealedAt: offsetTime(row.sealed_at, like),
    head: hex(row.head),
    key: hex(row.key),
    signature: hex(row.signature),
  };
}

interface EventRow {
  readonly id: number;
  readonly event: string;
  readonly outbox: number;
}

function eventsOf(db: Db, rows: readonly OutboxRow[]): ReadonlyMap<number, EventRow> {
  const wanted = recordsOf(rows, (kind) => kind === 'event');
  if (wanted === null) return new Map();
  const found = db
    .prepare<[string], EventRow>(
      `SELECT station_event.id, event, outbox FROM json_each(?) AS wanted CROSS JOIN station_event ON station_event.id = wanted.value`,
    )
    .all(wanted);
  return new Map(found.map((row) => [row.id, row]));
}

/** As a JSON array; null for none. */
function recordsOf(rows: readonly OutboxRow[], isWanted: (kind: string) => boolean): string | null {
  const records = new Set(rows.filter(({ kind }) => isWanted(kind)).map(({ record }) => record));
  return records.size === 0 ? null : JSON.stringify([...records]);
}
