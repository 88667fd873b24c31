/** The tabs of the health place in their order; the digit of its place is a tab's key. Another tab is one more line. */
import type { ComponentType } from 'react';
import { DevicesScreen } from '../devices/screen/devices-screen.tsx';

export interface HealthTab {
  /** In the address (`#/health/ID`) and in the catalogue (`healthTab.ID`). */
  readonly id: string;
  readonly Screen: ComponentType;
}

export const healthTabs = [{ id: 'devices', Screen: DevicesScreen }] as const satisfies readonly HealthTab[];
