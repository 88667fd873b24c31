import { expect, it, onTestFinished } from 'vitest';
import { type Link, listenLink, randomEndpoint } from '../../../main/station/link/link.ts';
import type { ChildName } from '../../../main/station/pipeline/pipeline-protocol.ts';
import { fakeEngine, fakeStore, running, until } from './running.ts';

async function pipeline() {
  const { run, said } = await running();
  return { run, lost: () => said.filter((message) => message.kind === 'child-lost') };
}

it.each<ChildName>(['engine', 'store', 'jobs'])('the pipeline says when its link to the %s broke', async (child) => {
  const endpoint = randomEndpoint(child);
  const links: Link[] = [];
  const server = await listenLink(endpoint, (link) => links.push(link));
  onTestFinished(() => void server.close());
  const { run, lost } = await pipeline();
  run.receive({ kind: 'attach', child, endpoint, pid: 4711 });
  await until(() => links.length === 1);
  expect(lost()).toEqual([]);
  links[0]?.destroy();
  await until(() => lost().length > 0);
  expect(lost()).toEqual([
    { kind: 'child-lost', child, pid: 4711, reason: expect.stringContaining('ended'), isHung: false },
  ]);
});

it('the pipeline says when it cannot reach a process that is ready', async () => {
  const { run, lost } = await pipeline();
  run.receive({ kind: 'attach', child: 'store', endpoint: randomEndpoint('nobody'), pid: 12 });
  await until(() => lost().length > 0);
  expect(lost()).toMatchObject([{ child: 'store', pid: 12, reason: expect.stringContaining('listens') }]);
});

it('gives a scanned serial number to the part that is opened next, and to no other', async () => {
  const pipeline = await running({ deadlineMs: 60_000 });
  const engine = await fakeEngine(pipeline);
  const records = await fakeStore(pipeline);
  const next = async (): Promise<void> => {
    const before = records.length;
    pipeline.frame();
    await until(() => engine.asked.length === 1);
    engine.answer();
    await until(() => records.length > before);
  };
  await next();
  pipeline.run.receive({ kind: 'serial', serial: 'misread', release: null });
  pipeline.run.receive({ kind: 'serial', serial: `SN1\u0007${'x'.repeat(10_000)}`, release: null });
  await next();
  await next();
  expect(records.map(({ serial }) => serial)).toEqual([null, `SN1\uFFFD${'x'.repeat(195)}…`, null]);
});

it('decides a part by what the MES has said of its unit by then, keeps its work order, and says what came too late', async () => {
  const pipeline = await running({ deadlineMs: 60_000 });
  const engine = await fakeEngine(pipeline);
  const records = await fakeStore(pipeline);
  const { run, said } = pipeline;
  const doubt = { kind: 'not-released', cause: 'refused', detail: 'blocked' } as const;
  const refused = { workOrder: 'WO-8', doubt };
  const silent = { workOrder: null, doubt: { kind: 'not-released', cause: 'no-answer', detail: '' } } as const;
  const released = { workOrder: 'WO-7', doubt: null };

  // Released while its picture is with the engine; the refusal of the next one is there before its picture.
  run.receive({ kind: 'serial', serial: 'SN-1', release: silent });
  pipeline.frame();
  await until(() => engine.asked.length === 1);
  run.receive({ kind: 'serial', serial: 'SN-2', release: silent });
  run.receive({ kind: 'release', serial: 'SN-2', release: refused });
  run.receive({ kind: 'release', serial: 'SN-1', release: released });
  engine.answer();
  await until(() => records.length === 1);
  pipeline.frame();
  await until(() => engine.asked.length === 1);
  engine.answer();
  await until(() => records.length === 2);
  // Without a scanned number, and one about which nothing came.
  run.receive({ kind: 'unasked', release: refused });
  pipeline.frame();
  await until(() => engine.asked.length === 1);
  engine.answer();
  await until(() => records.length === 3);
  run.receive({ kind: 'serial', serial: 'SN-4', release: silent });
  pipeline.frame();
  await until(() => engine.asked.length === 1);
  engine.answer();
  await until(() => records.length === 4);

  expect(records).toMatchObject([
    { serial: 'SN-1', workOrder: 'WO-7' },
    { serial: 'SN-2', workOrder: 'WO-8', verdict: 'review', line: { ok: false, because: 'verdict' } },
    { serial: null, workOrder: 'WO-8', verdict: 'review' },
    { serial: 'SN-4', workOrder: null, verdict: 'review' },
  ]);
  expect(records[0]?.reasons.filter(({ kind }) => kind === 'not-released')).toEqual([]);
  expect(records[1]?.reasons).toContainEqual(doubt);

  const problems = () => said.filter(({ kind }) => kind === 'problem').length;
  const before = problems();
  run.receive({ kind: 'release', serial: 'SN-4', release: released });
  run.receive({ kind: 'release', serial: 'SN-4', release: released });
  expect(problems()).toBe(before + 1);
});
