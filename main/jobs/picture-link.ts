/** One link's pictures: two lanes, so that a preview never waits for the fsync of a picture that is kept. */
import { describeIssues } from '../api/errors.ts';
import type { Link } from '../station/link/link.ts';
import { type FromJobsLink, type ToJobsLink, toJobsLinkSchema } from '../station/store/picture-protocol.ts';
import { encodeJpeg } from './encode-jpeg.ts';
import { keepPicture } from './picture-file.ts';

type Message<K extends ToJobsLink['kind']> = Extract<ToJobsLink, { kind: K }>;

export class PictureLink {
  private readonly link: Link;
  private readonly dataDir: string;
  private readonly problem: (text: string) => void;
  private encodes: Promise<void> = Promise.resolve();
  private keeps: Promise<void> = Promise.resolve();

  constructor(link: Link, dataDir: string, problem: (text: string) => void) {
    this.link = link;
    this.dataDir = dataDir;
    this.problem = problem;
    link.onMessage((meta, payload) => this.received(meta, payload));
  }

  /** Resolves when everything that has been asked is answered. */
  async idle(): Promise<void> {
    await this.encodes;
    await this.keeps;
  }

  private received(meta: unknown, payload: Uint8Array | null): void {
    const parsed = toJobsLinkSchema.safeParse(meta);
    if (!parsed.success) {
      this.problem(`a message that is none (${describeIssues(parsed.error)}); the link is closed`);
      this.link.close();
      return;
    }
    const message = parsed.data;
    const bytes = payload ?? new Uint8Array();
    if (message.kind === 'encode') this.encodes = this.encodes.then(() => this.encode(message, bytes));
    else this.keeps = this.keeps.then(() => this.keep(message, bytes));
  }

  private async encode(message: Message<'encode'>, bytes: Uint8Array): Promise<void> {
    const { call, quality } = message;
    try {
      this.say({ kind: 'encoded', call, problem: null }, await encodeJpeg({ ...message, bytes }, quality));
    } catch (thrown) {
      this.say({ kind: 'encoded', call, problem: messageOf(thrown) });
    }
  }

  private async keep(message: Message<'keep'>, bytes: Uint8Array): Promise<void> {
    const { picture } = message;
    try {
      const written = await keepPicture(this.dataDir, message, { ...message, bytes });
      this.say({ kind: 'kept', picture, outcome: 'kept', bytes: written, problem: null });
    } catch (thrown) {
      const outcome = isNoSpace(thrown) ? 'skipped:disk' : 'skipped:failed';
      this.say({ kind: 'kept', picture, outcome, bytes: 0, problem: messageOf(thrown) });
    }
  }

  private say(message: FromJobsLink, payload?: Uint8Array): void {
    this.link.send(message, payload);
  }
}

function isNoSpace(thrown: unknown): boolean {
  const code = (thrown as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS';
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
