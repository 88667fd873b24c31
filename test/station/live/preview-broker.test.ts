import { describe, expect, it } from 'vitest';
import type { Preview } from '../../../main/api/slices/live.ts';
import { PreviewBroker } from '../../../main/station/live/preview-broker.ts';

const picture = (sequence: number) => {
  const preview: Preview = {
    sequence,
    trigger: 1,
    frameIndex: 0,
    at: 0,
    width: 2,
    height: 1,
    verdict: 'pass',
    regions: [],
    placed: null,
  };
  return { preview, jpeg: new Uint8Array([sequence]) };
};

function makeBroker() {
  let asks = 0;
  const broker = new PreviewBroker(() => {
    asks += 1;
  });
  return { broker, asks: () => asks };
}
const { signal } = new AbortController();

describe('the preview broker', () => {
  it('asks for nothing while nobody looks', () => {
    const { broker, asks } = makeBroker();
    broker.deliver(picture(1));
    expect(asks()).toBe(0);
  });

  it('asks once for all who wait, and gives them the same picture', async () => {
    const { broker, asks } = makeBroker();
    const waiting = [broker.next(0, signal), broker.next(0, signal)];
    expect(asks()).toBe(1);
    broker.deliver(picture(7));
    expect((await Promise.all(waiting)).map(({ preview }) => preview.sequence)).toEqual([7, 7]);
  });

  it('never gives a screen the picture that it has', async () => {
    const { broker } = makeBroker();
    broker.deliver(picture(7));
    const next = broker.next(7, signal);
    broker.deliver(picture(8));
    expect((await next).preview.sequence).toBe(8);
  });

  it('serves a screen that remembers a higher number from an earlier run', async () => {
    const { broker } = makeBroker();
    broker.deliver(picture(3));
    expect((await broker.next(90_000, signal)).preview.sequence).toBe(3);
  });

  it('lets a picture be made while the one before it travels', async () => {
    const { broker, asks } = makeBroker();
    broker.deliver(picture(1));
    await broker.next(0, signal);
    expect(asks()).toBe(1);
  });

  it('forgets who goes away', async () => {
    const { broker } = makeBroker();
    const controller = new AbortController();
    const gone = broker.next(0, controller.signal);
    controller.abort();
    await expect(gone).rejects.toMatchObject({ code: 'cancelled' });
    broker.deliver(picture(1));
    expect((await broker.next(0, signal)).preview.sequence).toBe(1);
  });

  it('asks again after a picture got lost, if somebody still waits', () => {
    const { broker, asks } = makeBroker();
    void broker.next(0, signal);
    broker.retry();
    expect(asks()).toBe(2);
  });
});
