/**
 * The pipeline's end of the link to the engine process.
 *
 * It outlives the process: each time one is ready the host gives a new endpoint to `attach`. Whatever happens to the
 * link, every `infer` settles, and a part whose frame got no answer is `review` with the reason.
 */
import { say } from '../../api/said/say.ts';
import { systemClock } from '../clock.ts';
import { connectLink, type Endpoint, type Link } from '../link/link.ts';
import type { Clock, EngineAnswer, EngineClient } from '../ports.ts';
import { FrameFileWriter } from './frame-file.ts';
import { type Answer, answerSchema, framesOpenSchema, type ToEngine } from './protocol.ts';

export interface EngineClientOptions {
  readonly inputBytes: number;
  readonly mapLength: number;
  /** 0 where the bundle has no boxes. */
  readonly boxesLength: number;
  /** 0 where the bundle has no features. */
  readonly featuresLength: number;
  /** Inputs that may be out at a time. */
  readonly maxInFlight?: number;
  /** A frame without an answer after this time: the engine hangs. */
  readonly hangMs: number;
  readonly clock?: Clock;
  /** Something that slows the station down and does not stop it, for the log. */
  readonly onProblem?: (problem: string) => void;
}

export interface AttachableEngineClient extends EngineClient {
  /** Connects to an engine that is ready; the one before is let go. @throws StationError `unavailable`. */
  attach(endpoint: Endpoint): Promise<void>;
  /** Called once for each engine that hangs; by then all its frames are settled. Whoever listens kills the process. */
  onHang(listener: () => void): void;
  /** The link ended though nobody here closed it: the process died, or must be started anew to be reached again. */
  onLost(listener: (reason: string) => void): void;
  close(): void;
}

interface Pending {
  readonly input: Uint8Array;
  readonly sentMs: number;
  readonly settle: (answer: EngineAnswer) => void;
}

export function createEngineClient(options: EngineClientOptions): AttachableEngineClient {
  return new LinkedEngine(options);
}

class LinkedEngine implements AttachableEngineClient {
  private readonly options: EngineClientOptions;
  private readonly clock: Clock;
  private readonly free: Uint8Array[];
  private readonly out = new Set<Uint8Array>();
  /** In the order sent, which is the order of the answers. */
  private readonly pending = new Map<number, Pending>();
  private readonly hangListeners: (() => void)[] = [];
  private readonly lostListeners: ((reason: string) => void)[] = [];
  private readonly slots: ReadonlyMap<Uint8Array, number>;
  private link: Link | null = null;
  /** Made at each attach; used once the engine has it open. */
  private frames: { readonly file: FrameFileWriter; isOpen: boolean } | null = null;
  private attachments = 0;
  private lastId = 0;
  private watch: NodeJS.Timeout | null = null;

  constructor(options: EngineClientOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.free = Array.from({ length: options.maxInFlight ?? 2 }, () => new Uint8Array(options.inputBytes));
    this.slots = new Map(this.free.map((input, slot) => [input, slot]));
  }

  get isConnected(): boolean {
    return this.link !== null;
  }

  async attach(endpoint: Endpoint): Promise<void> {
    const attachment = ++this.attachments;
    this.drop(say('engineReplaced'));
    const link = await connectLink(endpoint);
    if (attachment !== this.attachments) {
      link.close();
      return;
    }
    this.link = link;
    link.onMessage((meta, payload) => {
      if (this.link === link) this.receive(meta, payload);
    });
    this.offerFrames(link);
    link.onClose((error) => {
      if (this.link === link)
        this.lost(error ? say('engineLinkEndedBy', { why: error.message }) : say('engineLinkEnded'));
    });
  }

  borrowInput(): Uint8Array | null {
    const input = this.free.pop();
    if (!input) return null;
    this.out.add(input);
    return input;
  }

  returnInput(input: Uint8Array): void {
    if (this.out.delete(input)) this.free.push(input);
  }

  infer(input: Uint8Array): Promise<EngineAnswer> {
    const link = this.link;
    if (!link || !this.out.has(input)) {
      this.returnInput(input);
      const detail = link ? 'the input was not borrowed from this client' : say('noEngine');
      return Promise.resolve({ ok: false, detail });
    }
    return new Promise((resolve) => {
      const id = ++this.lastId;
      this.pending.set(id, { input, sentMs: this.clock.monotonicMs(), settle: resolve });
      this.send(link, id, input);
      if (!this.watch) this.watchIn(this.options.hangMs);
    });
  }

  onHang(listener: () => void): void {
    this.hangListeners.push(listener);
  }

  onLost(listener: (reason: string) => void): void {
    this.lostListeners.push(listener);
  }

  close(): void {
    this.attachments++;
    this.drop(say('engineStops'));
  }

  private offerFrames(link: Link): void {
    try {
      const file = new FrameFileWriter(this.options.inputBytes);
      this.frames = { file, isOpen: false };
      link.send({ kind: 'frames', path: file.path } satisfies ToEngine);
    } catch (thrown) {
      this.overTheLink(thrown);
    }
  }

  /** Without the file the inputs go through the socket: slower, and nothing else. */
  private overTheLink(why: unknown): void {
    this.frames?.file.close();
    this.frames = null;
    const reason = why instanceof Error ? why.message : String(why);
    this.options.onProblem?.(`frames go to the engine through the socket, which is slower: ${reason}`);
  }

  private send(link: Link, id: number, input: Uint8Array): void {
    const slot = this.slots.get(input);
    if (slot === undefined || !this.writeSlot(slot, input)) link.send({ kind: 'infer', id } satisfies ToEngine, input);
    else link.send({ kind: 'infer', id, slot } satisfies ToEngine);
  }

  private writeSlot(slot: number, input: Uint8Array): boolean {
    if (!this.frames?.isOpen) return false;
    try {
      this.frames.file.write(slot, input);
      return true;
    } catch (thrown) {
      this.overTheLink(thrown);
      return false;
    }
  }

  private receive(meta: unknown, payload: Uint8Array | null): void {
    if (this.frames && framesOpenSchema.safeParse(meta).success) {
      this.frames.isOpen = true;
      return;
    }
    const parsed = answerSchema.safeParse(meta);
    if (!parsed.success) {
      this.lost(say('engineNotAnswer'));
      return;
    }
    this.settle(parsed.data.id, this.read(parsed.data, payload));
  }

  private read(answer: Answer, payload: Uint8Array | null): EngineAnswer {
    if (!answer.ok) return { ok: false, detail: answer.detail };
    const { mapLength, boxesLength, featuresLength } = this.options;
    const bytes = (mapLength + boxesLength + featuresLength) * 4;
    const isAsAgreed =
      answer.mapLength === mapLength && answer.boxesLength === boxesLength && answer.featuresLength === featuresLength;
    if (!isAsAgreed || payload?.length !== bytes) {
      return { ok: false, detail: say('engineAnswerSize', { got: payload?.length ?? 0, expected: bytes }) };
    }
    const floats = (from: number, length: number) =>
      new Float32Array(payload.buffer, payload.byteOffset + from * 4, length);
    return {
      ok: true,
      map: floats(0, mapLength),
      boxes: boxesLength === 0 ? null : floats(mapLength, boxesLength),
      features: featuresLength === 0 ? null : floats(mapLength + boxesLength, featuresLength),
      runMs: answer.runMs,
    };
  }

  private settle(id: number, answer: EngineAnswer): void {
    const pending = this.pending.get(id);
    if (!pending) return;
    this.pending.delete(id);
    // The bytes have left: an answer comes after the whole input, and a link that ended sends nothing more.
    this.returnInput(pending.input);
    pending.settle(answer);
  }

  /** Lets go of the link, if there is one; every frame that waits gets this reason. */
  private drop(detail: string): void {
    const link = this.link;
    this.link = null;
    // Not `close`: an input that is still on its way would be written over by the next frame.
    link?.destroy();
    this.frames?.file.close();
    this.frames = null;
    if (this.watch) clearTimeout(this.watch);
    this.watch = null;
    for (const id of [...this.pending.keys()]) this.settle(id, { ok: false, detail });
  }

  private lost(reason: string): void {
    this.drop(reason);
    for (const listener of this.lostListeners) listener(reason);
  }

  private watchIn(delayMs: number): void {
    // The answer may have come while this thread itself was held up: let the loop read the socket before judging.
    this.watch = setTimeout(() => setImmediate(() => this.checkHang()), delayMs);
    this.watch.unref();
  }

  private checkHang(): void {
    this.watch = null;
    const oldest = this.pending.values().next();
    if (oldest.done) return;
    const leftMs = this.options.hangMs - (this.clock.monotonicMs() - oldest.value.sentMs);
    if (leftMs > 0) {
      this.watchIn(leftMs);
      return;
    }
    this.drop(say('engineNoAnswer', { ms: this.options.hangMs }));
    for (const listener of this.hangListeners) listener();
  }
}
