import type { Endpoint } from '../../main/station/link/link.ts';
import { createStoreQueries } from '../../main/station/store/store-queries.ts';

/** Waits for an incident of this kind as a screen would: by asking again. */
export async function incidentOf(endpoint: Endpoint, kind: string): Promise<{ readonly detail: string }> {
  const queries = createStoreQueries();
  await queries.attach(endpoint);
  try {
    for (;;) {
      // Refused while the database is being replaced.
      const incidents = await queries.incidents({ limit: 100 }).catch(() => []);
      const found = incidents.find((incident) => incident.kind === kind);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    queries.close();
  }
}
