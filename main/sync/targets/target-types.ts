/** The kinds of targets. A new one is a folder beside this file, its settings in `api/slices/sync-target.ts`, and a line here. */
import type { Connection, TargetKind } from '../../api/slices/sync-target.ts';
import type { TargetType } from '../transport.ts';
import { cfxTarget } from './cfx/index.ts';
import { filesTarget } from './files/index.ts';
import { httpsTarget } from './https/index.ts';
import { mqttTarget } from './mqtt/index.ts';
import { sparkplugTarget } from './sparkplug/index.ts';

export const targetTypes: { readonly [K in TargetKind]: TargetType<Extract<Connection, { kind: K }>> } = {
  https: httpsTarget,
  cfx: cfxTarget,
  mqtt: mqttTarget,
  sparkplug: sparkplugTarget,
  files: filesTarget,
};
