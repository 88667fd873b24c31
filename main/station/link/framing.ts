/**
 * Frames on a byte stream: u32 LE meta length, u32 LE payload length, meta as JSON in UTF-8, payload as it is.
 *
 * `FrameReader` is fed whatever the socket gives and hands out whole messages. Payloads are written straight into a
 * buffer that `payloadBuffer` provides, so that a picture is copied once and nothing is allocated per frame.
 */
import { StationError } from '../../api/errors.ts';

export interface FrameLimits {
  readonly metaBytes: number;
  readonly payloadBytes: number;
}

export const knownLimits: FrameLimits = { metaBytes: 8 * 1024 * 1024, payloadBytes: 256 * 1024 * 1024 };
/** For a peer that has not said the secret yet: its one message is `hello`, and nothing is set aside for more. */
export const strangerLimits: FrameLimits = { metaBytes: 1024, payloadBytes: 0 };
const headBytes = 8;

export type PayloadBuffer = (byteLength: number) => Uint8Array;

const freshBuffer: PayloadBuffer = (byteLength) => new Uint8Array(byteLength);

export function frameHead(meta: unknown, payloadBytes: number): Buffer {
  const json = Buffer.from(JSON.stringify(meta), 'utf8');
  const head = Buffer.allocUnsafe(headBytes + json.length);
  head.writeUInt32LE(json.length, 0);
  head.writeUInt32LE(payloadBytes, 4);
  json.copy(head, headBytes);
  return head;
}

export class FrameReader {
  /** Of the messages from the next one on. */
  limits = knownLimits;
  private readonly onMessage: (meta: unknown, payload: Uint8Array | null) => void;
  private readonly payloadBuffer: PayloadBuffer;
  private head = Buffer.alloc(headBytes);
  private headFilled = 0;
  private meta: Buffer | null = null;
  private metaFilled = 0;
  private payload: Uint8Array | null = null;
  private payloadFilled = 0;

  constructor(
    onMessage: (meta: unknown, payload: Uint8Array | null) => void,
    payloadBuffer: PayloadBuffer = freshBuffer,
  ) {
    this.onMessage = onMessage;
    this.payloadBuffer = payloadBuffer;
  }

  /** @throws StationError `bad-input` when the stream is not framed as above; the connection is then of no more use. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.headFilled < headBytes) {
        const taken = chunk.copy(this.head, this.headFilled, at, at + headBytes - this.headFilled);
        this.headFilled += taken;
        at += taken;
        if (this.headFilled === headBytes) this.startMessage();
      } else if (this.meta && this.metaFilled < this.meta.length) {
        const taken = chunk.copy(this.meta, this.metaFilled, at, at + this.meta.length - this.metaFilled);
        this.metaFilled += taken;
        at += taken;
        if (this.metaFilled === this.meta.length && this.payload === null) this.finishMessage();
      } else if (this.payload) {
        const part = chunk.subarray(at, at + this.payload.length - this.payloadFilled);
        this.payload.set(part, this.payloadFilled);
        this.payloadFilled += part.length;
        at += part.length;
        if (this.payloadFilled === this.payload.length) this.finishMessage();
      }
    }
  }

  private startMessage(): void {
    const metaLength = this.head.readUInt32LE(0);
    const payloadLength = this.head.readUInt32LE(4);
    const { metaBytes, payloadBytes } = this.limits;
    if (metaLength === 0 || metaLength > metaBytes || payloadLength > payloadBytes) {
      throw new StationError('bad-input', `a link message claims ${metaLength} + ${payloadLength} bytes`);
    }
    this.meta = Buffer.allocUnsafe(metaLength);
    this.metaFilled = 0;
    this.payload = payloadLength === 0 ? null : this.payloadBuffer(payloadLength);
    this.payloadFilled = 0;
  }

  private finishMessage(): void {
    const meta = this.meta;
    const payload = this.payload;
    this.meta = null;
    this.payload = null;
    this.headFilled = 0;
    if (meta) this.onMessage(JSON.parse(meta.toString('utf8')), payload);
  }
}
