import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { watchLink } from '../../../main/sync/sender/link-watch.ts';
import { systemAfter } from '../../../main/sync/sender/rest.ts';
import { eventually } from '../../support/eventually.ts';
import { PlayedClock } from '../../support/played-clock.ts';

const address = { host: 'mes.example', port: 443 };

/** Answers of the address, one a look; the last one stays. */
function watched(answers: readonly boolean[]) {
  const clock = new PlayedClock();
  const left = [...answers];
  const seen = { looks: 0, backs: 0 };
  const end = watchLink(
    address,
    () => {
      seen.backs += 1;
    },
    clock.after,
    async () => {
      seen.looks += 1;
      return (left.length > 1 ? left.shift() : left[0]) ?? false;
    },
  );
  return { clock, seen, end };
}

describe('the watch on a link', () => {
  it('says at the first look that somebody listens again', async () => {
    const { clock, seen } = watched([false, false, true]);
    await clock.advance(2_000);
    expect(seen).toEqual({ looks: 2, backs: 0 });
    await clock.advance(2_000);
    expect(seen).toEqual({ looks: 3, backs: 1 });
    await clock.advance(60_000);
    expect(seen).toEqual({ looks: 3, backs: 1 });
  });

  it('says nothing where somebody listens all the while: that is no link that returned', async () => {
    const { clock, seen } = watched([true]);
    await clock.advance(60_000);
    expect(seen.backs).toBe(0);
  });

  it('looks no more once it is ended, also while a look is under way', async () => {
    const { clock, seen, end } = watched([false, true]);
    await clock.advance(0);
    end();
    await clock.advance(60_000);
    expect(seen).toEqual({ looks: 1, backs: 0 });
  });

  describe('over a real socket', () => {
    const server = createServer((socket) => socket.destroy());
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it('sees a server that comes back at its old port', async () => {
      const listen = (port: number): Promise<void> =>
        new Promise((resolve) => {
          server.listen(port, '127.0.0.1', resolve);
        });
      await listen(0);
      const at = server.address();
      const port = typeof at === 'object' && at ? at.port : 0;
      await new Promise((resolve) => server.close(resolve));
      let isBack = false;
      let looks = 0;
      const end = watchLink(
        { host: '127.0.0.1', port },
        () => {
          isBack = true;
        },
        (_, call) => {
          looks += 1;
          return systemAfter(20, call);
        },
      );
      await eventually(
        () => looks,
        (times) => times >= 2,
      );
      expect(isBack).toBe(false);
      await listen(port);
      await eventually(
        () => isBack,
        (back) => back,
      );
      end();
    });
  });
});
