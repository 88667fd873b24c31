/** Loud things that a person must know, kept in the database with everything else. */
import { v7 } from 'uuid';
import type { Db } from './database.ts';
import type { History } from './history/history.ts';
import { uuidBytes } from './uuid-bytes.ts';

export const incidentKinds = [
  'station-stopped-uncleanly',
  'store-restarted',
  'database-damaged',
  'database-salvaged',
  'record-refused',
  'pictures-stopped',
  'disk-reserve',
  'disk-full',
  'disk-recovered',
  'store-fault',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

export interface Incident {
  readonly id: string;
  readonly at: number;
  readonly kind: IncidentKind;
  /** One sentence for a person. */
  readonly detail: string;
  /** What belongs to it, for programs. */
  readonly facts?: unknown;
}

export function newIncident(at: number, kind: IncidentKind, detail: string, facts?: unknown): Incident {
  return { id: v7(), at: Math.floor(at), kind, detail, ...(facts === undefined ? {} : { facts }) };
}

/** Each is an entry of the history too. */
export function incidentInsertion(db: Db, history: Pick<History, 'append'>): (incident: Incident) => void {
  const insert = db.prepare<[Buffer, number, string, string, string | null]>(
    'INSERT INTO incident (uuid, at, kind, detail, facts) VALUES (?, ?, ?, ?, ?) ON CONFLICT (uuid) DO NOTHING',
  );
  return ({ id, at, kind, detail, facts }) => {
    const json = facts === undefined ? null : JSON.stringify(facts);
    const { changes } = insert.run(uuidBytes(id), at, kind, detail, json);
    if (changes > 0) history.append('incident', { by: null, incident: id, what: kind, why: detail });
  };
}
