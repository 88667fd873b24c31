import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Import, importsIn, importsOf, sourceFiles } from './imports.ts';
import { firstCircle, wrongImport } from './rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function allImports(): Promise<Import[]> {
  const files = await sourceFiles(root, ['main', 'preload', 'renderer']);
  const found = (await Promise.all(files.map((file) => importsOf(root, file)))).flat();
  expect(found.length).toBeGreaterThan(300);
  return found;
}

test('every import points in the direction of the design', async () => {
  const wrong = (await allImports()).map(wrongImport).filter((problem) => problem !== null);
  expect(wrong).toEqual([]);
});

test('no files import each other in a circle', async () => {
  expect(firstCircle(await allImports())).toBeNull();
});

test('imports are seen however they are written', () => {
  const code = `
    import type { A } from './a.ts';
    import { type B, b } from '../preprocess/b.ts';
    export { c } from './c.ts';
    export * from './d.ts';
    import './e.css';
    const lazy: Promise<A> = import('./f.ts');
  `;
  expect(importsIn('main/station/quality/x.ts', code).map(({ to, isTypeOnly }) => [to, isTypeOnly])).toEqual([
    ['main/station/quality/a.ts', true],
    ['main/station/preprocess/b.ts', false],
    ['main/station/quality/e.css', false],
    ['main/station/quality/c.ts', false],
    ['main/station/quality/d.ts', false],
    ['main/station/quality/f.ts', false],
  ]);
});

test.each([
  ['a stage from another stage', 'main/station/quality/gate.ts', './../decision/decide-part.ts'],
  ['a type of another stage', 'main/station/decision/x.ts', '../inference/bundle.ts'],
  ['the contract from the station', 'main/api/server.ts', '../station/flow.ts'],
  ['the screen from the station', 'renderer/live/x.ts', '../../main/station/flow.ts'],
  ['a host from the other host', 'main/electron/x.ts', '../service/service.ts'],
  ['a child process from another', 'main/engine/x.ts', '../storekeeper/store.ts'],
  ['Node in the screen', 'renderer/live/x.ts', 'node:fs'],
  ['anything but zod in the contract', 'main/api/x.ts', 'react'],
  ['SQLite outside the store', 'main/station/store/x.ts', 'better-sqlite3'],
  ['Electron outside its host', 'main/host/x.ts', 'electron'],
  ['a folder that nobody thought of', 'main/extras/x.ts', './y.ts'],
])('refuses %s', (_, from, to) => {
  const [found] = importsIn(from, `import type { X } from '${to}';`);
  expect(found && wrongImport(found)).toEqual(expect.any(String));
});

test('finds a circle, and takes none for one where only types go round', () => {
  const circle = [
    ...importsIn('main/a.ts', "import { b } from './b.ts'"),
    ...importsIn('main/b.ts', "import { a } from './a.ts'"),
  ];
  expect(firstCircle(circle)).toEqual(['main/a.ts', 'main/b.ts', 'main/a.ts']);
  const types = [
    ...importsIn('main/a.ts', "import { b } from './b.ts'"),
    ...importsIn('main/b.ts', "import type { a } from './a.ts'"),
  ];
  expect(firstCircle(types)).toBeNull();
});
