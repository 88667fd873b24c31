/**
 * Keys that the schema does not know, each with those that may stand in its place.
 *
 * Walks the JSON Schema of the configuration beside the value. zod reports unknown keys too, but not what else there
 * is, and not inside a union whose own `kind` is misspelt.
 */
import type { Path } from './config-text.ts';

export interface UnknownKey {
  /** The key is its last part. */
  readonly path: Path;
  /** Known keys of the same object that are not used yet. */
  readonly free: readonly string[];
}

/** As much of a JSON Schema as zod writes for configurations. */
export interface ObjectSchema {
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
  readonly additionalProperties?: boolean | ObjectSchema;
  readonly items?: ObjectSchema;
  readonly oneOf?: readonly ObjectSchema[];
  readonly anyOf?: readonly ObjectSchema[];
  readonly const?: unknown;
}

export function unknownKeys(value: unknown, schema: ObjectSchema, path: Path = []): UnknownKey[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((item: unknown, index) => unknownKeys(item, items, [...path, index])) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const branches = branchesFor(value, schema);
  const known = [...new Set(branches.flatMap((branch) => Object.keys(branch.properties ?? {})))];
  const free = known.filter((key) => !Object.hasOwn(value, key));
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const schemas = branches.flatMap((branch) => schemaOfKey(branch, key));
    if (schemas.length === 0 && branches.length > 0) return [{ path: [...path, key], free }];
    return schemas.slice(0, 1).flatMap((inside) => unknownKeys(inner, inside, [...path, key]));
  });
}

/** The branches of a union that the value's own constants (`kind`, `mode`) leave open; all when they leave none. */
function branchesFor(value: object, schema: ObjectSchema): readonly ObjectSchema[] {
  const branches = schema.oneOf ?? schema.anyOf ?? [schema];
  const entries = Object.entries(value) as [string, unknown][];
  const open = branches.filter((branch) =>
    entries.every(([key, inner]) => {
      const constant = branch.properties?.[key]?.const;
      return constant === undefined || constant === inner;
    }),
  );
  return (open.length > 0 ? open : branches).filter((branch) => branch.properties || branch.additionalProperties);
}

function schemaOfKey(branch: ObjectSchema, key: string): readonly ObjectSchema[] {
  const { properties = {}, additionalProperties } = branch;
  const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (known) return [known];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}
