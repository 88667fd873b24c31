/** The tabs of the health place in their order; the digit of its place is a tab's key. Another tab is one more line. */
import type { ComponentType } from 'react';
import { may, type Role } from '../../main/api/who.ts';
import { DevicesScreen } from '../devices/screen/devices-screen.tsx';
import { SyncScreen } from '../sync/sync-screen.tsx';

export interface HealthTab {
  /** In the address (`#/health/ID`) and in the catalogue (`healthTab.ID`). */
  readonly id: string;
  readonly Screen: ComponentType;
  /** Who finds it among the tabs. */
  readonly roles: readonly Role[];
}

export const healthTabs = [
  { id: 'devices', Screen: DevicesScreen, roles: may.maintain },
  { id: 'sync', Screen: SyncScreen, roles: may.inspect },
] as const satisfies readonly HealthTab[];
