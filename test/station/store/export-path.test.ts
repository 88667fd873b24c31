import { expect, it } from 'vitest';
import { exportPath } from '../../../main/station/store/export-path.ts';

it('gives a path in the folder of exports to plain names only', () => {
  expect(exportPath('/data', 'parts-0199aa00-0000-7000-8000-00000000abcd.csv')).toBe(
    '/data/exports/parts-0199aa00-0000-7000-8000-00000000abcd.csv',
  );
  expect(exportPath('/data', 'shift-Early-2026.pdf')).toBe('/data/exports/shift-Early-2026.pdf');
  const others = [
    '',
    '.csv',
    '..',
    '../station.sqlite',
    'a/b.csv',
    'a\\b.csv',
    'a.csv.part',
    'a.sqlite',
    'a\0.csv',
    'é.csv',
  ];
  for (const name of [...others, `${'a'.repeat(200)}.csv`, 'a.csv\n']) expect(exportPath('/data', name)).toBeNull();
});
