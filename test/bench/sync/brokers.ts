import type { Receiver } from './receivers.ts';
export function brokerReceivers(_tell: (line: string) => void): (() => Promise<Receiver>)[] {
  return [];
}
