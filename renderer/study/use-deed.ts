/** What the forms of a study need of a deed: whether it is under way, and what went wrong with it. */
import type { StationError } from '../../main/api/errors.ts';
import { useDeed as useAnyDeed } from '../connection/use-deed.ts';

export interface Deed {
  readonly isBusy: boolean;
  readonly error: StationError | null;
  /** Does nothing while another is under way. */
  readonly act: (deed: () => Promise<unknown>) => void;
}

export function useDeed(): Deed {
  const { deed, start } = useAnyDeed<unknown>();
  return {
    isBusy: deed.kind === 'running',
    error: deed.kind === 'failed' ? deed.error : null,
    act: (act) => start(act),
  };
}
