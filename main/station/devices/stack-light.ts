/**
 * What the stack light shows: the station's state as a colour, and whether somebody has taken note of it. Red, amber and
 * green as IEC 60073 has them.
 *
 *   condition   lit     blinks until acknowledged
 *   running     green   never
 *   attention   amber   yes    a part waits for a person; the station works on something by itself, or something is missing
 *   fault       red     yes    parts cannot be judged or recorded without a person
 *   stopped     none    never  starting, stopping
 *
 * A cause that somebody has acknowledged stays so until it is over; another one makes the light blink again.
 */
import type { LightColour, LightCondition } from '../../api/slices/devices.ts';
import type { Healthz } from '../../api/slices/health.ts';
import { assertNever } from '../../api/words.ts';
import type { StackLightConfig } from '../config/devices.ts';

export interface LightInput {
  readonly health: Pick<Healthz, 'state'> & {
    readonly camera: Pick<Healthz['camera'], 'state'>;
    readonly engine: Pick<Healthz['engine'], 'state'>;
    readonly store: Pick<Healthz['store'], 'state'>;
  };
  /** Parts that wait for a person. */
  readonly waiting: number;
}

/** Why the light is not green, one word each: `camera`, `engine`, `store`, `review`. */
export interface Causes {
  readonly attention: readonly string[];
  readonly fault: readonly string[];
}

export function causesOf({ health: { camera, engine, store }, waiting }: LightInput): Causes {
  const faults = [
    ...(camera.state === 'fault' ? ['camera'] : []),
    ...(engine.state === 'fault' ? ['engine'] : []),
    ...(store.state === 'fault' || store.state === 'full' ? ['store'] : []),
  ];
  // Whether a lost camera is being opened again at this moment makes no difference to whoever looks at the light.
  const unwell = [
    ...(camera.state === 'streaming' ? [] : ['camera']),
    ...(engine.state === 'ready' ? [] : ['engine']),
    ...(store.state === 'ready' ? [] : ['store']),
    ...(waiting > 0 ? ['review'] : []),
  ];
  return { fault: faults, attention: unwell.filter((name) => !faults.includes(name)) };
}

export interface Light {
  readonly condition: LightCondition;
  readonly isAcknowledged: boolean;
  readonly lit: readonly LightColour[];
  readonly isBlinking: boolean;
}

const stopped: Light = { condition: 'stopped', isAcknowledged: true, lit: [], isBlinking: false };

export class LightState {
  private causes: Causes = { attention: [], fault: [] };
  private acknowledged: ReadonlySet<string> = new Set();
  private hasRun = false;
  private isStopping = false;

  see(input: LightInput): Light {
    const { state } = input.health;
    this.isStopping = state === 'stopping';
    this.hasRun ||= state !== 'starting' && !this.isStopping;
    this.causes = causesOf(input);
    const present = keysOf(this.causes);
    this.acknowledged = new Set(present.filter((key) => this.acknowledged.has(key)));
    return this.light();
  }

  /** Somebody has taken note of everything that is wrong now. */
  acknowledge(): void {
    this.acknowledged = new Set(keysOf(this.causes));
  }

  light(): Light {
    if (!this.hasRun || this.isStopping) return stopped;
    const condition = conditionOf(this.causes);
    const shown = keysOf(this.causes).filter((key) => key.startsWith(`${condition}:`));
    const isAcknowledged = shown.every((key) => this.acknowledged.has(key));
    return { condition, isAcknowledged, lit: colourOf(condition), isBlinking: !isAcknowledged };
  }
}

function conditionOf({ attention, fault }: Causes): LightCondition {
  if (fault.length > 0) return 'fault';
  return attention.length > 0 ? 'attention' : 'running';
}

/** A camera that needs attention and is then at fault is another cause. */
function keysOf({ attention, fault }: Causes): readonly string[] {
  return [...fault.map((name) => `fault:${name}`), ...attention.map((name) => `attention:${name}`)];
}

function colourOf(condition: LightCondition): readonly LightColour[] {
  switch (condition) {
    case 'running':
      return ['green'];
    case 'attention':
      return ['amber'];
    case 'fault':
      return ['red'];
    case 'stopped':
      return [];
    default:
      return assertNever(condition);
  }
}

/** The reports that light exactly these lamps. */
export function lampReports(
  { protocol }: Pick<StackLightConfig, 'protocol'>,
  lit: readonly LightColour[],
): readonly Uint8Array[] {
  if (protocol.kind === 'each') {
    const of = (colour: LightColour): Uint8Array => protocol[colour][lit.includes(colour) ? 'on' : 'off'];
    return [of('red'), of('amber'), of('green')];
  }
  const mask = lit.reduce((sum, colour) => sum | (1 << protocol.bits[colour]), 0);
  const bytes = protocol.report.match(/MM|[0-9a-fA-F]{2}/g) ?? [];
  return [Uint8Array.from(bytes, (byte) => (byte === 'MM' ? mask : Number.parseInt(byte, 16)))];
}
