/** Messages of the outbox for the tests of what is sent: small, whole and told apart by their sequence. */
import { v5 } from 'uuid';
import { type Message, messageSchema, type StationEvent } from '../../main/station/store/sync-table.ts';

const space = '0b6c8f1e-6c0f-4b53-9a66-3f1d3c6a9c11';
const at = '2026-11-27T11:00:00.000+01:00';

export function idOf(name: string): string {
  return v5(name, space);
}

type PartOf = Extract<Message, { kind: 'part' }>['part'];

export function aPart(name: string, given: Partial<PartOf> = {}): PartOf {
  return {
    id: idOf(`part ${name}`),
    serial: `SN-${name}`,
    workOrder: null,
    run: idOf('run'),
    trigger: 1,
    at,
    recipe: 'boards',
    bundle: { name: 'pcb', version: '1.0.0' },
    shift: { name: 'early', startedAt: at },
    verdict: 'pass',
    reasons: [],
    scores: null,
    line: { ok: true, at, because: 'verdict', latencyMs: 9.8 },
    frame: { width: 1280, height: 1024 },
    regions: [],
    pictures: [],
    ...given,
  };
}

/** @param part two messages with one name are about one part. */
export function aPartMessage(sequence: number, part = String(sequence), given: Partial<PartOf> = {}): Message {
  return checked({ ...headOf(sequence), kind: 'part', part: aPart(part, given) });
}

export function aDisposition(
  sequence: number,
  part: string,
  kind: 'disposition' | 'withdrawal' = 'disposition',
): Message {
  return checked({
    ...headOf(sequence),
    kind,
    part: aPart(part, { verdict: 'review', reasons: [] }),
    disposition: {
      id: idOf(`disposition ${sequence}`),
      kind: 'review',
      decision: 'good',
      class: null,
      comment: '',
      at,
      by: null,
      role: 'operator',
    },
  });
}

export function anEvent(sequence: number, event: StationEvent): Message {
  return checked({ ...headOf(sequence), kind: 'event', event });
}

function headOf(sequence: number) {
  return { sequence, messageId: idOf(`message ${sequence}`), eventTime: at };
}

function checked(message: unknown): Message {
  return messageSchema.parse(message);
}
