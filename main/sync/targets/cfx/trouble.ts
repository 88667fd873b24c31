/** What brokers and networks say when something is wrong, as what the station does about it. Pure. */
import { z } from 'zod';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';

const unknownIssuer = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
]);

/** @param host as people know the broker: name and port */
export function networkTrouble(thrown: unknown, host: string): TargetTrouble {
  const { code, message } = innermost(thrown);
  const broken = (text: string, remedy: string): TargetTrouble =>
    new TargetTrouble('broken', text, { remedy, cause: thrown });
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return broken(say('cfxCertificateDate', { host }), say('cfxCertificateDateRemedy'));
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return broken(say('cfxCertificateName', { host, why: message }), say('cfxCertificateNameRemedy'));
  if (unknownIssuer.has(code))
    return broken(say('cfxCertificateUnknown', { host, why: message }), say('cfxCertificateUnknownRemedy'));
  if (/^ERR_SSL_.*ALERT.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/.test(code))
    return broken(say('cfxCertificateWanted', { host, why: code }), say('cfxCertificateWantedRemedy'));
  if (/^(ERR_SSL_|EPROTO$)/.test(code)) return broken(say('cfxNoTls', { host, why: code }), say('cfxNoTlsRemedy'));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const remedy = say('cfxUnknownHostRemedy');
    return new TargetTrouble('away', say('cfxUnknownHost', { host }), { remedy, cause: thrown });
  }
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EHOSTDOWN|ENETDOWN)$/.test(code))
    return new TargetTrouble('away', say('cfxNobody', { host, why: code }), { cause: thrown });
  return brokeOff(host, message, thrown);
}

export function brokeOff(host: string, why: string, cause?: unknown): TargetTrouble {
  return new TargetTrouble('away', say('cfxBroke', { host, why }), { cause });
}

/** An error of AMQP 1.0 as the peer sent it (2.8.14). */
export interface AmqpFault {
  readonly condition: string;
  readonly description: string;
}
const faultSchema = z.object({ condition: z.string().nullish(), description: z.string().nullish() });

/** @returns null when the peer named no error */
export function readFault(error: unknown): AmqpFault | null {
  const fault = faultSchema.safeParse(error);
  if (!fault.success) return null;
  const { condition, description } = fault.data;
  if (!condition && !description) return null;
  return { condition: condition ?? '', description: short(description || condition || '') };
}

/** @param place exchange or queue that it was about, as people know it */
export function faultTrouble({ condition, description: why }: AmqpFault, host: string, place: string): TargetTrouble {
  const broken = (text: string, remedy: string): TargetTrouble => new TargetTrouble('broken', text, { remedy });
  switch (condition) {
    case 'amqp:not-found':
      return broken(say('cfxNoSuchPlace', { host, place, why }), say('cfxNoSuchPlaceRemedy'));
    case 'amqp:unauthorized-access':
    case 'amqp:not-allowed':
      return broken(say('cfxForbidden', { host, place, why }), say('cfxForbiddenRemedy'));
    case 'amqp:invalid-field':
    case 'amqp:not-implemented':
    case 'amqp:precondition-failed':
      return broken(say('cfxNotUnderstood', { host, place, why }), say('cfxNotUnderstoodRemedy'));
    case 'amqp:link:message-size-exceeded':
      return new TargetTrouble('too-large', say('cfxTooLarge', { why }));
    case 'amqp:resource-limit-exceeded':
    case 'amqp:link:transfer-limit-exceeded':
      return new TargetTrouble('busy', say('cfxBusy', { host, why }));
    default:
      return brokeOff(host, why || condition);
  }
}

export function signInTrouble(host: string, why: string): TargetTrouble {
  return new TargetTrouble('broken', say('cfxSignIn', { host, why: short(why) }), { remedy: say('cfxSignInRemedy') });
}

function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
}

/** Several addresses of one name come as an AggregateError. */
function innermost(thrown: unknown): { readonly code: string; readonly message: string } {
  const first: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
  if (!(first instanceof Error)) return { code: '', message: String(first) };
  const code = 'code' in first && typeof first.code === 'string' ? first.code : '';
  return { code, message: first.message };
}
