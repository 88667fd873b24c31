/** What the quality desk's calls answer in the screen's tests: parts, a part's page, what there is to filter by. */
import type { Output } from '../../main/api/slices/index.ts';
import type { FoundPart, LimitsVersion, PartPage, ShiftReport, WhatIfResult } from '../../main/api/slices/quality.ts';
import type { Reason, Region, Verdict } from '../../main/api/words.ts';
import type { FakeAnswers } from './fake-station.ts';

/** 27 November 2026, 10:30 in Berlin. */
export const deskNow = Date.UTC(2026, 10, 27, 9, 30);
export const deskFrame = { width: 1130, height: 460 } as const;
export const deskClasses = ['pitting', 'scratch', 'crack', 'dent'] as const;
export const deskPeople = [
  { id: '0d5c0000-0000-4000-8000-0000000000a1', name: 'Amira Haddad' },
  { id: '0d5c0000-0000-4000-8000-0000000000a2', name: 'Bernd Schröder' },
  { id: '0d5c0000-0000-4000-8000-0000000000a3', name: 'Chen Wei' },
] as const;
const recipes = ['Ball screw 32×10', 'Ball screw 40×20, left-hand thread'] as const;
const bundles = ['surface-pitting@1.0.0', 'surface-pitting@1.1.0'] as const;

export function deskId(index: number): string {
  return `0d5c0000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
}
const pictureStart = '0d5c0001-0000-7000-8000-';
export function deskPicture(index: number): string {
  return pictureStart + index.toString(16).padStart(12, '0');
}
/** Null for a picture of somewhere else. */
export function indexOfDeskPicture(id: string): number | null {
  return id.startsWith(pictureStart) ? Number.parseInt(id.slice(pictureStart.length), 16) : null;
}

const verdictsInTurn: readonly Verdict[] = ['pass', 'review', 'pass', 'fail', 'pass', 'review', 'pass', 'missed'];

/** Newest first; the same at every call. */
export function foundParts(count: number): readonly FoundPart[] {
  return Array.from({ length: count }, (_, index) => foundPart(index));
}

export function foundPart(index: number): FoundPart {
  const verdict = verdictsInTurn[index % verdictsInTurn.length] ?? 'pass';
  const defect = deskClasses[index % deskClasses.length] ?? 'pitting';
  const score = verdict === 'fail' ? 0.93 - (index % 7) / 40 : verdict === 'review' ? 0.3 + (index % 9) / 30 : 0.08;
  const isDecided = verdict !== 'pass' && verdict !== 'missed' && index % 3 !== 0;
  const isGood = index % 2 === 0;
  return {
    id: deskId(index),
    at: deskNow - index * 4_000,
    trigger: 50_000 - index,
    serial: index % 4 === 2 ? null : `SN-2026-${String(880_000 - index)}`,
    // Every other stretch of a few is made for an order.
    workOrder: index % 8 === 5 ? 'WO-2026-0077' : null,
    recipe: recipes[index % 11 === 5 ? 1 : 0] ?? recipes[0],
    bundle: bundles[index % 13 === 7 ? 0 : 1] ?? bundles[1],
    shift: index < 5_000 ? 'early' : 'night',
    verdict,
    reasons: reasonsOf(verdict, defect, score),
    scores: deskClasses.map((name) => ({ class: name, score: name === defect ? score : 0.04 })),
    picture: verdict === 'missed' || index % 9 === 4 ? null : deskPicture(index),
    disposition: isDecided
      ? {
          decision: isGood ? 'good' : 'defect',
          class: isGood ? null : defect,
          by: deskPeople[index % 3]?.name ?? null,
          at: deskNow - index * 4_000 + 21_000,
        }
      : null,
    stage: verdict === 'review' && !isDecided ? (index % 2 === 0 ? 'operator' : 'quality') : null,
    hasComment: index % 6 === 1,
  };
}

function reasonsOf(verdict: Verdict, name: string, score: number): Reason[] {
  if (verdict === 'fail') return [{ kind: 'defect', class: name, score, limit: 0.62 }];
  if (verdict === 'missed') return [{ kind: 'camera-lost', detail: 'cable pulled' }];
  return verdict === 'review' ? [{ kind: 'unsure', class: name, score, passBelow: 0.21, failAbove: 0.62 }] : [];
}

const region: Region = { class: 'pitting', score: 0.93, x: 512, y: 180, width: 74, height: 62 };

export function partPage(index: number, more: Partial<PartPage> = {}): PartPage {
  const part = foundPart(index);
  return {
    ...part,
    frame: { ...deskFrame },
    frames: [0, 1, 2].map((frameIndex) => ({
      frameIndex,
      frameId: 84_211_006 + frameIndex,
      deviceNs: 1_900_443_112_345_678 + frameIndex * 16_666_667,
      verdict: frameIndex === 0 ? part.verdict : 'pass',
      reasons: frameIndex === 0 ? part.reasons : [],
      picture: frameIndex === 2 ? null : deskPicture(index + frameIndex),
      pictureOutcome: frameIndex === 2 ? 'not-drawn' : 'kept',
      regions: frameIndex === 0 ? [region] : [],
      placed: null,
      labels: null,
    })),
    line: { ok: false, at: part.at + 31, because: part.verdict, latencyMs: 31.4 },
    golden: null,
    classes: [...deskClasses],
    dispositions: [],
    isDisputed: false,
    history: [
      { entry: 90_211, at: part.at + 60, kind: 'verdict', by: null, text: 'review: unsure:pitting 0.48' },
      { entry: 90_240, at: part.at + 21_000, kind: 'disposition', by: 'Amira Haddad', text: 'good' },
    ],
    ...more,
  };
}

/** Two people who differ, and one who took a decision back. */
export function disputedPage(index: number): PartPage {
  const { at } = foundPart(index);
  const plain = { comment: '', reason: null, lookedMs: 3_400, isTooFast: false, withdrawnAt: null } as const;
  return partPage(index, {
    isDisputed: true,
    dispositions: [
      {
        ...plain,
        id: deskId(700_001),
        at: at + 12_000,
        kind: 'review',
        decision: 'good',
        class: null,
        by: { name: 'Bernd Schröder', role: 'operator' },
        lookedMs: 300,
        isTooFast: true,
        withdrawnAt: at + 17_000,
      },
      {
        ...plain,
        id: deskId(700_002),
        at: at + 21_000,
        kind: 'review',
        decision: 'defect',
        class: 'pitting',
        comment: 'Three pits in a row near the shoulder, deeper than the boundary sample.',
        by: { name: 'Bernd Schröder', role: 'operator' },
      },
      {
        ...plain,
        id: deskId(700_003),
        at: at + 3_600_000,
        kind: 'second-opinion',
        decision: 'good',
        class: null,
        comment: 'Oil, not a pit.',
        by: { name: 'Amira Haddad', role: 'quality' },
      },
    ],
  });
}

export const deskChoices: Output<'quality.choices'> = {
  recipes: [...recipes],
  bundles: [...bundles],
  shifts: ['early', 'late', 'night'],
  reasons: ['defect:pitting', 'unsure:pitting', 'defect:scratch', 'bad-picture:blurred', 'late', 'camera-lost'],
  classes: [...deskClasses],
  people: deskPeople.map((person) => ({ ...person })),
  oldestAt: deskNow - 200 * 86_400_000,
};

/** A desk with so many parts, in pages as the station gives them. */
export function deskAnswers(count: number): FakeAnswers {
  return {
    'quality.search': ({ after, limit }) => {
      const begin = after === null ? 0 : Number(after);
      const end = Math.min(count, begin + limit);
      return {
        parts: Array.from({ length: Math.max(0, end - begin) }, (_, i) => foundPart(begin + i)),
        next: end < count ? `${end}` : null,
        searchedUntil: null,
      };
    },
    'quality.count': () => ({ parts: Math.min(count, 10_000), isCapped: count > 10_000 }),
    'quality.choices': () => deskChoices,
    'quality.limits': () => deskLimits,
    'quality.bundles': () => [
      { name: 'surface-pitting', version: '1.1.0', isActive: true },
      { name: 'surface-pitting', version: '1.0.0', isActive: false },
    ],
    'quality.shifts': () => [
      { name: 'early', startedAt: shiftReport.shift.from },
      { name: 'night', startedAt: shiftReport.shift.from - 8 * 3_600_000 },
    ],
    'quality.shiftReport': ({ name, startedAt }) => ({
      ...shiftReport,
      shift: { name, from: startedAt, until: startedAt + 8 * 3_600_000 },
    }),
    'review.figures': () => reviewerFigures,
    'review.knownParts': () => ({ share: 0.02, available: 97, why: null }),
    'quality.auditSample': ({ limit }) => {
      const passed = Array.from({ length: limit }, (_, i) => foundPart(8 + i * 8));
      return { parts: passed.filter(({ picture }) => picture !== null), waiting: 37 };
    },
    'quality.decide': () => ({}),
    'quality.part': ({ id }) => partPage(Number.parseInt(id.slice(-12), 16)),
  };
}

/** Forty parts that would not be asked about any more, three that would pass although people called them defective. */
export function whatIfResult(more: Partial<WhatIfResult> = {}): WhatIfResult {
  return {
    parts: 41_260,
    progress: 1,
    isExact: true,
    flips: [
      { from: 'review', to: 'pass', parts: 38, estimate: null },
      { from: 'fail', to: 'review', parts: 4, estimate: null },
    ],
    missesOfKnownDefects: 3,
    knownDefects: 41,
    reviewMinutesPerShift: { now: 34.2, after: 21.6 },
    examples: Array.from({ length: 24 }, (_, i) => {
      const part = foundPart(1 + i * 4);
      return { ...part, verdictThen: part.verdict === 'review' ? 'pass' : 'review' };
    }),
    problem: null,
    ...more,
  };
}

const inForce: LimitsVersion['limits'] = {
  pitting: { passBelow: 0.21, failAbove: 0.62 },
  scratch: { passBelow: 0.3, failAbove: 0.7 },
  crack: { passBelow: 0.15, failAbove: 0.5 },
  dent: { passBelow: 0.25, failAbove: 0.65 },
};

export function limitsVersion(more: Partial<LimitsVersion> = {}): LimitsVersion {
  return {
    id: deskId(800_001),
    recipe: recipes[0],
    limits: inForce,
    before: { ...inForce, pitting: { passBelow: 0.18, failAbove: 0.62 } },
    reason: 'Too many clean parts went to review after the new lamp.',
    at: deskNow - 9 * 86_400_000,
    by: 'Amira Haddad',
    state: 'in-force',
    approvedBy: 'Bernd Schröder',
    approvedAt: deskNow - 9 * 86_400_000 + 3_600_000,
    ...more,
  };
}

export const waitingVersion: LimitsVersion = limitsVersion({
  id: deskId(800_002),
  before: inForce,
  limits: { ...inForce, scratch: { passBelow: 0.34, failAbove: 0.72 }, dent: { passBelow: 0.25, failAbove: 0.6 } },
  reason: 'Scratches below 0.34 were good in all 31 second opinions.',
  at: deskNow - 1_800_000,
  by: 'Chen Wei',
  state: 'waits-for-second',
  approvedBy: null,
  approvedAt: null,
});

export const deskLimits: Output<'quality.limits'> = {
  now: inForce,
  versions: [waitingVersion, limitsVersion()],
  needsSecond: true,
};

export const shiftReport: ShiftReport = {
  station: 'Line 3, gate 2',
  shift: { name: 'early', from: deskNow - 4.5 * 3_600_000, until: deskNow + 3.5 * 3_600_000 },
  recipes: [
    { recipe: recipes[0], bundle: bundles[1], pass: 38_204, fail: 58, review: 104, missed: 3 },
    { recipe: recipes[1], bundle: bundles[0], pass: 2_883, fail: 3, review: 8, missed: 0 },
  ],
  output: { parts: 41_263, pass: 41_087, fail: 61, review: 112, missed: 3, yield: 0.9958 },
  pareto: [
    { reason: 'unsure:pitting', count: 78, pictures: [deskPicture(11), deskPicture(12), deskPicture(13)] },
    { reason: 'defect:pitting', count: 61, pictures: [deskPicture(14), deskPicture(15)] },
    { reason: 'bad-picture:too-dark', count: 24, pictures: [deskPicture(3)] },
    { reason: 'unknown-part', count: 10, pictures: [] },
  ],
  openParts: { operator: 4, quality: 2, overdue: 1, oldestAt: deskNow - 2_340_000 },
  incidents: [
    { at: deskNow - 7_200_000, kind: 'pictures-stopped', detail: '' },
    { at: deskNow - 6_900_000, kind: 'disk-recovered', detail: '' },
  ],
  changes: [
    {
      at: deskNow - 5_400_000,
      kind: 'limits',
      by: 'Chen Wei',
      text: 'Ball screw 32×10 pitting 0.18–0.62 > pitting 0.21–0.62',
    },
  ],
  falseCalls: { hits: 38, of: 109, rate: { value: 0.3486, low: 0.2657, high: 0.4419 } },
  escapes: { audited: 200, defective: 1, rate: { value: 0.0004, low: 0.0001, high: 0.0021 } },
  reinspection: { parts: 109, minutes: 34, medianS: 9.4 },
  historyHead: '9f2c6d0b1e7a4485c3f01d2ab6e98875d4c3b2a190817f6e5d4c3b2a19081726',
  madeAt: deskNow,
};

/** In no order: the screen makes one. */
export const reviewerFigures: Output<'review.figures'> = [
  {
    person: { ...deskPeople[2] },
    since: deskNow - 30 * 86_400_000,
    decided: 412,
    known: 21,
    right: 20,
    misses: { hits: 1, of: 9 },
    falseAlarms: { hits: 0, of: 12 },
    kappa: 0.9,
    grade: 'acceptable',
    medianLookMs: 4_100,
    tooFast: 2,
    bulk: 0,
  },
  {
    person: { ...deskPeople[0] },
    since: deskNow - 30 * 86_400_000,
    decided: 38,
    known: 3,
    right: 3,
    misses: { hits: 0, of: 1 },
    falseAlarms: { hits: 0, of: 2 },
    kappa: null,
    grade: 'too-few',
    medianLookMs: 6_800,
    tooFast: 0,
    bulk: 12,
  },
];
