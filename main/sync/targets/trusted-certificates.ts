/** Issuers of certificates whom this machine trusts: Node's own list and the operating system's, where IT puts the factory's. */
import * as tls from 'node:tls';

/** @returns PEM each; undefined: as Node has it, since one before 22.15 (older Electrons) cannot tell. @throws Error */
export function trustedCertificates(): string[] | undefined {
  if (!('getCACertificates' in tls)) return undefined;
  return [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
}
