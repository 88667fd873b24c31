/** The socket to a broker: plain or TLS, with the factory's own CA and the station's certificate. */
import { once } from 'node:events';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext } from 'node:tls';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';
import { trustedCertificates } from '../trusted-certificates.ts';
import type { CfxConnection } from './address.ts';
import { networkTrouble } from './trouble.ts';

/** @returns a socket that is open, and trusted. @throws TargetTrouble; the signal's reason when it was called off. */
export async function openSocket(
  connection: CfxConnection,
  clientKey: string | undefined,
  connectMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  const { host, port, useTls } = connection;
  const place = `${host}:${port}`;
  const within = AbortSignal.timeout(connectMs);
  const socket = useTls ? connectTls({ host, port, ...tlsOptions(connection, clientKey) }) : connectPlain(port, host);
  socket.setNoDelay(true);
  try {
    await once(socket, useTls ? 'secureConnect' : 'connect', { signal: AbortSignal.any([signal, within]) });
    return socket;
  } catch (thrown) {
    // Whatever it still has to say about this try interests nobody.
    socket.on('error', () => undefined);
    socket.destroy();
    if (signal.aborted) throw signal.reason;
    if (within.aborted)
      throw new TargetTrouble('away', say('cfxNobody', { host: place, why: 'ETIMEDOUT' }), { cause: thrown });
    throw networkTrouble(thrown, place);
  }
}

function tlsOptions({ host, tls }: CfxConnection, key: string | undefined): object {
  const { ca, clientCertificate: cert } = tls;
  try {
    if (ca !== undefined && !/-----BEGIN [A-Z ]*CERTIFICATE-----/.test(ca))
      throw new Error('no certificate of an issuer in it');
    if ((cert === undefined) !== (key === undefined))
      throw new Error(key === undefined ? 'a certificate without a key' : 'a key without a certificate');
    createSecureContext({
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && key !== undefined && { cert, key }),
    });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const remedy = say('cfxOwnCertificateRemedy');
    throw new TargetTrouble('broken', say('cfxOwnCertificate', { why }), { remedy, cause });
  }
  return {
    // Those of the operating system too, where the factory's IT puts its own.
    ca: ca ?? trustedCertificates(),
    ...(cert !== undefined && { cert, key }),
    ...(isIP(host) === 0 && { servername: host }),
  };
}
