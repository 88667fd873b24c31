/** What a request that got no answer means for the target, in words for people. Pure. */
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';

export interface Way {
  /** Name and port of the receiver, and of who is reached first (the proxy, where there is one). */
  readonly host: string;
  readonly first: string;
}

const unknownIssuer = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'CERT_CHAIN_TOO_LONG',
  'CERT_REVOKED',
]);

/** @param thrown by undici or below it */
export function networkTrouble(thrown: unknown, { host, first }: Way): TargetTrouble {
  const { code, message } = innermost(thrown);
  const broken = (words: string, remedy: string): TargetTrouble =>
    new TargetTrouble('broken', words, { remedy, cause: thrown });
  const why = message;
  if (code === 'CERT_HAS_EXPIRED')
    return broken(say('httpsCertificateOver', { host }), say('httpsCertificateDateRemedy'));
  if (code === 'CERT_NOT_YET_VALID')
    return broken(say('httpsCertificateEarly', { host }), say('httpsCertificateDateRemedy'));
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return broken(say('httpsCertificateName', { host, why }), say('httpsCertificateNameRemedy'));
  if (unknownIssuer.has(code))
    return broken(say('httpsCertificateUnknown', { host, why }), say('httpsCertificateUnknownRemedy'));
  if (/^ERR_SSL_.*ALERT.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/.test(code))
    return broken(say('httpsCertificateWanted', { host, why: code }), say('httpsCertificateWantedRemedy'));
  if (/^(ERR_SSL_|EPROTO$)/.test(code)) return broken(say('httpsNoTls', { host, why: code }), say('httpsNoTlsRemedy'));
  if (code.startsWith('UND_ERR_PRX') || message.startsWith('Proxy response'))
    return broken(say('httpsProxy', { host: first, why }), say('httpsProxyRemedy'));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const remedy = say('httpsUnknownHostRemedy');
    return new TargetTrouble('away', say('httpsUnknownHost', { host: first }), { remedy, cause: thrown });
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' || code.startsWith('HPE_'))
    return broken(say('httpsGarbage', { host, why }), say('httpsGarbageRemedy'));
  const nobody = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EHOSTDOWN|ENETDOWN|UND_ERR_CONNECT_TIMEOUT)$/;
  if (nobody.test(code))
    return new TargetTrouble('away', say('httpsNobody', { host: first, why: code }), { cause: thrown });
  return new TargetTrouble('away', say('httpsBroke', { host: first, why }), { cause: thrown });
}

/** Undici wraps what happened below it; several addresses of one name come as an AggregateError. */
function innermost(thrown: unknown): { readonly code: string; readonly message: string } {
  let error: unknown = thrown;
  for (let depth = 0; depth < 5; depth++) {
    const inner = error instanceof AggregateError ? error.errors[0] : error instanceof Error ? error.cause : undefined;
    if (!(inner instanceof Error)) break;
    error = inner;
  }
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}
