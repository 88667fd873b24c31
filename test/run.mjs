/**
 * `npm test`: types of each layer, lint, then every test. Goes through all of it whatever fails, and ends with one line
 * of sums; each check of types or lint counts as one test.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withRightNode } from '../main/node-version.mjs';
import { checkTypes, layers, root, runTool } from './steps.mjs';

/**
 * Tests of whole stations and of Electron come last and one file at a time: two stations on two cores miss deadlines
 * that one keeps. One that fails is tried once more, and its line says so (`retry x1`): other guests of the machine take
 * its processors away for seconds, and a fault of ours fails twice.
 */
const wholeStations = ['test/e2e', 'test/electron'];

await withRightNode(import.meta.url, run);

async function run() {
  const checks = [];
  for (const layer of layers) checks.push({ name: `types of ${layer}`, ok: await checkTypes(layer) });
  checks.push({ name: 'lint and format', ok: await runTool('biome', ['check', '.']) });
  for (const { name, ok } of checks) console.log(`${ok ? '✓' : '✗'} ${name}`);

  const tests = await runTests(process.argv.slice(2));
  const failedChecks = checks.filter(({ ok }) => !ok);
  const passed = checks.length - failedChecks.length + tests.passed;
  const failed = failedChecks.length + tests.failed;
  for (const { name } of failedChecks) console.log(`failed: ${name}`);
  for (const name of tests.failures) console.log(`failed: ${name}`);
  console.log(`${passed} passed, ${failed} failed, ${tests.skipped} skipped`);
  return failed === 0 ? 0 : 1;
}

/** @param {string[]} args given on to vitest (a folder, a name) */
async function runTests(args) {
  if (args.length > 0) return runVitest(args);
  const parts = await runVitest(wholeStations.flatMap((folder) => ['--exclude', `${folder}/**`]));
  const whole = await runVitest([...wholeStations, '--no-file-parallelism', '--retry=1']);
  return {
    passed: parts.passed + whole.passed,
    failed: parts.failed + whole.failed,
    skipped: parts.skipped + whole.skipped,
    failures: [...parts.failures, ...whole.failures],
  };
}

/** @param {string[]} args */
async function runVitest(args) {
  const results = join(root, '.build', 'test-results.json');
  await rm(results, { force: true });
  const isGreen = await runTool('vitest', [
    ...['run', '--config', 'test/vitest.config.ts'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
    ...args,
  ]);
  return sums(await readFile(results, 'utf8').then(JSON.parse, () => null), isGreen);
}

/** Whoever reads only the end of a long log must be able to tell why. */
function withReason(name, message) {
  const lines = message.split('\n').filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  return [name, ...lines.slice(0, 12)].join('\n    ');
}

/** What vitest wrote as sums. Never green when vitest itself is not (an error outside every test, a crash). */
function sums(report, isGreen) {
  if (!report) return { passed: 0, failed: 1, skipped: 0, failures: ['vitest wrote no results'] };
  const files = report.testResults;
  const inTests = files.flatMap((file) => file.assertionResults.filter((test) => test.status === 'failed'));
  const wholeFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failures = [
    ...inTests.map((test) => withReason(test.fullName, test.failureMessages.join('\n'))),
    ...wholeFiles.map((file) => withReason(file.name.replace(root, ''), file.message)),
  ];
  if (!isGreen && failures.length === 0) failures.push('an error outside every test');
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: failures.length, skipped, failures };
}
