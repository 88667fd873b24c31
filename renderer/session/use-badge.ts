/** A badge at a reader that types. One at a reader of the station itself is the station's affair. */
import { useScan } from '../devices/scans.ts';

export function useBadge(onBadge: (badge: string) => void): void {
  useScan(({ code, by }) => {
    if (by === 'typed') onBadge(code);
  });
}
