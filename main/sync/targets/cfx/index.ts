/** The target `cfx`: IPC-CFX (IPC-2591) over AMQP 1.0. `mapping/` has how messages look, `cfx-transport.ts` how they go. */
import type { TargetType } from '../../transport.ts';
import type { CfxConnection } from './address.ts';
import { CfxTransport } from './cfx-transport.ts';
import type { Patience } from './link.ts';
import { cfxMapping } from './mapping/cfx-mapping.ts';

const usualPatience: Patience = { connectMs: 15_000, idleMs: 10_000, stallMs: 15_000 };

export function createCfxTarget(patience: Patience): TargetType<CfxConnection> {
  return {
    connect: (context) => new CfxTransport(context, patience),
    defaultMapping: (_settings, kind) => cfxMapping(kind),
  };
}

export const cfxTarget = createCfxTarget(usualPatience);
