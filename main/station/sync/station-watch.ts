/** What happens to the station itself, as events for the MES: its state, its faults. Pure: what was known and what is goes in. */
import { v7 } from 'uuid';
import type { Healthz } from '../../api/slices/health.ts';
import type { StationEvent } from '../store/sync-table.ts';

export type StationState = 'working' | 'idle' | 'stopped' | 'off';
type FaultCode = Extract<StationEvent, { what: 'fault-raised' }>['code'];

export interface Fault {
  readonly occurrence: string;
  readonly code: FaultCode;
  readonly detail: string;
  readonly at: number;
}

export interface Known {
  readonly state: StationState;
  /** Monotonic: since when. */
  readonly sinceMs: number;
  readonly faults: readonly Fault[];
}

export interface Seen {
  readonly health: Healthz;
  /** Monotonic time of the last committed part; null: none yet. */
  readonly lastPartMs: number | null;
  readonly nowMs: number;
  readonly at: number;
}

/** A line that made nothing for so long waits for work. */
const idleAfterMs = 10_000;

export function stateOf({ health, lastPartMs, nowMs }: Seen): StationState {
  if (health.state === 'stopping') return 'off';
  if (faultsOf(health).length > 0 || health.state === 'fault') return 'stopped';
  return lastPartMs !== null && nowMs - lastPartMs < idleAfterMs ? 'working' : 'idle';
}

/** @returns what is known from now on, and the events that tell the difference, in order. */
export function look(known: Known, seen: Seen): { readonly known: Known; readonly events: readonly StationEvent[] } {
  const now = faultsOf(seen.health);
  const gone = known.faults.filter(({ code }) => !now.some((fault) => fault.code === code));
  const fresh = now
    .filter(({ code }) => !known.faults.some((fault) => fault.code === code))
    .map((fault): Fault => ({ ...fault, occurrence: v7(), at: seen.at }));
  const state = stateOf(seen);
  const events: StationEvent[] = [
    ...fresh.map(({ occurrence, code, detail }): StationEvent => ({ what: 'fault-raised', occurrence, code, detail })),
    ...gone.map(({ occurrence, code }): StationEvent => ({ what: 'fault-cleared', occurrence, code })),
  ];
  if (state !== known.state) {
    events.push({ what: 'state', old: known.state, new: state, oldMs: Math.max(0, seen.nowMs - known.sinceMs) });
  }
  const faults = [...known.faults.filter((fault) => !gone.includes(fault)), ...fresh];
  return { known: { state, sinceMs: state === known.state ? known.sinceMs : seen.nowMs, faults }, events };
}

function faultsOf({ camera, engine, store }: Healthz): readonly Pick<Fault, 'code' | 'detail'>[] {
  const faults: Pick<Fault, 'code' | 'detail'>[] = [];
  if (camera.state === 'lost' || camera.state === 'fault')
    faults.push({ code: 'camera', detail: camera.detail ?? camera.state });
  if (engine.state === 'fault') faults.push({ code: 'engine', detail: engine.detail ?? engine.state });
  if (store.state === 'fault' || store.state === 'full')
    faults.push({ code: 'store', detail: store.detail ?? store.state });
  return faults;
}
