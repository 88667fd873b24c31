/** The limits of the demo, tried on the real photographs that the bundle ships with. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { QualityLimits } from '../../../main/station/config/recipe.ts';
import { makeQualityGate } from '../../../main/station/quality/gate.ts';
import { loadReference } from '../../../main/station/quality/reference.ts';

const bundle = fileURLToPath(new URL('../../../models/surface-pitting/1.1.0/', import.meta.url));
const camera = { width: 1130, height: 460, pixelFormat: 'RGB8' } as const;
const limits: QualityLimits = {
  brightness: { min: 70, max: 165 },
  saturatedShare: { max: 0.05 },
  blackShare: { max: 0.05 },
  focus: { min: 25 },
  obstruction: { max: 0.15 },
};

const filesOf = (name: string) =>
  existsSync(`${bundle}${name}`)
    ? readdirSync(`${bundle}${name}`).flatMap((file) => (file.endsWith('.jpg') ? [`${bundle}${name}/${file}`] : []))
    : [];
const shown = filesOf('demo');
const [referenceFile] = shown;

describe.skipIf(referenceFile === undefined)('on real photographs, with a reference of another place', () => {
  let gate: ReturnType<typeof makeQualityGate>;
  beforeAll(async () => {
    gate = makeQualityGate(camera, limits, await loadReference(referenceFile ?? '', camera));
  });

  const faultsOf = (bytes: Uint8Array) => gate(bytes).faults.map((found) => found.fault);
  async function decoded(file: string, sigma?: number): Promise<Uint8Array> {
    const picture = sharp(file);
    return (sigma === undefined ? picture : picture.blur(sigma)).removeAlpha().raw().toBuffer();
  }
  const isCameraSize = async (file: string) => {
    const { width, height } = await sharp(file).metadata();
    return width === camera.width && height === camera.height;
  };

  it('every one is accepted, pitted or not', async () => {
    const refused: string[] = [];
    for (const file of [...shown, ...filesOf('golden')]) {
      if (!(await isCameraSize(file))) continue;
      const faults = faultsOf(await decoded(file));
      if (faults.length > 0) refused.push(`${file}: ${faults.join()}`);
    }
    expect(refused).toEqual([]);
  });

  it('each kind of bad picture is caught, in every tenth photograph', async () => {
    for (const file of shown.filter((_, i) => i % 10 === 3)) {
      const bytes = await decoded(file);
      expect(faultsOf(await decoded(file, 3))).toEqual(['blurred']);
      expect(faultsOf(bytes.map((value) => value >> 6))).toContain('underexposed');
      expect(faultsOf(bytes.map((value) => Math.min(255, value * 2.2)))).toContain('overexposed');
      for (const third of [0, 1, 2]) expect(faultsOf(covered(bytes, third))).toContain('covered');
    }
  });

  function covered(bytes: Uint8Array, third: number): Uint8Array {
    const rowLength = camera.width * 3;
    return bytes.map((value, i) => (Math.floor(((i % rowLength) * 3) / rowLength) === third ? 20 : value));
  }
});
