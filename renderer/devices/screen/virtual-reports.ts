/** Reports as the virtual devices send them, in hexadecimal (`main/station/devices/virtual-kit.ts`). */

/** HID-POS: id, length, symbology `]C0`, up to 56 bytes, whether it goes on. ASCII only. */
export function codeReports(code: string): readonly string[] {
  const data = [...code.slice(0, 56)].map((letter) => letter.charCodeAt(0) & 0x7f);
  const report = [2, data.length, 0x5d, 0x43, 0x30, ...data, ...new Array<number>(59 - data.length).fill(0)];
  return [hex(report)];
}

export const pedalReports = [hex([0, 4]), hex([0, 0])];
export const badgeReports = [hex([0x04, 0xa2, 0x19, 0x5c, 0x7e, 0x81])];
export const garbageReports = [hex([0x7f, 0xff, 0xff]), hex([]), hex(new Array<number>(64).fill(0xee))];

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
