/** Stores the records of a batch and says of each what became of it. */
import { z } from 'zod';
import type { BatchRecord } from './batch.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import type { Received } from './received.ts';

const namedSchema = z.object({ station: z.string() });

interface Result {
  readonly id: string;
  readonly status: 'accepted' | 'duplicate' | 'refused' | 'again';
  readonly reason?: string;
}

export function takeBatch(
  records: readonly BatchRecord[],
  { is }: Misbehaviour,
  received: Received,
): { readonly results: readonly Result[] } {
  const results = new Map<string, Result>();
  const ids = [...new Set(records.map(({ id }) => id))];
  for (const [index, id] of ids.entries()) {
    const isEverySecond = index % 2 === 1;
    if (is === 'half-refused' && isEverySecond) {
      received.refuse();
      results.set(id, { id, status: 'refused', reason: 'not of my making' });
    } else if (is === 'half-again' && isEverySecond) {
      results.set(id, { id, status: 'again', reason: 'one thing at a time' });
    }
  }
  for (const record of records) {
    const before = results.get(record.id);
    if (before?.status === 'refused' || before?.status === 'again') continue;
    const status = received.take(arrivalOf(record));
    results.set(record.id, { id: record.id, status: before?.status === 'accepted' ? 'accepted' : status });
  }
  return { results: ids.map((id) => results.get(id)).filter((result) => result !== undefined) };
}

function arrivalOf({ id, n, of, kind, part, sequence, station, body }: BatchRecord): Parameters<Received['take']>[0] {
  return {
    // Of several bodies of one message each is kept.
    id: of === 1 ? id : `${id}/${n}`,
    ...{ via: 'http' as const, kind, part, order: sequence, station, stationName: nameIn(body) },
    body: JSON.stringify(body),
  };
}

/** The station's own document says what the station is called; what a factory's mapping makes may not. */
function nameIn(body: unknown): string | null {
  const named = namedSchema.safeParse(body);
  return named.success ? named.data.station : null;
}
