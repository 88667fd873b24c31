/** The calls of the search, as a screen makes them. */
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { CallContext } from '../../../main/api/server.ts';
import type { Output } from '../../../main/api/slices/index.ts';
import { partFilterSchema } from '../../../main/api/slices/quality.ts';
import type { Who } from '../../../main/api/who.ts';
import { searchSection } from '../../../main/station/desk/search.ts';
import type { FeatureParts } from '../../../main/station/feature.ts';
import { type ADatabase, aDatabase, addPerson, outputOf } from '../../storekeeper/a-database.ts';
import { aRecord } from '../../storekeeper/a-record.ts';

function aDesk(made: ADatabase) {
  const ask = (name: never) => async (input: never) => made.ask(name, input);
  const queries = ['searchParts', 'countParts', 'searchChoices', 'partPage', 'auditSample', 'partsCsv'];
  const store = {
    ...Object.fromEntries(queries.map((name) => [name, ask(name as never)])),
    perform: async (name: never, input: never) => outputOf(made.perform(name, input)),
  };
  const recipe = { name: 'screws', reference: { positions: [[3, 4]] } };
  const parts = { store, recipe, goldenPicture: 'golden' } as unknown as FeatureParts;
  const { handlers } = searchSection(parts);
  const bo = addPerson(made, v7(), 'Bo', 'quality');
  const as = (who: Who): CallContext => ({
    ...{ who, signal: new AbortController().signal, peer: { key: 'screen', isLocal: true, who: () => who } },
  });
  return {
    handlers,
    named: as({ person: { id: bo, name: 'Bo' }, role: 'quality' }),
    unnamed: as({ person: null, role: 'quality' }),
  };
}

it('pages go on from an opaque cursor, which another search does not take', async () => {
  const made = aDatabase();
  made.parts(Array.from({ length: 250 }, (_, index) => aRecord(index + 1)));
  const { handlers, named } = aDesk(made);
  const seen: number[] = [];
  let after: string | null = null;
  do {
    const page: Output<'quality.search'> | undefined = await handlers['quality.search']?.(
      { filter: {}, after, limit: 100 },
      named,
    );
    seen.push(...(page?.parts.map(({ trigger }) => trigger) ?? []));
    after = page?.next ?? null;
    if (seen.length === 100) {
      const other = handlers['quality.search']?.({ filter: { text: 'x' }, after, limit: 100 }, named);
      await expect(other).rejects.toMatchObject({ code: 'bad-input', remedy: expect.stringContaining('first page') });
    }
  } while (after !== null);
  expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => 250 - index));
});

it('a decision is somebody’s by name, and its comment cannot hide anything', async () => {
  const made = aDatabase();
  const record = aRecord(1);
  made.parts([record]);
  const { handlers, named, unnamed } = aDesk(made);
  const audit = { id: record.id, decisionId: v7(), kind: 'audit', comment: 'good\u0000\u202Elooking' } as const;
  const decide = (context: CallContext) =>
    handlers['quality.decide']?.({ ...audit, decision: { decision: 'good' } }, context);
  await expect(decide(unnamed)).rejects.toMatchObject({ code: 'not-allowed' });
  expect(await decide(named)).toEqual({});
  const page = await handlers['quality.part']?.({ id: record.id }, named);
  expect(page?.dispositions[0]?.comment).toBe('good\u{FFFD}\u{FFFD}looking');
  expect(page?.golden).toEqual({ picture: 'golden', positions: [[3, 4]] });
});

it('a part that is not there is told, with what to do', async () => {
  const { handlers, named } = aDesk(aDatabase());
  const asked = handlers['quality.part']?.({ id: v7() }, named);
  await expect(asked).rejects.toMatchObject({ code: 'not-found', remedy: expect.stringContaining('Search again') });
});

it('says what there is to filter by', async () => {
  const made = aDatabase();
  made.parts([aRecord(1, { recipe: 'nuts', shift: 'B' }), aRecord(2)]);
  const { handlers, named } = aDesk(made);
  expect(await handlers['quality.choices']?.({}, named)).toMatchObject({
    recipes: ['nuts', 'screws'],
    bundles: ['surface-pitting', 'surface-pitting@1.0.0'],
    shifts: ['A', 'B'],
    classes: ['pitting', 'scratch'],
    people: [{ name: 'Bo' }],
    oldestAt: aRecord(1).at,
  });
});

it('a filter that is too long is refused at the door', () => {
  for (const filter of [{ serial: 'x'.repeat(10_000) }, { text: '\0'.repeat(201) }, { people: ['Anna'] }]) {
    expect(partFilterSchema.safeParse(filter).success).toBe(false);
  }
});
