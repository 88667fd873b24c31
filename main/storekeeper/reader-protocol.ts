/** What the store's main thread and its reader threads tell each other: threads of one program, so types only. */
import type { WireError } from '../api/errors.ts';
import type { ExportTask } from './history/export/write-export.ts';

export interface ReaderOptions {
  readonly dataDir: string;
  readonly databasePath: string;
}

export type ReaderTask =
  | { readonly kind: 'query'; readonly name: string; readonly input: unknown; readonly limitMs: number }
  /** Brings an older file to the newest version; the answer is null. */
  | { readonly kind: 'migrate' }
  /** SQLite's own check of the whole file; the answer is a list of problems, empty when it is sound. */
  | { readonly kind: 'quick-check' }
  /** Everything that can be read, row by row, into a new file; the answer is a `Salvage`. */
  | { readonly kind: 'salvage'; readonly into: string }
  /** Everything that the history says; the answer is a `CheckReport`. `progress` (shared): 0..1. */
  | { readonly kind: 'history-check'; readonly anchor: string | null; readonly progress: Float64Array }
  /** A stretch of the history into a file; the answer is `Written`. */
  | { readonly kind: 'history-export'; readonly task: ExportTask; readonly progress: Float64Array };

export interface ToReader {
  readonly call: number;
  readonly task: ReaderTask;
}

/** `problems`: for the log, where an answer leaves something out. */
export type FromReader =
  | { readonly call: number; readonly output: unknown; readonly problems?: readonly string[] }
  /** `isDamage`: the file itself is at fault, not the question. */
  | { readonly call: number; readonly error: WireError; readonly isDamage: boolean };
