import { goWithQuery } from '../shell/place.ts';
import { queryOfView, type SyncView } from './sync-view.ts';

export function show(view: SyncView): void {
  goWithQuery({ place: 'health', tab: 'sync' }, queryOfView(view), 'new');
}
