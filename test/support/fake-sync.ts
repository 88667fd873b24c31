/** What sync answers in the screen's tests: targets in every state, parked messages, a mapping that is tried. */
import { StationError } from '../../main/api/errors.ts';
import { say } from '../../main/api/said/say.ts';
import type { Parked, SyncState, TargetStatus } from '../../main/api/slices/sync.ts';
import { type Connection, targetSettingsSchema } from '../../main/api/slices/sync-target.ts';
import type { FakeAnswers, FakeStation } from './fake-station.ts';

export function syncId(number: number): string {
  return `0199bb00-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

const connections = {
  https: {
    kind: 'https',
    url: 'https://mes.example/v1/inspection-results:batch',
    askUrl: 'https://mes.example/v1/ask',
  },
  cfx: {
    kind: 'cfx',
    host: 'broker.plant.example',
    user: 'line3',
    useTls: true,
    to: { is: 'exchange', name: 'cfx' },
    handle: 'Sightline.Station.L3-2',
    defectCodes: { pitting: 'D-100', scratch: 'D-200' },
  },
  mqtt: { kind: 'mqtt', host: '10.0.0.7' },
  sparkplug: { kind: 'sparkplug', host: '10.0.0.7', group: 'Plant 1', edge: 'Line 3', primaryHost: 'scada' },
  files: { kind: 'files', folder: '/media/usb' },
} as const;

export function syncTarget(
  number: number,
  more: Partial<TargetStatus> = {},
  kind: Connection['kind'] = 'https',
): TargetStatus {
  const settings = targetSettingsSchema.parse({ connection: connections[kind] });
  return {
    ...{ id: syncId(number), name: `Target ${number}`, settings, secrets: ['token'], state: 'up-to-date' },
    ...{ detail: null, remedy: null, nextTryAt: null, lastError: null, lastSentAt: Date.now() - 2_000 },
    ...{ waiting: 0, oldestAt: null, waitingBytes: 0, perSecond: 4.8, parked: 0, alarm: null, sent: 41_260 },
    ...more,
  };
}

/** One of each state, with long names and errors among them. */
export function everyState(): readonly TargetStatus[] {
  const now = Date.now();
  const minutes = (count: number): number => now - count * 60_000;
  return [
    syncTarget(1, { name: 'MES Karlsruhe' }),
    syncTarget(
      2,
      {
        ...{ name: 'Plant broker (CFX)', state: 'sending', secrets: ['password', 'clientKey'] },
        ...{ waiting: 3_412, oldestAt: minutes(130), waitingBytes: 5_200_000, perSecond: 1_180 },
        lastError: { at: minutes(3), text: 'connect ECONNREFUSED 10.0.0.7:5671' },
      },
      'cfx',
    ),
    syncTarget(
      3,
      {
        ...{ name: 'Records for the data lake of the group', state: 'waiting', perSecond: 0, secrets: [] },
        ...{ detail: 'broker.plant.example is not reached: getaddrinfo ENOTFOUND broker.plant.example', remedy: null },
        ...{ nextTryAt: now + 42_000, waiting: 812, oldestAt: minutes(9), waitingBytes: 1_100_000, alarm: null },
        lastError: { at: minutes(1), text: 'getaddrinfo ENOTFOUND broker.plant.example' },
      },
      'mqtt',
    ),
    syncTarget(4, {
      ...{ name: 'Traceability of a customer with a very long name, line 3, gate 2', state: 'stopped', perSecond: 0 },
      detail: 'the certificate of mes.example has expired on 2026-11-26',
      remedy: 'Have a new certificate put on the receiver, or enter its authority in the settings.',
      ...{ nextTryAt: now + 300_000, waiting: 1_204_112, oldestAt: minutes(60 * 31), waitingBytes: 2_400_000_000 },
      ...{ alarm: 'age', lastError: { at: minutes(2), text: 'certificate has expired' }, parked: 14 },
    }),
    syncTarget(
      5,
      {
        name: 'USB stick',
        state: 'paused',
        waiting: 96,
        oldestAt: minutes(40),
        waitingBytes: 130_000,
        perSecond: 0,
        secrets: [],
      },
      'files',
    ),
    syncTarget(6, { name: 'Dashboard', state: 'starting', perSecond: 0, lastSentAt: null, sent: 0 }, 'sparkplug'),
  ];
}

export function syncState(more: Partial<SyncState> = {}): SyncState {
  return {
    targets: [syncTarget(1, { name: 'MES Karlsruhe' })],
    secretsKept: 'key-store',
    questions: { target: null, timeoutMs: 1000, whenAway: 'inspect' },
    ...{ lastAnswer: null, trouble: null },
    ...more,
  };
}

export function parkedMessage(number: number, more: Partial<Parked> = {}): Parked {
  const kinds = ['part', 'disposition', 'part', 'event'] as const;
  const kind = kinds[number % kinds.length] ?? 'part';
  const reasons = [
    '422: field "serial" does not match ^SN-\\d{4}-\\d{6}$',
    say('syncBehindParked'),
    say('syncTooLarge', { bytes: 1_204_881, limit: 1_048_576 }),
    say('syncMappingFailed', {
      why: 'Attempted to invoke a non-function: $formatSerial(part.serial), at character 212',
    }),
  ];
  return {
    ...{ sequence: 90_000 - number, kind, messageId: syncId(5_000 + number) },
    eventTime: new Date(Date.now() - (number + 2) * 61_000).toISOString(),
    ...(kind === 'event'
      ? { part: null, serial: null }
      : { part: syncId(9_000 + number), serial: `SN-2026-${880_000 - number}` }),
    reason: reasons[number % reasons.length] ?? '',
    parkedAt: Date.now() - (number + 1) * 61_000,
    state: 'parked',
    ...more,
  };
}

export const partDocument = {
  kind: 'part',
  sequence: 90_000,
  messageId: syncId(5_000),
  part: {
    ...{ id: syncId(9_000), serial: 'SN-2026-880000', workOrder: 'WO-5512', trigger: 50_000 },
    at: '2026-11-27T10:30:08.417+01:00',
    recipe: 'Ball screw 32×10',
    bundle: { name: 'surface-pitting', version: '1.1.0' },
    verdict: 'fail',
    reasons: [{ kind: 'defect', class: 'pitting', score: 0.93, limit: 0.62 }],
    regions: [{ id: '0199-0-1', frameIndex: 0, class: 'pitting', score: 0.93, x: 512, y: 180, width: 74, height: 62 }],
    line: { ok: false, at: '2026-11-27T10:30:08.448+01:00', because: 'verdict', latencyMs: 31.4 },
  },
} as const;

const usual = `{
  "id": messageId,
  "serial": part.serial,
  "result": part.verdict = "pass" ? "OK" : "NOK",
  "defects": part.regions.{
    "code": class,
    "confidence": $round(score * 100)
  }
}`;

export interface PlayedSync {
  readonly answers: FakeAnswers;
  readonly asked: (readonly [call: string, input: unknown])[];
  state: SyncState;
  parked: Parked[];
}

/** @param tell so that screens hear of what they have done, as from a real station. */
export function playedSync(begins: Partial<SyncState> = {}, tell: () => FakeStation | null = () => null): PlayedSync {
  const played: PlayedSync = {
    asked: [],
    state: syncState(begins),
    parked: Array.from({ length: 14 }, (_, number) => parkedMessage(number)),
    answers: {
      'sync.state': () => played.state,
      'sync.saveTarget': (input) => {
        played.asked.push(['saveTarget', input]);
        if (played.state.targets.some(({ id, name }) => id !== input.id && name === input.name))
          throw new StationError('conflict', `there is a target named "${input.name}" already`);
        const before = played.state.targets.find(({ id }) => id === input.id);
        const kept = { name: input.name, settings: input.settings };
        const saved = before ? { ...before, ...kept } : { ...syncTarget(0), ...kept, id: input.id, secrets: [] };
        const others = played.state.targets.filter(({ id }) => id !== input.id);
        become({ targets: [...others, saved] });
        return {};
      },
      'sync.removeTarget': (input) => {
        played.asked.push(['removeTarget', input]);
        become({ targets: played.state.targets.filter(({ id }) => id !== input.target) });
        return {};
      },
      'sync.pause': (input) => {
        played.asked.push(['pause', input]);
        const state = input.isPaused ? 'paused' : 'sending';
        become({ targets: played.state.targets.map((each) => (each.id === input.target ? { ...each, state } : each)) });
        return {};
      },
      'sync.tryNow': (input) => {
        played.asked.push(['tryNow', input]);
        return {};
      },
      'sync.test': (input) => {
        played.asked.push(['test', input]);
        const { connection } = input.settings;
        if (connection.kind === 'https' && connection.url.startsWith('https://mes.example'))
          return { isOk: true, text: 'mes.example answers: 204 No Content, TLS 1.3', remedy: null, tookMs: 312 };
        return {
          ...{ isOk: false, text: 'nobody answers there: connect ECONNREFUSED', tookMs: 2_040 },
          remedy: 'See whether the receiver is running and whether a firewall lets the station through.',
        };
      },
      'sync.preview': ({ settings, kind }) => {
        const own = settings.mapping[kind];
        const expression = own === undefined ? usual : own;
        const document = kind === 'segment' ? null : JSON.stringify({ ...partDocument, kind }, null, 2);
        if (expression?.includes('$formatSerial'))
          return { document, messages: [], problem: 'Attempted to invoke a non-function: $formatSerial', expression };
        const sent = { id: partDocument.messageId, serial: 'SN-2026-880000', result: 'NOK', own: own !== undefined };
        const isSent = expression !== null && document !== null;
        return { document, messages: isSent ? [JSON.stringify(sent, null, 2)] : [], problem: null, expression };
      },
      'sync.parked': ({ before }) => {
        const from = played.parked.filter(({ sequence }) => before === null || sequence < before);
        const page = from.slice(0, 100);
        return {
          parked: page,
          next: from.length > page.length ? (page.at(-1)?.sequence ?? null) : null,
          total: played.parked.length,
        };
      },
      'sync.parkedMessage': ({ sequence }) => {
        const found = played.parked.find((each) => each.sequence === sequence);
        if (!found) throw new StationError('not-found', 'this message is no longer parked');
        const isMade = !found.reason.startsWith('the mapping');
        return {
          body: isMade ? JSON.stringify({ id: found.messageId, serial: found.serial, result: 'NOK' }, null, 2) : null,
          document: JSON.stringify(partDocument, null, 2),
          reason: found.reason,
        };
      },
      'sync.resend': (input) => {
        played.asked.push(['resend', input]);
        const isMeant = ({ sequence }: Parked): boolean => input.sequences?.includes(sequence) ?? true;
        const count = played.parked.filter(isMeant).length;
        played.parked = played.parked.map((each) => (isMeant(each) ? { ...each, state: 'again' } : each));
        return { count };
      },
      'sync.exportParked': (input) => {
        played.asked.push(['exportParked', input]);
        return { file: 'parked-MES.jsonl' };
      },
      'sync.saveQuestions': (questions) => {
        played.asked.push(['saveQuestions', questions]);
        become({ questions });
        return {};
      },
    },
  };
  const become = (more: Partial<SyncState>): void => {
    played.state = { ...played.state, ...more };
    tell()?.send('sync.state', played.state);
  };
  return played;
}
