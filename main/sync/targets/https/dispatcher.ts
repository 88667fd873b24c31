/** The connection to a receiver: own CA, client certificate, proxy. */

import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import { say } from '../../../api/said/say.ts';
import type { Connection } from '../../../api/slices/sync-target.ts';
import { TargetTrouble } from '../../transport.ts';
import { trustedCertificates } from '../trusted-certificates.ts';

export type HttpsConnection = Extract<Connection, { kind: 'https' }>;

/** An answer has a line of JSON for each record. */
const largestAnswer = 8_000_000;

export interface DispatcherParts {
  readonly url: URL;
  readonly connection: HttpsConnection;
  readonly secrets: Readonly<Record<string, string>>;
  readonly connectMs: number;
  readonly problem: (text: string) => void;
}

/** @throws TargetTrouble `broken` when the certificates in the settings are none. */
export function createDispatcher({ url, connection, secrets, connectMs, problem }: DispatcherParts): Dispatcher {
  const { tls, proxy } = connection;
  const ca = tls.ca ?? trustedHere(problem);
  const own = { cert: tls.clientCertificate, key: secrets['clientKey'] || undefined };
  refuseUnusable({ ca: tls.ca, ...own });
  const name = isIP(bare(url.hostname)) ? {} : { servername: url.hostname };
  const connect = { ...(ca && { ca }), ...defined(own), ...name, timeout: connectMs };
  const options = {
    // HTTP/2 would let several requests share what a half-open connection takes with it.
    allowH2: false,
    pipelining: 1,
    // The patience with an answer is one for all of a request (`https-transport.ts`).
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: largestAnswer,
  };
  if (proxy === undefined) return new Agent({ ...options, connect });
  const proxyTls = { ...(ca && { ca }), timeout: connectMs };
  // Without TLS there is nothing that a tunnel would hide, and many proxies open none to port 80.
  const proxyTunnel = url.protocol === 'https:';
  return new ProxyAgent({
    ...options,
    uri: proxy,
    proxyTunnel,
    requestTls: connect,
    proxyTls,
    connectTimeout: connectMs,
  });
}

/** A mistake in the settings is told as such, not as a receiver that cannot be reached. */
function refuseUnusable(given: {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}): void {
  try {
    if (given.ca !== undefined && !/-----BEGIN [A-Z ]*CERTIFICATE-----/.test(given.ca))
      throw new Error('no certificate of an issuer in it');
    if ((given.cert === undefined) !== (given.key === undefined))
      throw new Error(given.key === undefined ? 'a certificate without a key' : 'a key without a certificate');
    createSecureContext(defined(given));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const remedy = say('httpsOwnCertificateRemedy');
    throw new TargetTrouble('broken', say('httpsOwnCertificate', { why }), { remedy, cause });
  }
}

/** Those of the operating system too, where the factory's IT puts its own. Undefined: as Node has it. */
function trustedHere(problem: (text: string) => void): string[] | undefined {
  try {
    return trustedCertificates();
  } catch (thrown) {
    problem(`the operating system's certificates cannot be read: ${String(thrown)}`);
    return undefined;
  }
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** `[::1]` to `::1`. */
export function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
