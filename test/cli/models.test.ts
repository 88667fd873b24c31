/** `fitness` and `bench-model`, as a person runs them. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fitnessSchema } from '../../main/api/slices/fitness.ts';
import { benchModelCommand } from '../../main/cli/bench-model.ts';
import { runCli } from '../../main/cli/cli.ts';
import { fitnessCommand } from '../../main/cli/fitness.ts';
import { modelBenchSchema } from '../../main/station/inference/engine-tasks.ts';
import { temporaryFolder } from '../support/http.ts';
import { exchangeGolden, honest, pairBundleSaying, surfaceBundleSaying } from '../support/reference-vectors.ts';
import { makeTinyBundle } from '../support/tiny-bundle.ts';

/** The command line in this process (that it is one of its own is tested elsewhere); the engine is a real one. */
async function station(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => out.push(line));
  const error = vi.spyOn(console, 'error').mockImplementation((line) => err.push(line));
  try {
    return { code: await runCli(args), stdout: out.join('\n'), stderr: err.join('\n') };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

async function jsonFile(): Promise<string> {
  const folder = await temporaryFolder('models');
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'result.json');
}

async function read(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

describe('fitness', () => {
  it('says that a bundle fits, why, and what was measured; nothing on stderr where no terminal is', async () => {
    const json = await jsonFile();
    const said = await station('fitness', '--bundle', await surfaceBundleSaying(honest), '--fps', '1', '--json', json);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toMatch(/^tiny 1\.0\.0 on .*\nreference vectors: 1 reference pictures.*\n\n +provider/);
    expect(said.stdout).toMatch(/ cpu .* int8 .* yes {2}chosen\n/);
    expect(said.stdout).toContain('tiny fits: 99 of 100 pictures need');
    expect(fitnessSchema.parse(await read(json))).toMatchObject({ fits: true, fps: 1, budgetMs: 1000 });
  });

  it('refuses a bundle that no machine runs so fast, with what to do, and writes the result all the same', async () => {
    const json = await jsonFile();
    const said = await station('fitness', '--bundle', await makeTinyBundle(), '--fps', '1e8', '--json', json);
    expect(said).toMatchObject({ code: 1, stderr: expect.stringMatching(/too slow for this machine.*\nWhat to do: /) });
    expect(fitnessSchema.parse(await read(json))).toMatchObject({ fits: false, chosen: { provider: 'cpu' } });
  });

  it('refuses a bundle whose INT8 answers have drifted, with the reason', async () => {
    const said = await station('fitness', '--bundle', await pairBundleSaying(0.9));
    expect(said.code).toBe(1);
    expect(said.stderr).toMatch(/computes the INT8 model differently: 1 reference pictures.*\nWhat to do: .*VNNI/);
  });

  it('says what is missing or wrong in what it was given', async () => {
    const bundle = ['--bundle', '/no/such/bundle'];
    await expect(fitnessCommand.run([])).rejects.toThrow('--bundle DIR is needed');
    await expect(fitnessCommand.run([...bundle, '--fps', 'many'])).rejects.toThrow('--fps many: a number from');
    await expect(fitnessCommand.run([...bundle, '--precision', 'fp16'])).rejects.toMatchObject({
      message: '--precision fp16: one of int8, fp32 is needed',
      remedy: 'did you mean "fp32"?',
    });
    await expect(fitnessCommand.run(bundle)).rejects.toMatchObject({
      message: expect.stringContaining('no manifest.json'),
      remedy: expect.stringContaining('Copy the whole bundle folder again'),
    });
  });
});

describe('bench-model', () => {
  it('shows INT8 and FP32 side by side and writes the same as JSON', async () => {
    const json = await jsonFile();
    const bundle = await pairBundleSaying(honest);
    const said = await station(
      ...['bench-model', '--bundle', bundle, '--scenario', 'multi-stream'],
      ...['--streams', '2', '--seconds', '0.05', '--json', json],
    );
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toMatch(/multi-stream: 2 samples a query, 1 thread, 1 golden pictures/);
    expect(said.stdout).toMatch(/INT8 +\d+.*\n +FP32 +\d+.*\n\nINT8 does/);
    const bench = modelBenchSchema.parse(await read(json));
    expect(bench).toMatchObject({ scenario: 'multi-stream', samplesPerQuery: 2, threads: 1 });
  });

  it('and fitness refuse a bundle whose golden pictures were exchanged: what, where, what to do', async () => {
    const bundle = await pairBundleSaying(honest);
    await exchangeGolden(bundle);
    for (const command of ['bench-model', 'fitness']) {
      const said = await station(command, '--bundle', bundle);
      expect(said.code).toBe(1);
      expect(said.stderr).toContain(`golden set of tiny-reference 1.0.0 in ${join(bundle, 'golden')} is not the one`);
      expect(said.stderr).toMatch(/expected SHA-256 \w+, found \w+\nWhat to do: Copy the whole bundle folder again/);
    }
  });

  it('names the nearest scenario for a typo, and refuses numbers that are none', async () => {
    const bench = (...args: string[]) => benchModelCommand.run(['--bundle', '/no/such/bundle', ...args]);
    await expect(bench('--scenario', 'ofline')).rejects.toMatchObject({ remedy: 'did you mean "offline"?' });
    await expect(bench('--streams', '1.5')).rejects.toThrow('--streams 1.5: a whole number from 1 to 1024');
    await expect(bench('--seconds', '0')).rejects.toThrow('--seconds 0: a number from');
  });
});
