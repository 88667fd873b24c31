/** What a scanner in HID-POS mode sends (see `main/station/devices/pos-report.ts` for the layout). */
const dataBytes = 56;

export function posReport(data: string | Uint8Array, symbology = ']C0', goesOn = false): Uint8Array {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const report = new Uint8Array(64);
  report.set([2, bytes.length, ...[...symbology].map((letter) => letter.charCodeAt(0))]);
  report.set(bytes, 5);
  report[63] = goesOn ? 1 : 0;
  return report;
}

/** In as many reports as it needs. */
export function posReports(code: string, symbology?: string): readonly Uint8Array[] {
  const bytes = new TextEncoder().encode(code);
  const count = Math.max(1, Math.ceil(bytes.length / dataBytes));
  return Array.from({ length: count }, (_, index) =>
    posReport(bytes.slice(index * dataBytes, (index + 1) * dataBytes), symbology, index < count - 1),
  );
}
