/**
 * Two clients of one id throw each other out. MQTT 5 has a word for it (DISCONNECT, session taken over), but brokers in the
 * field close the connection without it (Mosquitto 2.0.11 does). A broker that ends a connection in order, without a word,
 * again and again, is what that looks like; a bad network breaks connections and does not end them.
 */
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';
import type { Speakers } from './reason-codes.ts';

const timesToBelieve = 3;
const withinMs = 120_000;

export class Evictions {
  private times: number[] = [];

  /** The broker has ended a connection without a word. @returns whether it is more than chance */
  note(nowMs: number): boolean {
    this.times = [...this.times.filter((time) => nowMs - time < withinMs), nowMs];
    return this.times.length >= timesToBelieve;
  }
}

export function evictionTrouble({ host, clientId: id, station }: Speakers): TargetTrouble {
  return new TargetTrouble('other-station', say('mqttThrownOut', { host, id, station }), {
    remedy: say('mqttTakenOverRemedy', { id, station }),
  });
}
