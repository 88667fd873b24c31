/**
 * What a reason code of MQTT 5 means for the target or for a message. Pure.
 *
 * Source: MQTT 5.0, 2.4 (all codes), 3.2.2.2 (CONNACK), 3.4.2.1 (PUBACK), 3.14.2.1 (DISCONNECT).
 */
import { say } from '../../../api/said/say.ts';
import { type Outcome, TargetTrouble } from '../../transport.ts';

export const noSubscribers = 0x10;
const isFailure = 0x80;

const words: Readonly<Record<number, string>> = {
  0: 'normal end',
  16: 'no matching subscribers',
  128: 'unspecified error',
  129: 'malformed packet',
  130: 'protocol error',
  131: 'implementation specific error',
  132: 'unsupported protocol version',
  133: 'client identifier not valid',
  134: 'bad user name or password',
  135: 'not authorized',
  136: 'server unavailable',
  137: 'server busy',
  138: 'banned',
  139: 'server shutting down',
  140: 'bad authentication method',
  141: 'keep alive time-out',
  142: 'session taken over',
  143: 'topic filter invalid',
  144: 'topic name invalid',
  145: 'packet identifier in use',
  147: 'receive maximum exceeded',
  148: 'topic alias invalid',
  149: 'packet too large',
  150: 'message rate too high',
  151: 'quota exceeded',
  152: 'administrative action',
  153: 'payload format invalid',
  154: 'retain not supported',
  155: 'QoS not supported',
  156: 'use another server',
  157: 'server moved',
  158: 'shared subscriptions not supported',
  159: 'connection rate exceeded',
  160: 'maximum connect time',
  161: 'subscription identifiers not supported',
  162: 'wildcard subscriptions not supported',
};

export interface Reason {
  readonly code: number;
  /** The broker's own words; null: it has none. */
  readonly text: string | null;
  /** Where it sends the station on to. */
  readonly server: string | null;
}

export interface Speakers {
  /** Name and port of the broker. */
  readonly host: string;
  readonly clientId: string;
  readonly station: string;
}

/** Name of the code, and what the broker adds to it. */
export function wordsOf({ code, text }: Reason): string {
  const name = words[code] ?? `reason ${code}`;
  return text === null ? name : `${name}: ${text.slice(0, 300)}`;
}

/** Why the broker did not let the station in (CONNACK), or sent it away (DISCONNECT). */
export function sessionTrouble(reason: Reason, { host, clientId: id, station }: Speakers): TargetTrouble {
  const why = wordsOf(reason);
  const broken = (message: string, remedy: string): TargetTrouble => new TargetTrouble('broken', message, { remedy });
  switch (reason.code) {
    // 1, 2, 4 and 5 come from brokers that know no MQTT 5 and answer in the words of 3.1.1.
    case 1:
    case 132:
      return broken(say('mqttVersion', { host, why }), say('mqttVersionRemedy'));
    case 2:
    case 133:
      return broken(say('mqttClientId', { host, id, why }), say('mqttClientIdRemedy'));
    case 4:
    case 134:
    case 140:
      return broken(say('mqttSignIn', { host, why }), say('mqttSignInRemedy'));
    case 5:
    case 135:
    case 138:
      return broken(say('mqttNotAllowed', { host, why }), say('mqttNotAllowedHere'));
    case 142:
      return new TargetTrouble('other-station', say('mqttTakenOver', { host, id, station }), {
        remedy: say('mqttTakenOverRemedy', { id, station }),
      });
    case 137:
    case 147:
    case 150:
    case 151:
    case 159:
      return new TargetTrouble('busy', say('mqttBusy', { host, why }));
    case 149:
      return new TargetTrouble('too-large', say('mqttTooLargeSaid', { why }));
    case 129:
    case 130:
    case 148:
      return broken(say('mqttMisunderstood', { host, why }), say('mqttMisunderstoodRemedy'));
    case 144:
      return broken(say('mqttTopicWrong', { topic: why }), say('mqttTopicWrongRemedy'));
    case 154:
    case 155:
      return broken(say('mqttNoAnswers', { host }), say('mqttNoAnswersRemedy'));
    case 156:
    case 157:
      return broken(say('mqttMoved', { host, where: reason.server ?? '?' }), say('mqttMovedRemedy'));
    default:
      return new TargetTrouble('away', say('mqttGone', { host, why }));
  }
}

/**
 * What the broker's receipt (PUBACK) says of one message. 0x10, nobody is subscribed, is for the transport to judge.
 * @throws TargetTrouble when it concerns everything that goes there
 */
export function outcomeOf(reason: Reason, topic: string, { host }: Speakers): Outcome {
  const why = wordsOf(reason);
  if (reason.code < isFailure) return { as: 'accepted' };
  switch (reason.code) {
    case 135:
      throw new TargetTrouble('broken', say('mqttNotAllowed', { host, why }), {
        remedy: say('mqttNotAllowedRemedy', { topic }),
      });
    case 144:
      throw new TargetTrouble('broken', say('mqttTopicWrong', { topic }), { remedy: say('mqttTopicWrongRemedy') });
    case 151:
      throw new TargetTrouble('busy', say('mqttBusy', { host, why }));
    case 149:
    case 153:
      return { as: 'refused', reason: say('mqttRefused', { why }) };
    default:
      return { as: 'again', reason: say('mqttPutOff', { why }) };
  }
}
