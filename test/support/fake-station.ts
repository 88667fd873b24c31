/**
 * A station that is played: serves the built screen and speaks the API over a WebSocket, with a switch for every state.
 *
 * For the screen's browser tests, and by hand: `node test/support/fake-station.ts --port 8787 --scene camera-lost`
 * (with `npx vite -c renderer/vite.config.ts` beside it the screen reloads as it is changed).
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeMessage, encodeMessage } from '../../main/api/encoding.ts';
import { StationError, toWireError } from '../../main/api/errors.ts';
import { type FromServer, fromClientSchema } from '../../main/api/protocol.ts';
import {
  type CallName,
  callSpec,
  type EventData,
  type EventName,
  type Output,
  type ParsedInput,
} from '../../main/api/slices/index.ts';
import type { LiveStatus, Preview } from '../../main/api/slices/live.ts';
import { type Here, type Language, languages } from '../../main/api/slices/session.ts';
import type { Reason, Verdict } from '../../main/api/words.ts';
import { fakeBoards, shownFrame } from './fake-boards.ts';
import { indexOfDeskPicture } from './fake-desk.ts';
import { ballScrews, controlBoards, everyReason, FakeLine, fakeGolden } from './fake-line.ts';
import { type FrameSize, fakePictures } from './fake-pictures.ts';
import { isSceneName, type SceneName, scenes } from './fake-scenes.ts';

export interface FakeStationOptions {
  /** The built screen; default `.build/renderer`. */
  readonly screen?: string;
  readonly port?: number;
  readonly scene?: SceneName;
  readonly language?: Language;
  readonly demo?: boolean;
  /** Nothing was ever made: no part, no picture, empty counters. */
  readonly startsFresh?: boolean;
  /** Parts come only when the test says so. */
  readonly isManual?: boolean;
  readonly partsPerSecond?: number;
  /** Of the pictures; default that of the photographs, much wider than tall. */
  readonly frame?: FrameSize;
  /** Circuit boards that are compared with a golden picture, instead of ball screws. */
  readonly isBoards?: boolean;
  /** Never answers a call. */
  readonly isSilent?: boolean;
  /** Who is at the screen; an administrator by default, so that every place can be gone to. */
  readonly here?: Partial<Here>;
  /** What this test answers itself, by the call's name: parsed input in, output out. Asked before anything else. */
  readonly answers?: FakeAnswers;
}

export type FakeAnswers = {
  readonly [N in CallName]?: (input: ParsedInput<N>) => Output<N> | Promise<Output<N>>;
};

const framesPerSecond = 60;
const statusEveryMs = 250;
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};
/** As strict as the station's own: nothing inline without its nonce, nothing from elsewhere, no `blob:`, no `data:`. */
const policy = (nonce: string): string =>
  `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export const administratorHere: Here = {
  person: { id: '0199a000-0000-7000-8000-000000000001', name: 'Ada Lindner' },
  role: 'administrator',
  ...{ isLocal: true, isFirstStart: false, signInToDecide: true, idleMinutes: 5, returnsInMs: null, language: null },
};
/** Nobody has signed in at the station's own screen. */
export const unnamedHere: Here = { ...administratorHere, person: null, role: 'operator' };

export class FakeStation {
  readonly line: FakeLine;
  /** As `session.who` answers. */
  here: Here;
  private readonly options: FakeStationOptions;
  private readonly golden: Uint8Array | null;
  private readonly sockets = new Set<WebSocket>();
  private readonly http = createServer((request, response) => this.serve(request, response));
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly previewWaiters: (() => void)[] = [];
  private readonly missingPictures = new Set<string>();
  private scene: SceneName;
  private sequence = 0;
  private isRefusing = false;
  port = 0;
  /** Calls that came, by name: what the screen asks of the station. */
  readonly asked = new Map<string, number>();

  private constructor(options: FakeStationOptions, line: FakeLine, golden: Uint8Array | null) {
    this.golden = golden;
    this.options = options;
    this.here = { ...administratorHere, ...options.here };
    this.line = line;
    this.scene = options.scene ?? 'calm';
  }

  static async start(options: FakeStationOptions = {}): Promise<FakeStation> {
    const { golden, pictures } = options.isBoards
      ? await fakeBoards()
      : { golden: null, pictures: await fakePictures(10, options.frame) };
    const product = options.isBoards ? controlBoards() : ballScrews(options.frame);
    const line = new FakeLine(pictures, options.startsFresh, product);
    const station = new FakeStation(options, line, golden);
    if (!options.startsFresh && !options.isManual) for (let part = 0; part < 36; part += 1) line.next();
    await station.listen(options.port ?? 0);
    station.run();
    return station;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  show(scene: SceneName): void {
    this.scene = scene;
    this.tellStatus();
  }

  /** One part, told to every screen. */
  make(verdict: Verdict, reasons: readonly Reason[] = [], keepsPicture = true): number {
    const { summary } = this.line.next({ verdict, reasons }, keepsPicture);
    this.send('live.parts', { parts: [summary] });
    this.tellStatus();
    return summary.trigger;
  }

  /** Somebody else is here now. */
  nowHere(here: Partial<Here>): void {
    this.here = { ...this.here, ...here };
    this.send('session.who', this.here);
  }

  makeEveryKind(): void {
    for (const { verdict, reasons } of everyReason) this.make(verdict, reasons);
  }

  /** The file of the newest part's picture is gone. */
  losePicture(): void {
    const last = this.line.parts.at(-1)?.summary.picture;
    if (last) this.missingPictures.add(last);
  }

  dropSockets(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  /** While it refuses, the API socket is answered with 401; pages and /healthz still come. */
  refuse(isRefusing: boolean): void {
    this.isRefusing = isRefusing;
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.dropSockets();
    this.http.closeAllConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }

  /** Away for as long as it takes to call `comeBack`. */
  async goAway(): Promise<void> {
    this.dropSockets();
    this.http.closeAllConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }

  comeBack(): Promise<void> {
    return this.listen(this.port);
  }

  private listen(port: number): Promise<void> {
    const api = new WebSocketServer({ noServer: true });
    this.http.removeAllListeners('upgrade');
    this.http.on('upgrade', (request, socket, head) => {
      if (request.url !== '/api' || this.isRefusing) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      api.handleUpgrade(request, socket, head, (accepted) => this.meet(accepted));
    });
    return new Promise((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, '127.0.0.1', () => {
        const address = this.http.address();
        if (address !== null && typeof address === 'object') this.port = address.port;
        resolve();
      });
    });
  }

  private run(): void {
    this.timers.push(setInterval(() => this.tellStatus(), statusEveryMs));
    if (this.options.startsFresh) return;
    this.timers.push(
      setInterval(() => {
        if (this.scene === 'camera-lost' || this.scene === 'camera-fault') return;
        this.sequence += 1;
        for (const wake of this.previewWaiters.splice(0)) wake();
      }, 1000 / framesPerSecond),
    );
    if (this.options.isManual) return;
    const everyMs = 1000 / (this.options.partsPerSecond ?? 5);
    this.timers.push(
      setInterval(() => {
        if (this.scene === 'camera-lost' || this.scene === 'camera-fault') return;
        this.send('live.parts', { parts: [this.line.next().summary] });
      }, everyMs),
    );
  }

  private tellStatus(): void {
    this.send('live.status', this.status());
  }

  private status(): LiveStatus {
    const status = this.line.status(scenes[this.scene]);
    return this.options.demo === false ? { ...status, demoTruth: null } : status;
  }

  /** To every screen. */
  send<N extends EventName>(name: N, data: EventData<N>): void {
    if (this.options.isSilent) return;
    for (const socket of this.sockets)
      socket.send(encodeMessage({ body: { t: 'event', name, data } satisfies FromServer }));
  }

  private meet(socket: WebSocket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      const message = fromClientSchema.parse(decodeMessage(data).body);
      if (message.t === 'cancel' || this.options.isSilent) return;
      this.asked.set(message.name, (this.asked.get(message.name) ?? 0) + 1);
      void this.answer(message.name, message.input).then(
        ({ output, payload }) => {
          const body = { t: 'result', id: message.id, output } satisfies FromServer;
          socket.send(encodeMessage(payload ? { body, payload } : { body }));
        },
        (thrown: unknown) => {
          socket.send(
            encodeMessage({ body: { t: 'error', id: message.id, error: toWireError(thrown) } satisfies FromServer }),
          );
        },
      );
    });
  }

  private async answer(
    name: string,
    input: unknown,
  ): Promise<{ readonly output: unknown; readonly payload?: Uint8Array }> {
    const parsed = callSpec(name)?.input.parse(input);
    const ofTest = this.options.answers?.[name as CallName] as ((input: unknown) => unknown) | undefined;
    if (ofTest) return { output: callSpec(name)?.output.parse(await ofTest(parsed)) };
    switch (name) {
      case 'session.hello':
        return { output: this.hello() };
      case 'session.who':
        return { output: this.here };
      case 'devices.keys':
      case 'study.mine':
        return { output: [] };
      case 'session.active':
      case 'devices.acknowledge':
        return { output: {} };
      case 'live.snapshot':
        return {
          output: {
            status: this.status(),
            parts: this.line.parts.slice(-30).map((part) => part.summary),
          },
        };
      case 'live.preview':
        return this.preview((input as { readonly after: number }).after);
      case 'live.thumbnail': {
        const part = this.line.parts.find(({ summary }) => summary.id === (input as { readonly id: string }).id);
        if (!part || part.summary.verdict === 'missed')
          throw new StationError('not-found', 'no thumbnail of this part');
        return { output: { width: 160, height: 65 }, payload: part.picture.thumbnail };
      }
      default:
        throw new StationError('not-found', `no call ${name}`);
    }
  }

  private hello(): unknown {
    const { language = 'en', demo = true } = this.options;
    return {
      station: 'Line 3, gate 2',
      version: '0.1.0',
      language,
      timeZone: 'Europe/Berlin',
      runId: this.line.runId,
      demo,
    };
  }

  private async preview(after: number): Promise<{ readonly output: Preview; readonly payload: Uint8Array }> {
    while (this.sequence <= after) await new Promise<void>((resolve) => this.previewWaiters.push(resolve));
    const part = this.line.parts.at(-1);
    const picture = this.line.pictures[Math.floor(this.sequence / 12) % this.line.pictures.length];
    if (!picture) throw new StationError('unavailable', 'no frame yet');
    const output: Preview = {
      sequence: this.sequence,
      trigger: (part?.summary.trigger ?? 0) + 1,
      frameIndex: this.options.isBoards ? shownFrame : this.sequence % 12,
      at: Date.now(),
      ...this.line.frame,
      verdict: picture.isDefective ? 'fail' : 'pass',
      regions: [...picture.regions],
      placed: this.options.isBoards ? { dx: 0, dy: 0, turnDegrees: 0 } : null,
    };
    return { output, payload: picture.preview };
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'http://station').pathname;
    if (path === '/healthz') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    if (path.startsWith('/exports/')) {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-disposition': 'attachment' }).end('{}\n');
      return;
    }
    if (path.startsWith('/pictures/')) this.servePicture(path.slice('/pictures/'.length), response);
    else this.serveScreen(path === '/' ? '/index.html' : path, response);
  }

  private servePicture(id: string, response: ServerResponse): void {
    if (id === fakeGolden && this.golden) {
      response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'max-age=600' }).end(this.golden);
      return;
    }
    const ofDesk = indexOfDeskPicture(id);
    const picture =
      ofDesk === null
        ? this.line.parts.find(({ summary }) => summary.picture === id)?.picture
        : this.line.pictures[ofDesk % this.line.pictures.length];
    if (!picture || this.missingPictures.has(id)) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=600' }).end(picture.full);
  }

  private serveScreen(path: string, response: ServerResponse): void {
    const root = this.options.screen ?? fileURLToPath(new URL('../../.build/renderer', import.meta.url));
    const file = join(root, normalize(path));
    if (!file.startsWith(root) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    const type = contentTypes[extname(file)] ?? 'application/octet-stream';
    const headers = {
      'content-type': type,
      'content-security-policy': policy(nonce),
      'x-content-type-options': 'nosniff',
    };
    const body = readFileSync(file);
    response
      .writeHead(200, headers)
      .end(type.startsWith('text/html') ? body.toString().replaceAll('__NONCE__', nonce) : body);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8787' },
      scene: { type: 'string', default: 'calm' },
      language: { type: 'string', default: 'en' },
      fresh: { type: 'boolean', default: false },
    },
  });
  if (!isSceneName(values.scene))
    throw new Error(`no scene "${values.scene}"; there are: ${Object.keys(scenes).join(', ')}`);
  const station = await FakeStation.start({
    port: Number(values.port),
    scene: values.scene,
    language: languages.find((language) => language === values.language) ?? 'en',
    startsFresh: values.fresh,
  });
  process.stdout.write(`a played station at ${station.url}\n`);
}
