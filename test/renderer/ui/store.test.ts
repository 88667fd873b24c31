import { describe, expect, it } from 'vitest';
import { createStore, sameContent } from '../../../renderer/ui/store.ts';

describe('a store', () => {
  it('tells its listeners of a change, and of none when nothing changed', () => {
    const store = createStore({ count: 0 });
    let told = 0;
    const stop = store.subscribe(() => {
      told += 1;
    });
    store.change((state) => state);
    store.change((state) => ({ count: state.count + 1 }));
    stop();
    store.change((state) => ({ count: state.count + 1 }));
    expect(told).toBe(1);
    expect(store.get().count).toBe(2);
  });
  it('takes equal content for the same', () => {
    expect(sameContent({ a: [1, null] }, { a: [1, null] })).toBe(true);
    expect(sameContent({ a: [1] }, { a: [2] })).toBe(false);
  });
});
