/**
 * The pipeline's end of the link to the store: a record stays here until the store says that it is on disk.
 *
 * At most `storeWindow` records and results are under way; whenever the store (re)starts, `attach` sends these again, in
 * order, and the store keeps one of each id. What is more waits here, packed.
 *
 * That wait has no bound, because nothing may be lost: at 60 parts a second with one frame each it grows by 35 MB an hour,
 * so a gigabyte lasts for a day. It is loud long before: after five seconds the line reads not-OK (`readiness.ts`), the
 * disk's state is an incident, and `waiting` is on every screen.
 */
import { describeIssues } from '../../api/errors.ts';
import { systemClock } from '../clock.ts';
import { connectLink, type Endpoint, type Link } from '../link/link.ts';
import type { Clock, PictureResult, RecordWriter } from '../ports.ts';
import type { PartRecord } from '../record/record.ts';
import { PackedQueue } from './packed-queue.ts';
import { fromStoreLinkSchema, storeWindow, type ToStore } from './store-protocol.ts';

export interface AttachableRecordWriter extends RecordWriter {
  /**
   * The store listens there (again). Resolves when everything that waits is sent; a later call overrides.
   * @throws StationError `unavailable` when nobody listens there.
   */
  attach(endpoint: Endpoint): Promise<void>;
  /** The store would not have this record (it keeps it aside as an incident). A fault of ours, so make it loud. */
  onRefused(listener: (refused: { readonly id: string; readonly message: string }) => void): void;
  readonly isConnected: boolean;
  /** The link ended though nobody here closed it: the process died, or must be started anew to be reached again. */
  onLost(listener: (reason: string) => void): void;
  /** How long the longest waits for the store's word. 0 when nothing waits. */
  oldestWaitingMs(): number;
  close(): void;
}

type Item =
  | { readonly kind: 'part'; readonly record: PartRecord }
  | { readonly kind: 'picture'; readonly result: PictureResult };
type Waiting = Item & { readonly sinceMs: number };

export function createRecordWriter(
  connect: (endpoint: Endpoint) => Promise<Link> = connectLink,
  clock: Clock = systemClock,
): AttachableRecordWriter {
  return new LinkRecordWriter(connect, clock);
}

class LinkRecordWriter implements AttachableRecordWriter {
  private readonly connect: (endpoint: Endpoint) => Promise<Link>;
  private readonly clock: Clock;
  /** By id, in the order of appending; a picture's id is its own, never its part's. At most `storeWindow`. */
  private readonly unacknowledged = new Map<string, Waiting>();
  /** Those after them. */
  private readonly later = new PackedQueue<Waiting>();
  private readonly committedListeners: ((records: readonly PartRecord[]) => void)[] = [];
  private readonly refusedListeners: ((refused: { id: string; message: string }) => void)[] = [];
  private readonly lostListeners: ((reason: string) => void)[] = [];
  private link: Link | null = null;
  private attachments = 0;
  private partsWaiting = 0;

  constructor(connect: (endpoint: Endpoint) => Promise<Link>, clock: Clock) {
    this.connect = connect;
    this.clock = clock;
  }

  get waiting(): number {
    return this.partsWaiting;
  }
  get isConnected(): boolean {
    return this.link !== null;
  }

  append(record: PartRecord): void {
    if (this.unacknowledged.has(record.id)) return;
    this.partsWaiting += 1;
    this.take({ kind: 'part', record });
  }
  pictureDone(result: PictureResult): void {
    this.take({ kind: 'picture', result });
  }
  onCommitted(listener: (records: readonly PartRecord[]) => void): void {
    this.committedListeners.push(listener);
  }
  onRefused(listener: (refused: { readonly id: string; readonly message: string }) => void): void {
    this.refusedListeners.push(listener);
  }

  onLost(listener: (reason: string) => void): void {
    this.lostListeners.push(listener);
  }

  oldestWaitingMs(): number {
    const oldest = this.unacknowledged.values().next();
    return oldest.done ? 0 : this.clock.monotonicMs() - oldest.value.sinceMs;
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
    link.onMessage((meta) => this.received(link, meta));
    link.onClose((error) => {
      if (this.link !== link) return;
      this.link = null;
      const reason = `the link for records ended${error ? ` (${error.message})` : ''}`;
      for (const listener of this.lostListeners) listener(reason);
    });
    this.link = link;
    for (const [id, item] of this.unacknowledged) link.send(asMessage(id, item));
  }

  close(): void {
    this.attachments += 1;
    this.detach();
  }

  private detach(): void {
    const link = this.link;
    this.link = null;
    link?.close();
  }

  private take(item: Item): void {
    const waiting = { ...item, sinceMs: this.clock.monotonicMs() };
    if (this.unacknowledged.size < storeWindow) this.underWay(waiting);
    else this.later.push(waiting);
  }

  private underWay(item: Waiting): void {
    const id = idOf(item);
    this.unacknowledged.set(id, item);
    this.link?.send(asMessage(id, item));
  }

  private fillWindow(): void {
    while (this.unacknowledged.size < storeWindow) {
      const item = this.later.shift();
      if (!item) return;
      this.underWay(item);
    }
  }

  private received(link: Link, meta: unknown): void {
    const message = fromStoreLinkSchema.safeParse(meta);
    if (!message.success) {
      // Not our store's language: nothing it says can be trusted as an acknowledgement. What waits, waits.
      this.refuse('link', `the store process said something unknown: ${describeIssues(message.error)}`);
      link.destroy();
      return;
    }
    if (message.data.kind === 'committed') this.acknowledge(message.data.ids);
    if (message.data.kind === 'refused') {
      this.settle(message.data.id);
      this.fillWindow();
      this.refuse(message.data.id, message.data.message);
    }
  }

  private acknowledge(ids: readonly string[]): void {
    const records: PartRecord[] = [];
    for (const id of ids) {
      const item = this.settle(id);
      if (item?.kind === 'part') records.push(item.record);
    }
    this.fillWindow();
    if (records.length === 0) return;
    for (const listener of this.committedListeners) listener(records);
  }

  private settle(id: string): Waiting | undefined {
    const item = this.unacknowledged.get(id);
    if (item?.kind === 'part') this.partsWaiting -= 1;
    this.unacknowledged.delete(id);
    return item;
  }

  private refuse(id: string, message: string): void {
    for (const listener of this.refusedListeners) listener({ id, message });
  }
}

function idOf(item: Item): string {
  return item.kind === 'part' ? item.record.id : item.result.picture;
}

function asMessage(id: string, item: Item): ToStore {
  return item.kind === 'part'
    ? { kind: 'part', id, record: item.record }
    : { kind: 'picture', id, result: item.result };
}
