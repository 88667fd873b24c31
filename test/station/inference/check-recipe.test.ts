import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../../main/station/config/recipe.ts';
import { describeBundle } from '../../../main/station/inference/bundle.ts';
import { checkRecipe } from '../../../main/station/inference/check-recipe.ts';
import { manifestSchema } from '../../../main/station/inference/manifest.ts';
import { centredView } from '../../../main/station/preprocess/centre.ts';
import { tinyManifest } from '../../support/tiny-bundle.ts';
import { tinyReferenceManifest } from '../../support/tiny-reference-bundle.ts';

const manifest = tinyManifest('0'.repeat(64), 1);
const bundle = describeBundle('bundle', manifestSchema.parse(manifest));

function check(recipe: Record<string, unknown>, camera: Record<string, unknown> = {}, of = bundle): string[] {
  const whole = recipeSchema.parse({
    name: 'spindle',
    bundle: 'models/tiny/1.0.0',
    camera: { kind: 'replay', source: 'pictures', width: 90, height: 70, pixelFormat: 'RGB8', ...camera },
    ...recipe,
  });
  return checkRecipe(whole, of, centredView(whole.camera, of.manifest.input)).map(({ text }) => text);
}

const square = (from: number, to: number) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
];

describe('a recipe', () => {
  it('that fits its bundle gives no warning', () => {
    expect(check({ regions: [square(10, 60)], limits: { red: { passBelow: 0.1, failAbove: 0.5 } } })).toEqual([]);
  });

  it('may not set limits for a class that the bundle has not', () => {
    expect(() => check({ limits: { blue: { passBelow: 0.1, failAbove: 0.5 } } })).toThrow(
      /spindle does not fit bundle tiny 1\.0\.0: limits\.blue: the bundle knows only red, green/,
    );
  });

  it('may not draw a zone outside the picture', () => {
    expect(() => check({ regions: [square(10, 60), square(20, 80)] })).toThrow(
      /regions\.1: corner \(80, 80\) lies outside the 90×70 picture/,
    );
  });

  it('may not draw a zone where the model does not see', () => {
    expect(() => check({ regions: [square(0, 100)] }, { width: 200, height: 200 })).toThrow(
      /regions\.0: corner \(0, 0\) lies outside what the model sees \(x 52 to 148, y 64 to 136\)/,
    );
  });

  it('may not draw zones that hold no pixel', () => {
    expect(() => check({ regions: [square(10.6, 10.9)] })).toThrow(/nothing would be inspected/);
  });

  it('hears of everything that is wrong at once', () => {
    const wrong = { limits: { blue: { passBelow: 0, failAbove: 1 } }, regions: [square(-5, 10)] };
    expect(() => check(wrong)).toThrow(/limits\.blue.*regions\.0/);
  });

  it('may not give colour to a bundle for grey pictures, and may give grey to one for colour with a warning', () => {
    const grey = { ...manifest, input: { ...manifest.input, channels: 1, colour: 'mono' } };
    const greyBundle = describeBundle('bundle', manifestSchema.parse(grey));
    expect(() => check({}, { pixelFormat: 'BayerRG8' }, greyBundle)).toThrow(/camera\.pixelFormat.*not BayerRG8/);
    expect(check({}, { pixelFormat: 'Mono16' }, greyBundle)).toEqual([]);
    expect(check({}, { pixelFormat: 'Mono8' })).toEqual([expect.stringContaining('trained on colour')]);
  });

  it('is told how much of a larger picture is not inspected, and of a much smaller one', () => {
    expect(check({}, { width: 200, height: 100 })).toEqual([
      expect.stringMatching(/middle 96×72 of the 200×100.*104 columns and 28 rows/),
    ]);
    expect(check({}, { width: 40, height: 70 })).toEqual([expect.stringContaining('only a part')]);
  });

  describe('with a golden picture', () => {
    const comparing = describeBundle('bundle', manifestSchema.parse(tinyReferenceManifest('0'.repeat(64), 1)));
    const grey = { pixelFormat: 'Mono8' };
    const reference = { picture: 'golden.png' };

    it('fits a bundle that compares, and such a bundle needs one', () => {
      expect(check({ reference }, grey, comparing)).toEqual([]);
      expect(() => check({}, grey, comparing)).toThrow(/reference: .*the recipe names none/);
      expect(() => check({ reference })).toThrow(/reference: the bundle compares with no golden picture/);
    });

    it('needs a grey camera', () => {
      expect(() => check({ reference }, {}, comparing)).toThrow(/camera\.pixelFormat.*not RGB8/);
    });

    it('may not pass what is never seen, nor measure obstruction where every frame looks different', () => {
      const limits = { missing: { passBelow: 0.01, failAbove: 0.5 } };
      expect(() => check({ reference, limits }, grey, comparing)).toThrow(/limits\.missing: scores below 0\.05/);
      const positions = [
        [0, 0],
        [40, 0],
      ];
      const wrong = { reference: { ...reference, positions }, referencePicture: 'good.png', framesPerPart: 2 };
      expect(() => check(wrong, grey, comparing)).toThrow(/referencePicture: .*different places/);
    });
  });
});
