import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const python = '/usr/bin/python3';
const kit = join(import.meta.dirname, '../../models/training');

function hasTraining(): boolean {
  return existsSync(python) && spawnSync(python, ['-c', 'import numpy, onnx, PIL, torch']).status === 0;
}

describe('the training kit', () => {
  it.skipIf(!hasTraining())(
    'passes the python tests of all its packages',
    () => {
      const run = spawnSync(python, ['-B', '-m', 'unittest', 'discover', '-s', kit, '-t', kit], { encoding: 'utf8' });
      expect(run.status, run.stderr).toBe(0);
      expect(Number(/Ran (\d+) tests/.exec(run.stderr)?.[1]), run.stderr).toBeGreaterThan(15);
    },
    120_000,
  );
});
