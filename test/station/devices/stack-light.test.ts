import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lightColours } from '../../../main/api/slices/devices.ts';
import { devicesConfigSchema, type StackLightConfig } from '../../../main/station/config/devices.ts';
import { type LightInput, LightState, lampReports } from '../../../main/station/devices/stack-light.ts';
import { stationState } from '../../../main/station/health/station-state.ts';

type Parts = Parameters<typeof stationState>[0];

function input(changes: Partial<Parts> = {}, waiting = 0): LightInput {
  const parts: Parts = { camera: 'streaming', engine: 'ready', store: 'ready', isStopping: false, ...changes };
  const { camera, engine, store } = parts;
  return {
    health: {
      state: stationState(parts),
      camera: { state: camera },
      engine: { state: engine },
      store: { state: store },
    },
    waiting,
  };
}

describe('the light', () => {
  it('is dark while the station starts and stops, and green in between', () => {
    const light = new LightState();
    expect(light.see(input({ camera: 'opening' }))).toMatchObject({ condition: 'stopped', lit: [] });
    expect(light.see(input())).toEqual({
      condition: 'running',
      isAcknowledged: true,
      lit: ['green'],
      isBlinking: false,
    });
    expect(light.see(input({ isStopping: true }))).toMatchObject({ condition: 'stopped', lit: [], isBlinking: false });
  });

  it.each([
    ['a part waits for a person', input({}, 3), 'attention', 'amber'],
    ['the camera is lost', input({ camera: 'lost' }), 'attention', 'amber'],
    ['pictures are no longer kept', input({ store: 'pictures-stopped' }), 'attention', 'amber'],
    ['the engine is at fault', input({ engine: 'fault' }), 'fault', 'red'],
    ['records can no longer be kept', input({ store: 'full' }), 'fault', 'red'],
    ['a part waits and the camera is at fault', input({ camera: 'fault' }, 1), 'fault', 'red'],
  ])('blinks when %s, and stands once somebody has taken note of it', (_, seen, condition, colour) => {
    const light = new LightState();
    light.see(input());
    expect(light.see(seen)).toEqual({ condition, lit: [colour], isAcknowledged: false, isBlinking: true });
    light.acknowledge();
    expect(light.see(seen)).toEqual({ condition, lit: [colour], isAcknowledged: true, isBlinking: false });
  });

  it('blinks again for another cause, and for the same one once it was over', () => {
    const light = new LightState();
    light.see(input());
    light.see(input({}, 1));
    light.acknowledge();
    expect(light.see(input({ camera: 'lost' }, 1)).isBlinking).toBe(true);
    light.acknowledge();
    light.see(input());
    expect(light.see(input({}, 1)).isBlinking).toBe(true);
  });

  it('does not go dark, and does not blink anew, while a lost camera is opened again and again', () => {
    const light = new LightState();
    light.see(input());
    light.see(input({ camera: 'lost' }));
    light.acknowledge();
    for (const camera of ['opening', 'lost', 'opening'] as const) {
      expect(light.see(input({ camera }))).toMatchObject({ lit: ['amber'], isBlinking: false });
    }
  });

  it('shows one colour for every state of the station, red exactly when it is at fault', () => {
    const parts = fc.record({
      camera: fc.constantFrom('opening', 'streaming', 'lost', 'ended', 'fault', 'stopped'),
      engine: fc.constantFrom('starting', 'ready', 'restarting', 'fault'),
      store: fc.constantFrom('starting', 'ready', 'restarting', 'pictures-stopped', 'reserve', 'full', 'fault'),
      isStopping: fc.boolean(),
    });
    fc.assert(
      fc.property(parts, fc.nat(3), (changes, waiting) => {
        const light = new LightState();
        light.see(input());
        const { lit, condition } = light.see(input(changes, waiting));
        const state = stationState(changes);
        expect(lit.length).toBe(changes.isStopping ? 0 : 1);
        expect(condition === 'fault').toBe(state === 'fault');
        expect(condition === 'running').toBe(state === 'running' && waiting === 0);
      }),
    );
  });
});

describe('its reports', () => {
  const configured = (protocol: object): StackLightConfig =>
    devicesConfigSchema.parse({ stackLight: { vendor: '1234', product: '0x5678', protocol } })
      .stackLight as StackLightConfig;
  const hex = (reports: readonly Uint8Array[]): readonly string[] =>
    reports.map((one) => Buffer.from(one).toString('hex'));

  it('have a bit for each lamp in the byte that is written MM', () => {
    const config = configured({ kind: 'mask', report: '00 MM ff', bits: { red: 0, amber: 1, green: 4 } });
    expect(hex(lampReports(config, []))).toEqual(['0000ff']);
    expect(hex(lampReports(config, ['red', 'green']))).toEqual(['0011ff']);
  });

  it('are one for each relay where each has reports of its own', () => {
    const relay = (number: string) => ({ on: `00 ff ${number}`, off: `00 fd ${number}` });
    const config = configured({ kind: 'each', red: relay('01'), amber: relay('02'), green: relay('03') });
    expect(hex(lampReports(config, ['amber']))).toEqual(['00fd01', '00ff02', '00fd03']);
  });

  it('light exactly what is asked for, whatever the bits', () => {
    const bits = fc.uniqueArray(fc.nat(7), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(bits, fc.subarray([...lightColours]), ([red = 0, amber = 1, green = 2], lit) => {
        const config = configured({ kind: 'mask', report: '01MM', bits: { red, amber, green } });
        const mask = lampReports(config, lit)[0]?.[1] ?? 0;
        const shown = lightColours.filter((colour) => (mask >> { red, amber, green }[colour]) & 1);
        expect(shown.toSorted()).toEqual(lit.toSorted());
      }),
    );
  });
});
