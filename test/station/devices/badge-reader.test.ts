import fc from 'fast-check';
import { expect, it } from 'vitest';
import { devicesConfigSchema } from '../../../main/station/config/devices.ts';
import { awayMs, BadgeReader } from '../../../main/station/devices/badge-reader.ts';

function readerOf(described: object): BadgeReader {
  const config = devicesConfigSchema.parse({ badgeReaders: [{ vendor: '0c27', product: '3bfa', ...described }] });
  return new BadgeReader(config.badgeReaders[0] as (typeof config.badgeReaders)[number]);
}

it('reads the bytes behind the report id as hexadecimal, without zeros at the end', () => {
  expect(readerOf({}).read(Uint8Array.of(1, 0x04, 0xa2, 0x19, 0, 0, 0), 0)).toEqual({ as: 'badge', badge: '04a219' });
});

it('reads text, of a fixed length or of one that the report tells', () => {
  const text = [...'0012345'].map((letter) => letter.charCodeAt(0));
  expect(readerOf({ as: 'text', length: 5 }).read(Uint8Array.of(1, ...text), 0)).toEqual({
    as: 'badge',
    badge: '00123',
  });
  const told = readerOf({ as: 'text', skip: 2, lengthAt: 1 });
  expect(told.read(Uint8Array.of(1, 4, ...text), 0)).toEqual({ as: 'badge', badge: '0012' });
  expect(told.read(Uint8Array.of(1, 40, ...text), 0)).toEqual({ as: 'garbage', why: 'wrong-length' });
});

it('tells a badge that lies there once, and again after it was away', () => {
  const reader = readerOf({});
  const badge = Uint8Array.of(1, 1, 2, 3, 4);
  const heard = [0, 200, 400, 400 + awayMs].map((nowMs) => reader.read(badge, nowMs).as);
  expect(heard).toEqual(['badge', 'badge-again', 'badge-again', 'badge']);
});

it('tells another badge at once', () => {
  const reader = readerOf({});
  reader.read(Uint8Array.of(1, 1, 2, 3, 4), 0);
  expect(reader.read(Uint8Array.of(1, 9, 9, 9, 9), 1).as).toBe('badge');
});

it('takes nothing, and too little, for no badge', () => {
  expect(readerOf({}).read(Uint8Array.of(1, 0, 0, 0), 0)).toEqual({ as: 'released' });
  expect(readerOf({}).read(Uint8Array.of(1, 7), 0)).toEqual({ as: 'garbage', why: 'no-badge' });
});

it('reads any bytes without a throw', () => {
  const described = fc.oneof(
    fc.constant({}),
    fc.record({ skip: fc.nat(20), length: fc.integer({ min: 1, max: 40 }), as: fc.constantFrom('text', 'hex') }),
    fc.record({ skip: fc.nat(20), lengthAt: fc.nat(20) }),
  );
  fc.assert(
    fc.property(described, fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 20 }), (config, reports) => {
      const reader = readerOf(config);
      for (const [index, report] of reports.entries()) {
        const heard = reader.read(report, index * 1000);
        if (heard.as === 'badge') expect(heard.badge.length).toBeGreaterThanOrEqual(4);
        else expect(['badge-again', 'released', 'garbage']).toContain(heard.as);
      }
    }),
  );
});
