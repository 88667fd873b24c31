/** How a kind of message is mapped, as a choice of three. Pure. */
import { type Mapping, type MessageKind, mappingSchema } from '../../../main/api/slices/sync-target.ts';

export type MappingChoice = 'default' | 'own' | 'none';
type Expression = Mapping[MessageKind];

export function choiceOf(expression: Expression): MappingChoice {
  if (expression === undefined) return 'default';
  return expression === null ? 'none' : 'own';
}

/** @param usual what an own expression begins with: the default. */
export function mappingOf(choice: MappingChoice, usual: string): Expression {
  switch (choice) {
    case 'default':
      return undefined;
    case 'none':
      return null;
    case 'own':
      return usual;
  }
}

/** Null: it is no expression yet, so that there is nothing to look at. */
export function mappingToPreview(kind: MessageKind, expression: Expression): Mapping | null {
  const mapping = expression === undefined ? {} : { [kind]: expression };
  return mappingSchema.safeParse(mapping).success ? mapping : null;
}
