/** Studies over a real database, for whoever needs parts, people and calls: the feature's own tests and the screen's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4, v7 } from 'uuid';
import { type Client, createClient } from '../../main/api/client.ts';
import { connectionPair } from '../../main/api/connection.ts';
import { createEventHub, type Handlers, serveApi } from '../../main/api/server.ts';
import { calls } from '../../main/api/slices/index.ts';
import type { Role, Who } from '../../main/api/who.ts';
import type { FeatureParts } from '../../main/station/feature.ts';
import type { PartRecord } from '../../main/station/record/record.ts';
import { Studies } from '../../main/station/study/studies.ts';
import { type CommitGroup, createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../main/storekeeper/database.ts';
import { uuidBytes } from '../../main/storekeeper/uuid-bytes.ts';
import { aFrame, aRecord } from '../storekeeper/a-record.ts';
import { directStore } from '../storekeeper/direct-store.ts';
import type { FakeAnswers } from './fake-station.ts';

const unsure = { kind: 'unsure', class: 'pitting', score: 0.5, passBelow: 0.2, failAbove: 0.8 } as const;
const sure = { kind: 'defect', class: 'pitting', score: 0.98, limit: 0.8 } as const;
const kinds = {
  good: { verdict: 'pass', reasons: [], scores: [0.01, 0.02] },
  defect: { verdict: 'fail', reasons: [sure], scores: [0.98, 0.02] },
  borderline: { verdict: 'review', reasons: [unsure], scores: [0.5, 0.02] },
} as const;

/** A part with a kept picture. */
export function pictured(
  trigger: number,
  kind: keyof typeof kinds,
  serial: string | null = null,
  picture: string = v7(),
): PartRecord {
  const { verdict, reasons, scores } = kinds[kind];
  const frame = aFrame({ verdict, reasons: [...reasons], scores: [...scores], picture, pictureOutcome: 'kept' });
  return aRecord(trigger, { verdict, reasons: [...reasons], scores: [...scores], frames: [frame], serial });
}

export class StudyBench {
  readonly db: Db;
  readonly dir: string;
  private readonly commit: CommitGroup;
  private readonly handlers: Handlers;
  private readonly people = new Map<string, string>();
  private readonly clients: Client[] = [];
  private readonly listeners: ((id: string) => void)[] = [];

  constructor() {
    const dir = mkdtempSync(join(tmpdir(), 'sightline-study-'));
    this.dir = dir;
    this.db = openDatabase(join(dir, 'station.sqlite'));
    this.commit = createCommitGroup(this.db, () => '2026-01-01T00:00:00+00:00', Date.now);
    const hub = createEventHub({ checkData: true });
    const events: FeatureParts['events'] = {
      ...{ add: hub.add, size: 0 },
      emit: (name, data) => {
        hub.emit(name, data);
        if (name === 'study.changed') for (const tell of this.listeners) tell((data as { readonly id: string }).id);
      },
    };
    const limits = { pitting: { passBelow: 0.2, failAbove: 0.8 }, scratch: { passBelow: 0.2, failAbove: 0.8 } };
    this.handlers = new Studies({
      ...{ store: directStore(this.db, this.commit), events },
      recipe: { name: 'screws', limits: {} } as FeatureParts['recipe'],
      bundle: { manifest: { limits } } as unknown as FeatureParts['bundle'],
      dataDir: dir,
    }).handlers as Handlers;
  }

  close(): void {
    for (const client of this.clients) client.close();
    this.db.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  make(...records: readonly PartRecord[]): string[] {
    this.commit(records.map((record): Item => ({ kind: 'part', record })));
    this.db.prepare('UPDATE picture SET bytes = 1000').run();
    return records.map(({ id }) => id);
  }

  person(name: string, role: Role = 'operator'): string {
    const known = this.people.get(name);
    if (known) return known;
    const id = v4();
    this.db
      .prepare('INSERT INTO person (uuid, name, role, created_at) VALUES (?, ?, ?, 0)')
      .run(uuidBytes(id), name, role);
    this.people.set(name, id);
    return id;
  }

  /** Calls as somebody, through the API with its schemas and rights. */
  as(name: string | null, role: Role = 'operator') {
    const person = name === null ? null : { id: this.person(name, role), name };
    const who: Who = { person, role };
    const [screen, station] = connectionPair();
    serveApi(station, this.handlers, {
      peer: { key: name ?? 'line', isLocal: true, who: () => who },
      checkOutputs: true,
    });
    const client = createClient(screen);
    this.clients.push(client);
    return client.call;
  }

  /** Answers all that waits for somebody, by what `say` makes of the part's picture. */
  async appraise(name: string, id: string, say: (picture: string, trial: number) => 'good' | 'defect'): Promise<void> {
    const call = this.as(name);
    let next = await call('study.next', { id });
    while (next.kind === 'part') {
      const answer = say(next.picture, next.trial);
      next = await call('study.answer', { id, answerId: v4(), step: next.step, answer, lookedMs: 1200 });
    }
  }

  /** The same calls for a played station, at which `who` is. */
  answers(who: () => { readonly name: string; readonly role: Role }): FakeAnswers {
    const names = Object.keys(calls).filter((name) => name.startsWith('study.'));
    return Object.fromEntries(
      names.map((name) => [
        name,
        (input: unknown) => {
          const call = this.as(who().name, who().role) as (name: string, input: unknown) => Promise<unknown>;
          return call(name, input);
        },
      ]),
    ) as FakeAnswers;
  }

  /** What is told to every screen. */
  onChanged(listener: (id: string) => void): void {
    this.listeners.push(listener);
  }
}
