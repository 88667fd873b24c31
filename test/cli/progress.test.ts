import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProgressOutput, progressBar, progressLine } from '../../main/cli/progress.ts';

function recordingOutput(isTTY: boolean) {
  const written: string[] = [];
  const output: ProgressOutput = {
    isTTY,
    columns: 80,
    write: (text: Uint8Array | string) => written.push(`${text}`) > 0,
  };
  return { output, written };
}

describe('a progress bar', () => {
  it('writes nothing where no terminal is', () => {
    const { output, written } = recordingOutput(false);
    const bar = progressBar('pictures', 2, output);
    bar.advance(2);
    bar.end();
    expect(written).toEqual([]);
  });

  it('shows the last step, whatever came before, and leaves an empty line', () => {
    const { output, written } = recordingOutput(true);
    const bar = progressBar('pictures', 3, output);
    for (let i = 0; i < 3; i++) bar.advance();
    bar.end();
    bar.end();
    expect(written.at(-2)).toContain('3/3');
    expect(written.at(-1)).toBe('\r\u001b[K');
    expect(written.filter((text) => text === '\r\u001b[K')).toHaveLength(1);
  });

  it('is filled as far as it has come, never shrinks and always has one length', () => {
    const cells = (line: string) => line.split('█').length - 1;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (total, any) => {
        const done = any % total;
        const line = progressLine('x', done, total);
        expect(cells(line) + line.split('░').length - 1).toBe(24);
        expect(cells(progressLine('x', done + 1, total))).toBeGreaterThanOrEqual(cells(line));
        expect(cells(progressLine('x', total, total))).toBe(24);
      }),
    );
  });
});
