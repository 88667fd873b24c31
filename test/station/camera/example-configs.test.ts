import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { positions } from '../../../main/station/camera/boards/gantry.ts';
import { serialArea } from '../../../main/station/camera/boards/placement.ts';
import { activeRecipe, loadConfig } from '../../../main/station/config/load.ts';
import { stationConfigSchema } from '../../../main/station/config/station.ts';

const examples = new URL('../../../main/service/examples/', import.meta.url);
const demo = fileURLToPath(new URL('demo.json', examples));

describe('the example configurations', () => {
  it.each([
    ['genicam-simulator.json', 'genicam'],
    ['uvc-test-picture.json', 'uvc'],
  ])('%s is a whole configuration with a %s camera', async (file, kind) => {
    const config = stationConfigSchema.parse(JSON.parse(await readFile(new URL(file, examples), 'utf8')));
    const recipe = config.recipes.find(({ name }) => name === config.recipe);
    expect(recipe?.camera.kind).toBe(kind);
    expect(recipe?.framesPerPart).toBe(1);
  });

  it('demo.json runs ball screws unless it is asked for boards, and says that it is a demo', async () => {
    const config = await loadConfig(demo);
    expect(config.station.demo).toBe(true);
    expect(activeRecipe(config)).toMatchObject({ id: 'ball-screw', camera: { kind: 'replay' } });
    expect(activeRecipe(await loadConfig(demo, { recipe: 'pcb' }))).toMatchObject({
      name: 'Control board',
      camera: { kind: 'boards', width: 640, height: 640, framesPerSecond: 60 },
      framesPerPart: 12,
      deadlineMs: 100,
    });
  });

  it('demo.json has the places of the simulated gantry, and leaves out what differs from board to board', async () => {
    const recipe = activeRecipe(await loadConfig(demo, { recipe: 'pcb' }));
    expect(recipe.reference?.positions).toEqual(positions);
    const [zone] = recipe.reference?.ignore ?? [];
    if (!zone) throw new Error('the serial number is compared');
    expect(zone.x).toBeLessThan(serialArea.x);
    expect(zone.y).toBeLessThan(serialArea.y);
    expect(zone.x + zone.width).toBeGreaterThan(serialArea.x + serialArea.width);
    expect(zone.y + zone.height).toBeGreaterThan(serialArea.y + serialArea.height);
  });
});
