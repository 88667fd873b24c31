import { useEffect, useState } from 'react';

/** The value once it has not changed for so long. Compared by content. */
export function useSettled<T>(value: T, forMs: number): T {
  const [settled, settle] = useState(value);
  const key = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is the value's content
  useEffect(() => {
    const timer = setTimeout(() => settle(value), forMs);
    return () => clearTimeout(timer);
  }, [key, forMs]);
  return settled;
}
