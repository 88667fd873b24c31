import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verdicts } from '../../../main/api/words.ts';
import { type LedgerOptions, type PartComplete, TriggerLedger } from '../../../main/station/ledger/ledger.ts';

type Step =
  | { do: 'frame' | 'lost'; skip: number }
  | { do: 'repeat' | 'open' | 'expire' | 'camera-lost' }
  | { do: 'close'; pick: number; verdict: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('frame' as const), skip: fc.constantFrom(0, 0, 0, 1, 7) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lost' as const), skip: fc.constantFrom(0, 0, 2) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('repeat', 'open', 'open', 'expire', 'camera-lost') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('close' as const), pick: fc.nat(), verdict: fc.nat(3) }) },
);

const options: fc.Arbitrary<LedgerOptions> = fc.record({
  mode: fc.constantFrom('free-run', 'software', 'hardware'),
  framesPerPart: fc.integer({ min: 1, max: 5 }),
  frameTimeoutMs: fc.constant(50),
});

/** Drives a ledger as a camera and a pipeline with every kind of bad luck would, and looks at it from outside. */
class Line {
  readonly ledger: TriggerLedger;
  readonly framesPerPart: number;
  readonly complete = new Map<number, PartComplete>();
  readonly closed = new Set<number>();
  readonly places = new Set<string>();
  readonly framesOf = new Map<number, number>();
  framesTaken = 0;
  framesGiven = 0;
  nowMs = 0;
  nextId = 1;

  constructor(given: LedgerOptions) {
    this.ledger = new TriggerLedger(given);
    this.framesPerPart = given.framesPerPart;
  }

  frame(frameId: number): void {
    this.framesGiven += 1;
    const taken = this.ledger.frame({
      slot: 0,
      frameId,
      completeMs: this.nowMs,
      completeWallMs: 0,
      deviceTimeNs: null,
      damage: null,
      truth: null,
    });
    if (taken.frame) {
      this.framesTaken += 1;
      this.takePlace(taken.frame.trigger, taken.frame.frameIndex);
      this.framesOf.set(taken.frame.trigger, (this.framesOf.get(taken.frame.trigger) ?? 0) + 1);
    }
    this.note(taken.complete);
  }

  lost(frameId: number): void {
    const { place, complete } = this.ledger.lost({ frameId, why: 'camera' }, this.nowMs);
    if (place) this.takePlace(place.trigger, place.frameIndex);
    this.note(complete);
  }

  note(parts: readonly PartComplete[]): void {
    for (const part of parts) {
      expect(this.complete.has(part.trigger), 'complete once').toBe(false);
      expect(part.got + part.lost).toBe(this.framesPerPart);
      expect(part.got).toBe(this.framesOf.get(part.trigger) ?? 0);
      expect(part.cause === null).toBe(part.lost === 0);
      this.complete.set(part.trigger, part);
    }
  }

  close(pick: number, verdict: number): void {
    const closable = [...this.complete.keys()].filter((trigger) => !this.closed.has(trigger));
    const trigger = closable[pick % Math.max(1, closable.length)];
    const word = verdicts[verdict];
    if (trigger === undefined || word === undefined) return;
    this.ledger.close(trigger, word);
    this.closed.add(trigger);
  }

  private takePlace(trigger: number, frameIndex: number): void {
    const place = `${trigger}/${frameIndex}`;
    expect(this.complete.has(trigger), 'nothing comes for a complete part').toBe(false);
    expect(this.places.has(place), `place ${place} is filled once`).toBe(false);
    expect(frameIndex).toBeLessThan(this.framesPerPart);
    this.places.add(place);
  }
}

function perform(line: Line, given: Step, isSoftware: boolean): void {
  line.nowMs += 13;
  switch (given.do) {
    case 'frame':
      line.frame(line.nextId + given.skip);
      line.nextId += given.skip + 1;
      return;
    case 'lost':
      line.lost(line.nextId + given.skip);
      line.nextId += given.skip + 1;
      return;
    case 'repeat':
      line.frame(Math.max(0, line.nextId - 1));
      return;
    case 'open':
      if (isSoftware) line.ledger.openTrigger(line.nowMs);
      return;
    case 'expire':
      line.note(line.ledger.expired(line.nowMs));
      return;
    case 'camera-lost':
      line.note(line.ledger.end('camera-lost'));
      return;
    case 'close':
      line.close(given.pick, given.verdict);
  }
}

it('adds up after every step, whatever is lost, late, repeated, timed out or unplugged', () => {
  fc.assert(
    fc.property(options, fc.array(step, { maxLength: 120 }), (given, steps) => {
      const line = new Line(given);
      for (const one of steps) {
        perform(line, one, given.mode === 'software');
        const { triggers, pass, fail, review, missed, pending } = line.ledger.sum();
        expect(pass + fail + review + missed + pending).toBe(triggers);
        expect(pass + fail + review + missed).toBe(line.closed.size);
        expect(line.ledger.pending()).toHaveLength(pending);
        const { unexpected, late } = line.ledger.counters();
        expect(line.framesTaken + unexpected + late, 'each frame in one part or counted').toBe(line.framesGiven);
      }
      line.note(line.ledger.end('stopped'));
      expect(line.complete.size, 'every trigger became complete').toBe(line.ledger.sum().triggers);
      for (const trigger of line.ledger.pending()) line.ledger.close(trigger, 'missed');
      expect(line.ledger.sum().pending).toBe(0);
    }),
    { numRuns: 500 },
  );
});

it('remembers nothing of closed parts', () => {
  const ledger = new TriggerLedger({ mode: 'free-run', framesPerPart: 2, frameTimeoutMs: 50 });
  for (let id = 1; id <= 20_000; id++) {
    const { complete } = ledger.frame({
      slot: 0,
      frameId: id,
      completeMs: id,
      completeWallMs: 0,
      deviceTimeNs: null,
      damage: null,
      truth: null,
    });
    for (const part of complete) ledger.close(part.trigger, 'pass');
  }
  expect(ledger.pending()).toEqual([]);
  expect(ledger.sum()).toEqual({ triggers: 10_000, pass: 10_000, fail: 0, review: 0, missed: 0, pending: 0 });
});
