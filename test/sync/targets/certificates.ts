/** A CA of the test's own, and certificates that it has signed: made at run time, never kept. */
import { generate } from 'selfsigned';

const dayMs = 86_400_000;

export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

export async function createCa(name = 'Works CA'): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: name }], {
    ...{ keyType: 'ec', algorithm: 'sha256', notBeforeDate: days(-400), notAfterDate: days(400) },
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

/** For 127.0.0.1 and localhost, unless another name is given. */
export async function createCertificate(
  ca: Pair,
  {
    from = -1,
    to = 30,
    name,
    use = 'server',
  }: { from?: number; to?: number; name?: string; use?: 'server' | 'client' } = {},
): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: name ?? 'localhost' }], {
    ...{ keyType: 'ec', algorithm: 'sha256', notBeforeDate: days(from), notAfterDate: days(to) },
    ca: { key: ca.key, cert: ca.certificate },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: use === 'server', clientAuth: use === 'client' },
      {
        name: 'subjectAltName',
        altNames:
          name === undefined
            ? [
                { type: 2, value: 'localhost' },
                { type: 7, ip: '127.0.0.1' },
              ]
            : [{ type: 2, value: name }],
      },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

function days(count: number): Date {
  return new Date(Date.now() + count * dayMs);
}
