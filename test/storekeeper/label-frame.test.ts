import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { Shape } from '../../main/api/slices/quality.ts';
import type { CommandAnswer } from '../../main/storekeeper/commit-group.ts';
import { type ADatabase, aDatabase, addPerson } from './a-database.ts';
import { aFail } from './a-record.ts';

const bo = v7();
const box: Shape = { kind: 'box', class: 'pitting', x: 1270, y: 0, width: 10, height: 1024 };
const triangle: Shape = {
  kind: 'polygon',
  class: 'rust',
  points: [
    [0, 0],
    [1280, 0],
    [0, 1024],
  ],
};

function aFrameToLabel(): {
  made: ADatabase;
  id: string;
  draw: (shapes: Shape[], frameIndex?: number) => CommandAnswer;
} {
  const made = aDatabase();
  addPerson(made, bo, 'Bo', 'quality');
  const record = aFail(1);
  made.parts([record]);
  const draw = (shapes: Shape[], frameIndex = 0): CommandAnswer =>
    made.perform('labelFrame', { by: bo, id: record.id, frameIndex, shapes });
  return { made, id: record.id, draw };
}

it('the newest shapes of a frame hold, up to its very edge, and the history has what was there before', () => {
  const { made, id, draw } = aFrameToLabel();
  for (const shapes of [[box, triangle], [triangle], [triangle]])
    expect(draw(shapes)).toEqual({ ok: true, output: {} });
  const page = made.ask('partPage', { id });
  expect(page?.frames[0]?.labels).toMatchObject({ by: 'Bo', shapes: [triangle] });
  expect(made.rows('SELECT count(*) AS n FROM label')).toEqual([{ n: 2 }]);
  expect(page?.history.filter(({ kind }) => kind === 'label')).toHaveLength(2);
});

it('deleting all of them is a version as well', () => {
  const { made, id, draw } = aFrameToLabel();
  draw([box]);
  draw([]);
  expect(made.ask('partPage', { id })?.frames[0]?.labels?.shapes).toEqual([]);
});

it('shapes that leave the picture or have no area are refused by their number, and nothing of them is kept', () => {
  const { made, draw } = aFrameToLabel();
  const wrong: readonly Shape[] = [
    { ...box, x: 1271 },
    { ...box, y: -0.5 },
    {
      ...triangle,
      points: [
        [0, 0],
        [1281, 0],
        [0, 9],
      ],
    },
    {
      ...triangle,
      points: [
        [5, 0],
        [5, 10],
        [5, 20],
      ],
    },
  ];
  for (const shape of wrong) {
    expect(draw([triangle, shape])).toMatchObject({
      ok: false,
      error: { code: 'bad-input', message: expect.stringContaining('Shape 2') },
    });
  }
  expect(draw([box], 3)).toMatchObject({
    ok: false,
    error: { code: 'not-found', message: expect.stringContaining('frame 4') },
  });
  expect(made.rows('SELECT count(*) AS n FROM label')).toEqual([{ n: 0 }]);
});
