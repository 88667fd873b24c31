/** Finding parts, any time later, and judging them once more. */
import { StationError } from '../../api/errors.ts';
import { onLines, onOneLine } from '../../api/plain-text.ts';
import { say } from '../../api/said/say.ts';
import type { PartPage } from '../../api/slices/quality.ts';
import type { Who } from '../../api/who.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { exportParts } from './export-parts.ts';

/** A page is on the screen within a fifth of a second; counting may take a little longer. */
const pageWithinMs = 120;
const countWithinMs = 700;
const mostCounted = 10_000;

export function searchSection(parts: FeatureParts): Feature {
  const { store } = parts;
  return {
    handlers: {
      'quality.search': async ({ filter, after, limit }) => {
        const before = after === null ? null : readCursor(after, filter);
        const found = await store.searchParts({ filter, before, limit, withinMs: pageWithinMs });
        return { ...found, next: found.next === null ? null : writeCursor(found.next, filter) };
      },
      'quality.count': ({ filter }) => store.countParts({ filter, most: mostCounted, withinMs: countWithinMs }),
      'quality.choices': () => store.searchChoices({}),
      'quality.part': ({ id }) => partPage(parts, id),
      'quality.decide': async ({ decision, comment, ...input }, { who }) => {
        const defect = decision.decision === 'defect' ? onOneLine(decision.class) : null;
        const decided = { decision: decision.decision, class: defect, comment: onLines(comment) };
        return store.perform('judgePart', { ...input, ...decided, ...named(who) });
      },
      'quality.relabel': async (input, { who }) => store.perform('labelFrame', { ...input, by: named(who).by }),
      'quality.auditSample': ({ limit }) => store.auditSample({ limit }),
      'quality.exportParts': ({ filter }, { signal }) => exportParts(parts, filter, signal),
    },
  };
}

async function partPage({ store, recipe, goldenPicture }: FeatureParts, id: string): Promise<PartPage> {
  const page = await store.partPage({ id });
  if (!page) throw new StationError('not-found', say('partNotThere'), { remedy: say('partNotThereRemedy') });
  // The golden picture of a recipe that does not run is not at hand.
  const reference = page.recipe === recipe.name ? recipe.reference : undefined;
  const golden = reference && goldenPicture ? { picture: goldenPicture, positions: reference.positions } : null;
  return { ...page, golden };
}

/** @throws StationError `not-allowed` for somebody without a name: a judgement is somebody's. */
function named({ person, role }: Who): { readonly by: string; readonly role: NonNullable<Who['role']> } {
  if (!person || role === null) throw new StationError('not-allowed', say('signInByName'));
  return { by: person.id, role };
}
