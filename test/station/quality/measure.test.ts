import { describe, expect, it } from 'vitest';
import { pixelFormats } from '../../../main/station/flow.ts';
import { makeMeasurer } from '../../../main/station/quality/measure.ts';
import { type Grey, geometryOf, height, part, picture, width } from './pictures.ts';

const measure = (grey: Grey) => makeMeasurer(geometryOf('Mono8'))(picture(grey));

/** The same measures by their definition, over all inner pixels. */
function byDefinition(grey: Grey) {
  const values: number[] = [];
  const curves: number[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      values.push(grey(x, y));
      curves.push(grey(x - 1, y) + grey(x + 1, y) + grey(x, y - 1) + grey(x, y + 1) - 4 * grey(x, y));
    }
  }
  const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const curve = mean(curves);
  return {
    brightness: mean(values),
    focus: mean(curves.map((value) => (value - curve) ** 2)),
    saturatedShare: mean(values.map((value) => (value >= 250 ? 1 : 0))),
    blackShare: mean(values.map((value) => (value <= 5 ? 1 : 0))),
  };
}

describe('measures', () => {
  it('agree with their definitions although not every row is measured', () => {
    const contrasty: Grey = (x, y) => Math.min(255, Math.max(0, Math.round((part(x, y) - 120) * 2.2 + 128)));
    const measured = measure(contrasty);
    const expected = byDefinition(contrasty);
    expect(measured.brightness / expected.brightness).toBeCloseTo(1, 1);
    expect(measured.focus / expected.focus).toBeCloseTo(1, 1);
    expect(measured.saturatedShare).toBeCloseTo(expected.saturatedShare, 1);
    expect(measured.blackShare).toBeCloseTo(expected.blackShare, 1);
    expect(expected.saturatedShare).toBeGreaterThan(0.05);
    expect(expected.blackShare).toBeGreaterThan(0.02);
  });

  it.each([
    [250, 1, 0],
    [249, 0, 0],
    [6, 0, 0],
    [5, 0, 1],
  ])('of a picture that is %d everywhere: saturated %d, black %d, no focus', (value, saturated, black) => {
    expect(measure(() => value)).toMatchObject({
      brightness: value,
      saturatedShare: saturated,
      blackShare: black,
      focus: 0,
    });
  });

  it.each(pixelFormats)('are the same in %s', (pixelFormat) => {
    const grey = measure(part);
    const other = makeMeasurer(geometryOf(pixelFormat))(picture(part, pixelFormat));
    expect(other.brightness).toBeCloseTo(grey.brightness, 5);
    expect(other.focus).toBeCloseTo(grey.focus, 5);
    expect([...other.cells]).toEqual([...grey.cells]);
  });

  it('weigh red, green and blue by how bright they look, in either order', () => {
    const red = [255, 0, 0];
    const brightnessOf = (pixelFormat: 'RGB8' | 'BGR8', colour: number[]) => {
      const bytes = new Uint8Array(width * height * 3).map((_, i) => colour[i % 3] ?? 0);
      return makeMeasurer(geometryOf(pixelFormat))(bytes).brightness;
    };
    expect(brightnessOf('RGB8', red)).toBe(76);
    expect(brightnessOf('BGR8', [...red].reverse())).toBe(76);
    expect(brightnessOf('BGR8', red)).toBe(28);
  });

  it('read a frame that lies inside shared memory', () => {
    const shared = new SharedArrayBuffer(3 * width * height);
    const bytes = picture(part, 'Mono8', new Uint8Array(shared, width * height, width * height));
    expect(makeMeasurer(geometryOf('Mono8'))(bytes).focus).toBe(measure(part).focus);
  });

  it('make do with the smallest picture that a camera may have', () => {
    const tiny = makeMeasurer({ width: 16, height: 16, pixelFormat: 'Mono8' })(new Uint8Array(256).fill(90));
    expect(tiny).toMatchObject({ brightness: 90, focus: 0 });
    expect([...tiny.cells].every((value) => value === 0 || value === 90)).toBe(true);
  });
});
