import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ButtonLearner, ButtonReader, bounceMs, hexOf, rises } from '../../../main/station/devices/button-reader.ts';

const slow = bounceMs * 2;

function signals(reports: readonly (readonly number[])[], everyMs = slow): readonly string[] {
  const reader = new ButtonReader();
  return reports.map((report, index) => {
    const heard = reader.read(Uint8Array.from(report), index * everyMs);
    return heard.as === 'pressed' ? heard.signal : heard.as;
  });
}

describe('a button', () => {
  it('is pressed once, however long it is held and however often its device says so', () => {
    expect(
      signals([
        [0, 4],
        [0, 4],
        [0, 4],
        [0, 0],
        [0, 4],
      ]),
    ).toEqual(['0004', 'released', 'released', 'released', '0004']);
  });

  it('is not pressed again when another one beside it is let go', () => {
    expect(signals([[4], [6], [4], [0]])).toEqual(['04', '06', 'released', 'released']);
  });

  it('that bounces is pressed once', () => {
    expect(signals([[1], [0], [1], [0], [1]], 5)).toEqual(['01', 'released', 'released', 'released', 'released']);
  });

  it('is pressed anew after it was unplugged while it was down', () => {
    const reader = new ButtonReader();
    reader.read(Uint8Array.of(1), 0);
    reader.reset();
    expect(reader.read(Uint8Array.of(1), slow)).toEqual({ as: 'pressed', signal: '01' });
  });

  it('cannot be in a report that is empty or too long', () => {
    const reader = new ButtonReader();
    expect(reader.read(new Uint8Array(0), 0)).toEqual({ as: 'garbage', why: 'too-short' });
    expect(reader.read(new Uint8Array(65).fill(1), 0)).toEqual({ as: 'garbage', why: 'too-long' });
  });

  it('is only ever pressed by a report in which a bit rose, whatever bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 40 }), (reports) => {
        const reader = new ButtonReader();
        let before = new Uint8Array(0);
        for (const [index, report] of reports.entries()) {
          const heard = reader.read(report, index * slow);
          if (heard.as === 'garbage') continue;
          expect(heard.as === 'pressed').toBe(rises(before, report));
          before = report;
        }
      }),
    );
  });
});

describe('learning', () => {
  const learn = (reports: readonly (readonly number[])[]): readonly (string | null)[] => {
    const learner = new ButtonLearner();
    return reports.map((report) => learner.read(Uint8Array.from(report)));
  };

  it('knows a button once it was pressed and let go', () => {
    expect(
      learn([
        [0, 4],
        [0, 4],
        [0, 0],
      ]),
    ).toEqual([null, null, '0004']);
  });

  it('takes no button for one that was held when it began', () => {
    expect(
      learn([
        [0, 0],
        [0, 4],
        [0, 0],
      ]),
    ).toEqual([null, null, '0004']);
  });

  it('takes no rest behind a report id for a press', () => {
    expect(
      learn([
        [1, 0],
        [1, 4],
        [1, 0],
      ]),
    ).toEqual([null, null, '0104']);
  });

  it('finds every press by the signal under which the reader tells it, whatever the device rests at', () => {
    const id = fc.constantFrom(0, 1, 2, 7);
    const button = fc.uint8Array({ minLength: 1, maxLength: 6 }).filter((bytes) => bytes.some((byte) => byte !== 0));
    fc.assert(
      fc.property(id, button, fc.boolean(), (reportId, down, isHeldFirst) => {
        const pressed = [reportId, ...down];
        const rest = [reportId, ...down.map(() => 0)];
        const reports = isHeldFirst ? [rest, pressed, rest] : [pressed, rest];
        const learned = learn(reports).at(-1);
        const reader = new ButtonReader();
        reader.read(Uint8Array.from(rest), 0);
        expect(reader.read(Uint8Array.from(pressed), slow)).toEqual({ as: 'pressed', signal: learned });
        expect(learned).toBe(hexOf(Uint8Array.from(pressed)));
      }),
    );
  });
});
