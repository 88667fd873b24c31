/**
 * The station on HTTP, for this machine only: its screen, its API socket, pictures by id, and `/healthz`.
 *
 *   GET  /healthz        open to all on this machine, no secrets in it
 *   GET  /?token=T       a printed address: its token becomes a cookie, once
 *   GET  /  /assets/...  the built screen           ┐
 *   GET  /pictures/ID    a kept picture             ├ with the cookie
 *   GET  /exports/NAME   a file to take along       │
 *   WS   /api            the API                    ┘
 *   POST /local/address  a fresh address, for whoever can read the secret in the data folder
 */
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Connection } from '../api/connection.ts';
import { StationError } from '../api/errors.ts';
import type { Healthz } from '../api/slices/health.ts';
import type { Log } from '../station/log/log.ts';
import {
  type Access,
  cookieName,
  createAccess,
  randomSecret,
  readCookie,
  sameSecret,
  sessionCookie,
} from './access.ts';
import { serveApiSocket } from './api-socket.ts';
import { openExport } from './export-files.ts';
import { openPicture } from './picture-files.ts';
import { refusalPage } from './refusal-page.ts';
import { foreignRequest, loopback } from './same-machine.ts';
import { securityHeaders } from './security-headers.ts';
import { removeStationFile, writeStationFile } from './station-file.ts';
import type { UiFile, UiFiles } from './ui-files.ts';

const loopbackAddress = '127.0.0.1';

/** What the server shows. */
export interface ServedStation {
  serve(connection: Connection, screen: { readonly key: string; readonly isLocal: boolean }): void;
  healthz(): Healthz;
  pictureFile(id: string): Promise<string | null>;
  /** Path of a file that this screen may take along; null for any other. */
  exportFile(name: string, screen: { readonly key: string; readonly isLocal: boolean }): string | null;
}

export interface HttpOptions {
  readonly station: ServedStation;
  readonly ui: UiFiles;
  /** 0: any free one. */
  readonly port: number;
  /** Where `station.json` is kept while the server runs. */
  readonly dataDir: string;
  readonly log: Log;
}

export interface HttpServer {
  readonly port: number;
  /** An address with a fresh token: give it to one person. */
  mintAddress(): string;
  close(): Promise<void>;
}

/** @throws StationError `conflict` when the port is in use. */
export async function startHttpServer(options: HttpOptions): Promise<HttpServer> {
  const access = createAccess();
  const localSecret = randomSecret();
  const app = fastify({ forceCloseConnections: true, bodyLimit: 1024, routerOptions: { maxParamLength: 200 } });
  const port = (): number => (app.server.address() as AddressInfo).port;
  const mintAddress = (): string => `http://${loopbackAddress}:${port()}/?token=${access.mintToken()}`;
  const isKnown = (cookieHeader: string | undefined): boolean => {
    const session = readCookie(cookieHeader, cookieName(port()));
    return session !== null && access.isSession(session);
  };

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    const foreign = foreignRequest(request.headers, loopback(port()));
    if (foreign) return reply.code(403).type('text/plain').send(`${foreign}\n`);
    const isOpen = request.routeOptions.config.isOpen === true;
    if (!isOpen && !isKnown(request.headers.cookie)) return sendUiFile(reply.code(401), refusalPage());
  });
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, options.log));
  addOpenRoutes(app, { options, access, port, localSecret, mintAddress, isKnown });
  addStationRoutes(app, options, ({ headers }) => ({
    key: readCookie(headers.cookie, cookieName(port())) ?? '',
    isLocal: true,
  }));

  const socket = serveApiSocket({
    server: app.server,
    refuse: (request) => {
      if (foreignRequest(request.headers, loopback(port()))) return 403;
      return isKnown(request.headers.cookie) ? null : 401;
    },
    onConnection: (connection, request) => {
      const key = readCookie(request.headers.cookie, cookieName(port())) ?? '';
      options.station.serve(connection, { key, isLocal: true });
    },
    log: options.log,
  });

  await listen(app, options.port);
  const boundPort = port();
  try {
    await writeStationFile(options.dataDir, { pid: process.pid, port: boundPort, secret: localSecret });
  } catch (thrown) {
    await app.close();
    throw thrown;
  }
  return {
    port: boundPort,
    mintAddress,
    close: async () => {
      await removeStationFile(options.dataDir);
      socket.close();
      await app.close();
    },
  };
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a session cookie. */
    readonly isOpen?: boolean;
  }
}

interface OpenRoutes {
  readonly options: HttpOptions;
  readonly access: Access;
  readonly port: () => number;
  readonly localSecret: string;
  readonly mintAddress: () => string;
  readonly isKnown: (cookieHeader: string | undefined) => boolean;
}

function addOpenRoutes(app: FastifyInstance, routes: OpenRoutes): void {
  const open = { config: { isOpen: true } };
  app.get('/healthz', open, (_, reply) => {
    reply.header('cache-control', 'no-store').send(routes.options.station.healthz());
  });

  app.get<{ Querystring: { token?: unknown } }>('/', open, (request, reply) => {
    const isKnown = routes.isKnown(request.headers.cookie);
    const { token } = request.query;
    if (typeof token === 'string') {
      const session = isKnown ? null : routes.access.redeem(token);
      if (session) reply.header('set-cookie', sessionCookie(routes.port(), session));
      // Away from the token, so that it stays in no history and no screenshot.
      if (session || isKnown) return reply.header('cache-control', 'no-store').redirect('/', 303);
    }
    const page = isKnown ? routes.options.ui.get('/') : null;
    return page ? sendUiFile(reply, page) : sendUiFile(reply.code(401), refusalPage());
  });

  app.post('/local/address', open, (request, reply) => {
    const given = request.headers.authorization ?? '';
    if (!sameSecret(given, `Bearer ${routes.localSecret}`)) {
      return reply.code(401).type('text/plain').send('the secret of the data folder is needed here\n');
    }
    return reply.header('cache-control', 'no-store').send({ address: routes.mintAddress() });
  });
}

/** The screen's files and the station's, for whoever was let in before. */
export function addStationRoutes(
  app: Pick<FastifyInstance, 'get'>,
  { ui, station }: Pick<HttpOptions, 'ui' | 'station'>,
  screenOf: (request: FastifyRequest) => { readonly key: string; readonly isLocal: boolean },
): void {
  app.get<{ Params: { id: string } }>('/pictures/:id', async (request, reply) => {
    const picture = await openPicture((id) => station.pictureFile(id), request.params.id);
    return picture ? reply.headers(picture.headers).send(picture.stream) : notFound(reply);
  });
  app.get<{ Params: { name: string } }>('/exports/:name', async (request, reply) => {
    const file = await openExport(station.exportFile(request.params.name, screenOf(request)));
    return file ? reply.headers(file.headers).send(file.stream) : notFound(reply);
  });
  app.get('/*', (request, reply) => {
    const file = ui.get(request.url.split('?', 1)[0] ?? '');
    return file ? sendUiFile(reply, file) : notFound(reply);
  });
}

export function sendUiFile(reply: FastifyReply, file: UiFile): FastifyReply {
  return reply.headers(file.headers).send(file.body);
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain').send('there is nothing at this address\n');
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const status = (error as { readonly statusCode?: number }).statusCode ?? 500;
  if (status >= 500) log.error(`${request.method} ${request.routeOptions.url ?? ''} failed`, { error });
  const text = status >= 500 ? 'the station could not answer; its log says why' : 'this request cannot be understood';
  return reply.code(status).type('text/plain').send(`${text}\n`);
}

/** @throws StationError `conflict`, `not-allowed`, with what to do. */
export async function listen(
  app: { listen(at: { readonly host: string; readonly port: number }): Promise<string> },
  port: number,
  host = loopbackAddress,
): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      throw new StationError('conflict', `port ${port} is in use by another program`, {
        remedy: 'choose another with --port N (0 takes any free one), or stop the other program',
        cause,
      });
    }
    if (code === 'EACCES') {
      throw new StationError('not-allowed', `this user may not listen on port ${port}`, {
        remedy: 'choose a port above 1023 with --port N',
        cause,
      });
    }
    throw cause;
  }
}

/** @throws StationError `conflict` when it is not. */
export async function assertPortIsFree(port: number): Promise<void> {
  const probe = fastify();
  await listen(probe, port);
  await probe.close();
}
