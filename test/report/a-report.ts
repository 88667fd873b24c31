import type { ShiftReport } from '../../main/api/slices/quality.ts';

const startedAt = Date.UTC(2026, 10, 27, 5);

/** A shift with something of everything. */
export function aReport(change: Partial<ShiftReport> = {}): ShiftReport {
  return {
    station: 'Line 3, gate 2',
    shift: { name: 'A', from: startedAt, until: startedAt + 8 * 3_600_000 },
    recipes: [
      { recipe: 'Ball screw 32x10', bundle: 'surface-pitting@1.1.0', pass: 41_087, fail: 61, review: 112, missed: 3 },
    ],
    output: { parts: 41_263, pass: 41_087, fail: 61, review: 112, missed: 3, yield: 0.99581 },
    pareto: [
      { reason: 'unsure:pitting', count: 78, pictures: [] },
      { reason: 'defect:pitting', count: 61, pictures: [] },
      { reason: 'bad-picture:too-dark', count: 24, pictures: [] },
    ],
    openParts: { operator: 4, quality: 2, overdue: 1, oldestAt: startedAt + 3_600_000 },
    incidents: [
      { at: startedAt + 60_000, kind: 'disk-reserve', detail: 'The disk is full: records go to the reserve.' },
    ],
    changes: [
      {
        at: startedAt + 120_000,
        kind: 'limits',
        by: 'Ada Lovelace',
        text: 'Ball screw 32x10 {pitting:{passBelow:0.2}} > {pitting:{passBelow:0.3}} (fewer false calls)',
      },
    ],
    falseCalls: { hits: 30, of: 90, rate: { value: 1 / 3, low: 0.237, high: 0.441 } },
    escapes: { audited: 200, defective: 1, rate: { value: 0.005, low: 0.0009, high: 0.0278 } },
    reinspection: { parts: 112, minutes: 18.4, medianS: 8.2 },
    historyHead: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    madeAt: startedAt + 8 * 3_600_000,
    ...change,
  };
}
