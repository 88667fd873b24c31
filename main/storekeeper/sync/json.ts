/** Undefined for text that is no JSON: the schema behind it refuses it then. */
export function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
