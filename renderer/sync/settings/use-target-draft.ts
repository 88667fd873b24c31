/** A target while its settings are being changed, until it is saved or left. */
import { useState } from 'react';
import type { TargetStatus } from '../../../main/api/slices/sync.ts';
import type { Mapping, MessageKind, TargetKind } from '../../../main/api/slices/sync-target.ts';
import { sameContent } from '../../ui/store.ts';
import { type Checked, type Draft, type DraftValue, draftOf, settingsOf, startingDraft } from './draft.ts';

/** Absent: as it is kept. Empty: to be forgotten. */
export type SecretsDraft = Readonly<Record<string, string>>;
export type StartsFrom = 'now' | 'oldest';

interface Parts {
  readonly name: string;
  readonly draft: Draft;
  readonly mapping: Mapping;
  readonly secrets: SecretsDraft;
  readonly startsFrom: StartsFrom;
}

export interface TargetDraft extends Parts {
  readonly checked: Checked;
  readonly hasName: boolean;
  readonly isChanged: boolean;
  setName(name: string): void;
  setField(path: string, value: DraftValue): void;
  /** Undefined: the default; null: not sent. */
  setMapping(kind: MessageKind, expression: string | null | undefined): void;
  /** Undefined: it stays as it is kept. */
  setSecret(name: string, value: string | undefined): void;
  setStartsFrom(from: StartsFrom): void;
  /** What stands here is what is kept now. */
  saved(): void;
}

export const nameMaxLength = 60;

export function useTargetDraft(kind: TargetKind, target: TargetStatus | null): TargetDraft {
  const [kept, keep] = useState<Parts>(() => partsOf(kind, target));
  const [parts, set] = useState<Parts>(kept);
  const change = (more: Partial<Parts>): void => set((before) => ({ ...before, ...more }));
  return {
    ...parts,
    checked: settingsOf(kind, parts.draft, parts.mapping),
    hasName: parts.name.trim() !== '' && parts.name.trim().length <= nameMaxLength,
    isChanged: !sameContent(parts, kept),
    setName: (name) => change({ name }),
    setField: (path, value) => set((before) => ({ ...before, draft: { ...before.draft, [path]: value } })),
    setMapping: (of, expression) => set((before) => ({ ...before, mapping: changed(before.mapping, of, expression) })),
    setSecret: (name, value) => set((before) => ({ ...before, secrets: changed(before.secrets, name, value) })),
    setStartsFrom: (startsFrom) => change({ startsFrom }),
    saved: () => {
      const now = { ...parts, secrets: {} };
      keep(now);
      set(now);
    },
  };
}

function partsOf(kind: TargetKind, target: TargetStatus | null): Parts {
  return {
    name: target?.name ?? '',
    draft: target ? draftOf(target.settings) : startingDraft(kind),
    mapping: target?.settings.mapping ?? {},
    secrets: {},
    startsFrom: 'now',
  };
}

function changed<V>(all: Readonly<Record<string, V>>, name: string, value: V | undefined): Readonly<Record<string, V>> {
  const others = Object.entries(all).filter(([each]) => each !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}
