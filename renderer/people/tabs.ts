import type { ComponentType } from 'react';
import { PeopleTab } from './people-tab.tsx';
import { RightsTab } from './rights-tab.tsx';

export interface PeopleTabSpec {
  readonly id: 'everybody' | 'rights';
  readonly Screen: ComponentType;
}

export const peopleTabs = [
  { id: 'everybody', Screen: PeopleTab },
  { id: 'rights', Screen: RightsTab },
] as const satisfies readonly PeopleTabSpec[];
