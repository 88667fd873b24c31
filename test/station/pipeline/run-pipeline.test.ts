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
