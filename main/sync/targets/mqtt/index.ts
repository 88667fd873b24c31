/** The target `mqtt`: plain JSON records over MQTT 5, for receivers without Sparkplug. */
import type { TargetType } from '../../transport.ts';
import { ownMapping } from '../own-document.ts';
import { type MqttConnection, MqttTransport, type Patience } from './mqtt-transport.ts';

/** A dead link is noticed within 15 s, whether messages are under way or not. */
const usualPatience: Patience = { connectMs: 10_000, silentMs: 20_000, keepaliveS: 10 };

export function createMqttTarget(patience: Patience): TargetType<MqttConnection> {
  return {
    connect: (context) => new MqttTransport(context, patience),
    defaultMapping: ownMapping,
  };
}

export const mqttTarget = createMqttTarget(usualPatience);
