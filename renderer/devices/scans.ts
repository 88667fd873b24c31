/**
 * Where a scanned code goes: to whoever wants it at this screen (the newest first), else it is the serial of the next part.
 */
import { useEffect, useRef } from 'react';

export interface Scan {
  readonly code: string;
  /** `typed`: at this screen's keyboard. `station`: by a scanner of the station, which gives it to the line itself. */
  readonly by: 'typed' | 'station';
}

type Listener = (scan: Scan) => void;

const wanted: Listener[] = [];

/** False: nobody wants it. */
export function giveScan(scan: Scan): boolean {
  const newest = wanted.at(-1);
  newest?.(scan);
  return newest !== undefined;
}

/** Codes that are scanned while this is shown; the handler may be another one at every drawing. Null: not now. */
export function useScan(handler: Listener | null): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  const isWanted = handler !== null;
  useEffect(() => {
    if (!isWanted) return;
    const listener: Listener = (scan) => latest.current?.(scan);
    wanted.push(listener);
    return () => void wanted.splice(wanted.indexOf(listener), 1);
  }, [isWanted]);
}
