/** `mes`: the stand-in for a MES, for demos and trials. Runs until Ctrl-C. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { generate } from 'selfsigned';
import { describeIssues, StationError } from '../api/errors.ts';
import { readOptions } from '../host/options.ts';
import { type AmqpMes, startAmqpMes } from '../mes/amqp/amqp-mes.ts';
import { batchPath, type Mes, startMes } from '../mes/mes.ts';
import { misbehaviourSchema, misbehaviours } from '../mes/misbehaviour.ts';
import { type Log, silentLog } from '../station/log/log.ts';
import type { Command } from './command.ts';
import { numberOption, type OptionValues } from './option-values.ts';

const options = {
  port: { type: 'string', value: 'N', about: 'port of its HTTP side, 0 for any free one (8080)' },
  'amqp-port': { type: 'string', value: 'N', about: 'port of its AMQP 1.0 side (5672; with --port 0 any free one)' },
  host: { type: 'string', value: 'ADDRESS', about: 'where it listens (127.0.0.1: this machine only)' },
  tls: {
    type: 'string',
    value: 'FILE',
    about: 'speak TLS; its certificate is written into FILE, for the target’s own CA',
  },
  expired: { type: 'boolean', about: 'with --tls: a certificate that has expired' },
  token: { type: 'string', value: 'TEXT', about: 'stations must show this bearer token' },
  misbehave: { type: 'string', value: 'HOW', about: misbehaviours.join(', ') },
  times: { type: 'string', value: 'N', about: 'misbehave so many times, then behave' },
  seconds: { type: 'string', value: 'N', about: 'with patience: what Retry-After says (1)' },
  most: { type: 'string', value: 'N', about: 'with too-large: records that are not too many (10)' },
  slow: { type: 'string', value: 'MS', about: 'with slow: milliseconds to an answer (2000)' },
} as const;

/** What it got is shown on its page; here a person reads the console. */
const toConsole: Log = { ...silentLog, error: (message, details) => console.error(message, details?.error ?? '') };

export const mesCommand: Command = {
  name: 'mes',
  about: 'a small MES for trials: counts and shows what stations send, and misbehaves when told to',
  options,
  run: async (args) => {
    const values = readOptions(args, options);
    const mes = await begin(values);
    const amqp = await beginAmqp(mes, values).catch(async (thrown: unknown) => {
      await mes.close();
      throw thrown;
    });
    console.log(announcement(mes, amqp, values));
    await ended();
    await amqp.close();
    await mes.close();
  },
};

async function begin(values: OptionValues): Promise<Mes> {
  const misbehaviour = misbehaviourOf(values);
  const certificateFile = values['tls'];
  const tls =
    typeof certificateFile === 'string' ? await ownCertificate(hostOf(values), values['expired'] === true) : null;
  const token = values['token'];
  const mes = await startMes({
    port: numberOption(values, 'port', 8080, { min: 0, max: 65_535, isWhole: true }),
    host: hostOf(values),
    tls,
    authorization: typeof token === 'string' ? `Bearer ${token}` : null,
    log: toConsole,
  });
  mes.switchboard.set(misbehaviour);
  if (tls && typeof certificateFile === 'string') await writeFile(resolve(certificateFile), tls.certificate);
  return mes;
}

/** What came is in one ledger, whichever way it came. */
function beginAmqp({ received, switchboard, answers }: Mes, values: OptionValues): Promise<AmqpMes> {
  const usual = values['port'] === '0' ? 0 : 5672;
  const range = { min: 0, max: 65_535, isWhole: true };
  return startAmqpMes({
    ...{ port: numberOption(values, 'amqp-port', usual, range), host: hostOf(values), log: toConsole },
    ...{ received, switchboard, answers },
  });
}

function misbehaviourOf(values: OptionValues): ReturnType<typeof misbehaviourSchema.parse> {
  const number = (name: string): number | undefined =>
    typeof values[name] === 'string' ? numberOption(values, name, 0, { min: 0, max: 3_600_000 }) : undefined;
  const parsed = misbehaviourSchema.safeParse({
    is: values['misbehave'] ?? 'none',
    times: number('times'),
    seconds: number('seconds'),
    most: number('most'),
    slowMs: number('slow'),
  });
  if (parsed.success) return parsed.data;
  throw new StationError('bad-input', `--misbehave: ${describeIssues(parsed.error)}`, {
    remedy: `It is one of ${misbehaviours.join(', ')}.`,
  });
}

function hostOf(values: OptionValues): string {
  const host = values['host'];
  return typeof host === 'string' ? host : '127.0.0.1';
}

/** Made for this run and kept nowhere but in the file that the person names. */
async function ownCertificate(host: string, isExpired: boolean): Promise<{ certificate: string; key: string }> {
  const dayMs = 86_400_000;
  const days = (count: number): Date => new Date(Date.now() + count * dayMs);
  const isAddress = /^[\d.]+$|:/.test(host);
  const made = await generate([{ name: 'commonName', value: 'Sightline MES stand-in' }], {
    ...{ keyType: 'ec', algorithm: 'sha256' },
    notBeforeDate: days(isExpired ? -30 : -1),
    notAfterDate: days(isExpired ? -1 : 30),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: 'localhost' }, isAddress ? { type: 7, ip: host } : { type: 2, value: host }],
      },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

function announcement(mes: Mes, amqp: AmqpMes, values: OptionValues): string {
  const base = `${typeof values['tls'] === 'string' ? 'https' : 'http'}://${hostOf(values)}:${mes.port}`;
  return `
The MES stand-in is running.

  Records    ${base}${batchPath}
  Questions  ${base}/ask
  CFX        amqp://${hostOf(values)}:${amqp.port}, any queue; asked with ValidateUnits as well
  Page       ${base}/
  Counts     ${base}/received
  Misbehave  curl -H 'content-type: application/json' -d '{"is":"lost","times":3}' ${base}/misbehave
  End        Ctrl-C
`;
}

function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
