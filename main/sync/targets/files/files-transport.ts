/**
 * The way to a receiver without a network: signed files in a watched folder, or on a stick that somebody carries.
 *
 * A batch is acknowledged once it stands in the folder, sealed, and both file and folder are on the disk. Files are closed
 * after so many messages or minutes; nothing depends on that (`record-file.ts`).
 */
import { say } from '../../../api/said/say.ts';
import type { Connection } from '../../../api/slices/sync-target.ts';
import type { Batch, Outcome, Transport, TransportContext } from '../../transport.ts';
import { recordLines } from '../record-line.ts';
import { type FolderParts, folderReady, nameForFiles, tryWriting } from './folder.ts';
import { GrowingFile } from './growing-file.ts';
import { closeLeftFiles } from './left-files.ts';
import { recordForm } from './record-file.ts';
import { stationSignature } from './station-signature.ts';
import { writeTrouble } from './write-trouble.ts';

export type FilesConnection = Extract<Connection, { kind: 'files' }>;

export interface FilesHabits {
  /** A file is closed this long after it was begun, however few records it has. */
  readonly closeAfterMs: number;
  readonly deviceOf: FolderParts['deviceOf'];
}

const messagesOfBatch = 1000;
const bytesOfBatch = 8_000_000;

export class FilesTransport implements Transport {
  readonly limits: Transport['limits'];
  readonly address = null;
  private readonly context: TransportContext<FilesConnection>;
  private readonly habits: FilesHabits;
  private readonly folder: FolderParts;
  private file: GrowingFile | null = null;
  private begunMs = 0;
  private hasLookedBack = false;
  private isAway = false;
  private isTicking = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(context: TransportContext<FilesConnection>, habits: FilesHabits) {
    const { connection, station, dataDir, clock } = context;
    const { folder, keepFreeBytes } = connection;
    this.context = context;
    this.habits = habits;
    const wallMs = (): number => clock.wallMs();
    this.folder = { folder, keepFreeBytes, station, dataDir, wallMs, deviceOf: habits.deviceOf };
    this.limits = { messages: Math.min(messagesOfBatch, connection.messagesPerFile), bytes: bytesOfBatch };
  }

  send({ envelopes }: Batch): Promise<readonly Outcome[]> {
    const lines = envelopes.flatMap((envelope) => recordLines(envelope, this.context.station.id));
    return this.alone(async () => {
      await this.write(lines);
      return envelopes.map((): Outcome => ({ as: 'accepted' }));
    });
  }

  async test(): Promise<string> {
    const free = await folderReady(this.folder, 0, false);
    const { key } = await stationSignature(this.context.dataDir);
    await tryWriting(this.folder);
    return say('filesReady', { folder: this.folder.folder, free: Math.floor(free / 1_000_000), key });
  }

  /** Closes a file whose time has come, and notices a folder that is back. */
  tick(): void {
    if (this.isTicking) return;
    this.isTicking = true;
    void this.alone(() => this.look())
      .catch((thrown: unknown) => this.context.problem(thrown instanceof Error ? thrown.message : String(thrown)))
      .finally(() => {
        this.isTicking = false;
      });
  }

  async close(): Promise<void> {
    await this.alone(() => this.finish()).catch((thrown: unknown) => {
      // All that was acknowledged is sealed: a file that cannot be closed now is closed at the next start.
      this.context.problem(thrown instanceof Error ? thrown.message : String(thrown));
    });
  }

  private async write(lines: readonly string[]): Promise<void> {
    const { folder } = this.folder;
    try {
      await folderReady(
        this.folder,
        lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0),
        true,
      );
      const file = await this.fileFor(lines.length);
      await file.append(lines);
      this.isAway = false;
    } catch (thrown) {
      await this.drop();
      const trouble = writeTrouble(thrown, folder);
      this.isAway = trouble.kind === 'away';
      throw trouble;
    }
  }

  private async fileFor(records: number): Promise<GrowingFile> {
    if (this.file && !(await this.file.isInPlace())) await this.drop();
    const { messagesPerFile } = this.context.connection;
    if (this.file && this.file.records + records > messagesPerFile) await this.finish();
    this.file ??= await this.begin();
    return this.file;
  }

  private async begin(): Promise<GrowingFile> {
    const { station, dataDir, clock, problem } = this.context;
    const { folder } = this.folder;
    const signature = await stationSignature(dataDir);
    const mark = `-${station.id.slice(-12)}-`;
    if (!this.hasLookedBack) await closeLeftFiles({ folder, mark, signature, problem });
    this.hasLookedBack = true;
    const startedAt = new Date(clock.wallMs()).toISOString();
    // A clock that was set back, or two files in a millisecond: the name says so, and is free.
    const unique = Math.floor(clock.monotonicMs() * 1000).toString(36);
    const name = `${nameForFiles(station.name)}${mark}${startedAt.replaceAll(/[-:.]/g, '')}-${unique}`;
    this.begunMs = clock.monotonicMs();
    return GrowingFile.begin(
      { folder, name, signature },
      { sightline: recordForm, station, key: signature.key, startedAt },
    );
  }

  private async look(): Promise<void> {
    const { clock, wake } = this.context;
    if (this.file && clock.monotonicMs() - this.begunMs >= this.habits.closeAfterMs) await this.finish();
    if (!this.isAway) return;
    const isBack = await folderReady(this.folder, 0, false).then(
      () => true,
      // Why not is told by the try itself.
      () => false,
    );
    if (!isBack) return;
    this.isAway = false;
    wake();
  }

  private async finish(): Promise<void> {
    const { file } = this;
    this.file = null;
    if (!file) return;
    try {
      if (file.records > 0 && (await file.isInPlace())) await file.finish();
      else await file.leave();
    } catch (thrown) {
      // It is read again, from its seals, before the next one is begun.
      this.hasLookedBack = false;
      await file.leave().catch((again: unknown) => this.context.problem(`closing a file: ${String(again)}`));
      throw writeTrouble(thrown, this.folder.folder);
    }
  }

  /** Of a file that could not be written nobody knows how far it goes: it is read again before the next one is begun. */
  private async drop(): Promise<void> {
    const { file } = this;
    this.file = null;
    this.hasLookedBack = false;
    await file?.leave().catch((thrown: unknown) => this.context.problem(`closing a file: ${String(thrown)}`));
  }

  /** One deed after the other: a file is never closed while it is written. */
  private alone<T>(deed: () => Promise<T>): Promise<T> {
    const done = this.last.then(deed, deed);
    // Whoever asked for the deed hears of its failure.
    this.last = done.catch(() => undefined);
    return done;
  }
}
