/**
 * The pipeline's end of the link to the jobs process: pictures of records, and JPEGs in memory.
 *
 * At most `keepLimit` pictures are under way; one that was under way when the process died is sent again, and one that
 * it died over twice is told as `skipped:failed`. Previews are latest-only: a newer one replaces the one that waits.
 */
import { describeIssues } from '../../api/errors.ts';
import { connectLink, type Endpoint, type Link } from '../link/link.ts';
import type { PictureJobs, PictureResult, RawImage } from '../ports.ts';
import { LatestEncodes } from './latest-encodes.ts';
import { type FromJobsLink, fromJobsLinkSchema, type ToJobsLink } from './picture-protocol.ts';

export const keepLimit = 32;
/** How often a picture may be under way when the jobs process dies. */
const triesLimit = 2;
/** So few at a time on the wire: a preview never waits behind a row of pictures. */
const sentLimit = 2;

export interface AttachablePictureJobs extends PictureJobs {
  /**
   * As the port has it, but latest-only for each `tag`: a newer image with the same tag makes an older one that has
   * not been sent yet resolve to null.
   */
  encode(image: RawImage, quality: number, tag?: string): Promise<Uint8Array | null>;
  /**
   * The jobs process listens there (again); what was under way is sent anew. A later call overrides.
   * @throws StationError `unavailable` when nobody listens there.
   */
  attach(endpoint: Endpoint): Promise<void>;
  /** Why a picture was skipped or an encode failed, for the log. */
  onProblem(listener: (problem: string) => void): void;
  /** The link ended though nobody here closed it: the process died, or must be started anew to be reached again. */
  onLost(listener: (reason: string) => void): void;
  /** Pictures that are not on disk yet. */
  readonly waiting: number;
  close(): void;
}

interface Keep {
  readonly picture: string;
  readonly part: string;
  readonly at: number;
  readonly image: RawImage;
  isSent: boolean;
  tries: number;
}

export function createPictureJobs(connect: (endpoint: Endpoint) => Promise<Link> = connectLink): AttachablePictureJobs {
  return new LinkPictureJobs(connect);
}

class LinkPictureJobs implements AttachablePictureJobs {
  private readonly connect: (endpoint: Endpoint) => Promise<Link>;
  private readonly keeps = new Map<string, Keep>();
  private readonly encodes = new LatestEncodes();
  private readonly keptListeners: ((result: PictureResult) => void)[] = [];
  private readonly problemListeners: ((problem: string) => void)[] = [];
  private readonly lostListeners: ((reason: string) => void)[] = [];
  private link: Link | null = null;
  private attachments = 0;

  constructor(connect: (endpoint: Endpoint) => Promise<Link>) {
    this.connect = connect;
  }

  get waiting(): number {
    return this.keeps.size;
  }

  keep(picture: string, part: string, at: number, image: RawImage): boolean {
    if (this.keeps.size >= keepLimit) return false;
    this.keeps.set(picture, { picture, part, at, image: copyOf(image), isSent: false, tries: 0 });
    this.sendKeeps();
    return true;
  }
  onKept(listener: (result: PictureResult) => void): void {
    this.keptListeners.push(listener);
  }
  onProblem(listener: (problem: string) => void): void {
    this.problemListeners.push(listener);
  }
  onLost(listener: (reason: string) => void): void {
    this.lostListeners.push(listener);
  }

  encode(image: RawImage, quality: number, tag = 'preview'): Promise<Uint8Array | null> {
    if (!this.link) return Promise.resolve(null);
    const asked = this.encodes.ask(tag, image, quality);
    this.sendEncodes();
    return asked;
  }

  async attach(endpoint: Endpoint): Promise<void> {
    this.attachments += 1;
    const attachment = this.attachments;
    this.detach();
    const link = await this.connect(endpoint);
    if (attachment !== this.attachments) {
      link.close();
      return;
    }
    link.onMessage((meta, payload) => this.received(link, meta, payload));
    link.onClose((error) => {
      if (this.link !== link) return;
      this.lost();
      const reason = `the link for pictures ended${error ? ` (${error.message})` : ''}`;
      for (const listener of this.lostListeners) listener(reason);
    });
    this.link = link;
    this.sendKeeps();
  }

  close(): void {
    this.attachments += 1;
    this.detach();
  }

  private detach(): void {
    const link = this.link;
    if (!link) return;
    this.lost();
    link.close();
  }

  /** What was under way is unknown now: it is sent again, unless it was there at the last end as well. */
  private lost(): void {
    this.link = null;
    this.encodes.forget();
    for (const keep of [...this.keeps.values()]) {
      if (!keep.isSent) continue;
      keep.isSent = false;
      if (keep.tries >= triesLimit) {
        this.settle(keep.picture, 'skipped:failed', 0, 'the jobs process ended twice while it had this picture');
      }
    }
  }

  private sendKeeps(): void {
    if (!this.link) return;
    const waiting = [...this.keeps.values()];
    let room = sentLimit - waiting.filter((keep) => keep.isSent).length;
    for (const keep of waiting) {
      if (room <= 0) return;
      if (keep.isSent) continue;
      keep.isSent = true;
      keep.tries += 1;
      room -= 1;
      const { picture, part, at, image } = keep;
      const { width, height, channels, bytes } = image;
      this.link.send({ kind: 'keep', picture, part, at, width, height, channels } satisfies ToJobsLink, bytes);
    }
  }

  private sendEncodes(): void {
    for (const { call, quality, image } of this.encodes.next()) {
      const { width, height, channels, bytes } = image;
      this.link?.send({ kind: 'encode', call, quality, width, height, channels } satisfies ToJobsLink, bytes);
    }
  }

  private received(link: Link, meta: unknown, payload: Uint8Array | null): void {
    const message = fromJobsLinkSchema.safeParse(meta);
    if (!message.success) {
      this.problem(`the jobs process said something unknown: ${describeIssues(message.error)}`);
      link.destroy();
      return;
    }
    if (message.data.kind === 'kept') this.kept(message.data);
    else {
      if (message.data.problem !== null) this.problem(`a picture could not be encoded: ${message.data.problem}`);
      this.encodes.answered(message.data.call, payload);
      this.sendEncodes();
    }
  }

  private kept({ picture, outcome, bytes, problem }: Extract<FromJobsLink, { kind: 'kept' }>): void {
    this.settle(picture, outcome, bytes, problem);
    this.sendKeeps();
  }

  private settle(picture: string, outcome: PictureResult['outcome'], bytes: number, problem: string | null): void {
    const keep = this.keeps.get(picture);
    if (!keep) return;
    this.keeps.delete(picture);
    if (problem !== null) this.problem(`picture ${picture} could not be kept: ${problem}`);
    for (const listener of this.keptListeners) listener({ picture, part: keep.part, outcome, bytes });
  }

  private problem(problem: string): void {
    for (const listener of this.problemListeners) listener(problem);
  }
}

/** The ring's slot is written again long before the picture is on disk. */
function copyOf(image: RawImage): RawImage {
  return { ...image, bytes: image.bytes.slice() };
}
