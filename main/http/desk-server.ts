/**
 * The station for browsers at other desks: the same screen over TLS, with no rights before somebody signs in.
 *
 *   GET  /  /assets/...  the built screen; the first answer brings the browser's cookie
 *   WS   /api            the API: greeting and sign-in at first
 *   GET  /pictures/ID  /exports/NAME    once somebody has signed in at that browser
 */
import { hostname, networkInterfaces } from 'node:os';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { StationError } from '../api/errors.ts';
import { readCookie } from './access.ts';
import { serveApiSocket } from './api-socket.ts';
import { type Certificate, ownCertificate, readCertificate } from './certificate.ts';
import { DeskSessions } from './desk-sessions.ts';
import { foreignRequest } from './same-machine.ts';
import { securityHeaders } from './security-headers.ts';
import { addStationRoutes, type HttpOptions, listen, type ServedStation, sendUiFile } from './server.ts';

export interface DeskOptions extends Omit<HttpOptions, 'port' | 'station'> {
  readonly station: DeskStation;
  /** Of the interface; 0.0.0.0: all. */
  readonly address: string;
  readonly port: number;
  readonly names: readonly string[];
  /** Files of the factory's own certificate; absent: the station makes one. */
  readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
}

export interface DeskStation extends ServedStation {
  /** Somebody has signed in at this browser. */
  isSignedIn(screen: { readonly key: string; readonly isLocal: boolean }): boolean;
}

export interface DeskServer {
  readonly port: number;
  /** Where other desks find it. */
  readonly addresses: readonly string[];
  readonly fingerprint: string;
  close(): Promise<void>;
}

/** `__Host-`: only over TLS, only from this host, never for a parent domain. */
const cookie = '__Host-sightline-desk';

/** @throws StationError when the port is in use or the certificate cannot be used. */
export async function startDeskServer(options: DeskOptions): Promise<DeskServer> {
  const { station, log } = options;
  const names = stationNames(options);
  const certificate = await certificateOf(options, names);
  const sessions = new DeskSessions(options.monotonicMs);
  const app = fastify({
    https: { cert: certificate.certificate, key: certificate.key, minVersion: 'TLSv1.2' },
    ...{ forceCloseConnections: true, bodyLimit: 1024, routerOptions: { maxParamLength: 200 } },
  });
  const port = (): number => {
    const address = app.server.address();
    return address !== null && typeof address === 'object' ? address.port : options.port;
  };
  const sessionOf = (header: string | undefined): string | null => {
    const session = readCookie(header, cookie);
    return session !== null && sessions.isSession(session) ? session : null;
  };
  const foreign = (headers: FastifyRequest['headers']): string | null =>
    foreignRequest(headers, { scheme: 'https', names, port: port() });

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    const refusal = foreign(request.headers);
    if (refusal) return reply.code(403).type('text/plain').send(`${refusal}\n`);
    const path = request.url.split('?', 1)[0];
    const session = sessionOf(request.headers.cookie);
    if (path === '/healthz') return;
    if (path === '/' && !session) return greet(request, reply);
    if (!session) return reply.code(401).type('text/plain').send('open the first page of the station\n');
    const isOfScreen = path === '/' || path?.startsWith('/assets/') || options.ui.get(path ?? '') !== null;
    if (!isOfScreen && !station.isSignedIn({ key: session, isLocal: false })) {
      return reply.code(401).type('text/plain').send('somebody must sign in first\n');
    }
  });
  const greet = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const session = sessions.fresh(request.ip);
    if (session === null) return reply.code(429).type('text/plain').send('too many new browsers; wait a minute\n');
    const page = options.ui.get('/');
    if (!page) throw new StationError('not-found', 'the screen has not been built');
    reply.header('set-cookie', `${cookie}=${session}; Path=/; Secure; HttpOnly; SameSite=Strict`);
    return sendUiFile(reply, page);
  };
  app.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send(station.healthz()));
  app.get('/', (_, reply) => {
    const page = options.ui.get('/');
    return page ? sendUiFile(reply, page) : reply.code(404).send();
  });
  addStationRoutes(app, options, ({ headers }) => ({ key: sessionOf(headers.cookie) ?? '', isLocal: false }));

  const socket = serveApiSocket({
    server: app.server,
    refuse: ({ headers }) => (foreign(headers) ? 403 : sessionOf(headers.cookie) ? null : 401),
    onConnection: (connection, request) => {
      const key = readCookie(request.headers.cookie, cookie) ?? '';
      station.serve(connection, { key, isLocal: false });
    },
    log,
  });
  await listen(app, options.port, options.address);
  return {
    port: port(),
    addresses: names.map((name) => `https://${name}:${port()}/`),
    fingerprint: certificate.fingerprint,
    close: async () => {
      socket.close();
      await app.close();
    },
  };
}

function certificateOf(options: DeskOptions, names: readonly string[]): Promise<Certificate> {
  const { tls, dataDir, wallMs } = options;
  return tls ? readCertificate(tls, wallMs()) : ownCertificate(dataDir, names, wallMs());
}

/** What other machines may call the station: what the configuration says, its host name, its addresses. */
function stationNames({ names, address }: DeskOptions): readonly string[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const reached = own.filter(({ family, internal }) => family === 'IPv4' && !internal).map((each) => each.address);
  const addresses = address === '0.0.0.0' ? reached : [address];
  return [...new Set([...names, hostname(), ...addresses].map((name) => name.toLowerCase()))];
}
