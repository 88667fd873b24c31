/** The one desk of this page, and how the screen reads it. */
import { useEffect } from 'react';
import { useClient } from '../../connection/use-station.ts';
import { useWho } from '../../session/who-store.ts';
import { createStore, type Store, useSelect } from '../../ui/store.ts';
import { waitingFor } from '../queue/order.ts';
import { type Desk, emptyDesk, withPerson } from './desk.ts';
import { type DeskDriver, driveDesk } from './desk-driver.ts';
import { keep, readKept } from './kept-outbox.ts';
import type { Outbox } from './outbox.ts';

const nowMs = (): number => performance.now();

export const desk: Store<Desk> = createStore<Desk>(emptyDesk);
let driver: DeskDriver | null = null;

/** Begins with the page, once: what an earlier page could not send is sent now. */
function startDesk(): DeskDriver {
  if (driver) return driver;
  desk.change((state) => ({ ...state, outbox: readKept(localStorage, nowMs()) }));
  let last: Outbox = desk.get().outbox;
  driver = driveDesk({
    store: desk,
    nowMs,
    keep: (outbox) => {
      if (outbox === last) return;
      last = outbox;
      keep(localStorage, outbox);
    },
  });
  return driver;
}

/** Stands once in the page, outside of every place. */
export function useReviewDesk(): void {
  const client = useClient();
  const here = useWho();
  const role = here?.role ?? null;
  const by = here?.person?.id ?? null;
  const needsName = here?.signInToDecide ?? false;
  useEffect(() => desk.change((state) => withPerson(state, { role, by, needsName })), [role, by, needsName]);
  useEffect(() => startDesk().use(client), [client]);
}

/** Compared as they are: every step of the desk leaves untouched what it does not change. */
export function useDesk<T>(select: (state: Desk) => T, isSame: (before: T, now: T) => boolean = Object.is): T {
  return useSelect(desk, select, isSame);
}

export function useReviewWaiting(): number {
  return useDesk(({ queue, role }) => waitingFor(queue, role));
}
