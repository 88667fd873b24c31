/** The target `sparkplug`: telemetry for Sparkplug B 3.0 hosts. It takes no records. */
import type { TargetType } from '../../transport.ts';
import type { Patience } from '../mqtt/mqtt-transport.ts';
import { type SparkplugConnection, SparkplugTransport } from './sparkplug-transport.ts';

const usualPatience: Patience = { connectMs: 10_000, silentMs: 20_000, keepaliveS: 10 };

export function createSparkplugTarget(patience: Patience): TargetType<SparkplugConnection> {
  return {
    connect: (context) => new SparkplugTransport(context, patience),
    defaultMapping: () => null,
  };
}

export const sparkplugTarget = createSparkplugTarget(usualPatience);
