/** The text of a configuration file (JSON with comments): its value, and where in the text each part of it stands. */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

export type Path = readonly (string | number)[];

/** From 1, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  readonly position: Position;
  readonly message: string;
}

export interface ConfigText {
  /** Undefined when the text has problems of its own. */
  readonly value: unknown;
  /** Syntax errors and keys that are given twice. */
  readonly problems: readonly Problem[];
  /** Of the value at the path; of what encloses it when it is not there. */
  positionOf(path: Path): Position;
  /** Of the key itself. */
  positionOfKey(path: Path): Position;
}

export function readConfigText(text: string): ConfigText {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const at = (offset: number): Position => positionAt(text, offset);
  const problems = [
    ...errors.map((error) => ({ position: at(error.offset), message: syntaxMessage(error) })),
    ...(root ? repeatedKeys(root) : []).map((key) => ({
      position: at(key.offset),
      message: `"${String(key.value)}" is given twice; delete one of them`,
    })),
  ];
  return {
    value: root && problems.length === 0 ? plainValue(root) : undefined,
    problems: root ? problems : [{ position: at(0), message: 'the file is empty' }],
    positionOf: (path) => at(root ? nearestNode(root, path).offset : 0),
    positionOfKey: (path) => {
      const node = root && findNodeAtLocation(root, [...path]);
      return at((node?.parent ?? node)?.offset ?? 0);
    },
  };
}

/** `recipes[0].camera.source` */
export function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function nearestNode(root: Node, path: Path): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}

function repeatedKeys(node: Node): Node[] {
  const children = node.children ?? [];
  const inside = children.flatMap(repeatedKeys);
  if (node.type !== 'object') return inside;
  const keys = children.flatMap((property) => property.children?.slice(0, 1) ?? []);
  return [...keys.filter((key, i) => keys.findIndex((other) => other.value === key.value) < i), ...inside];
}

function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value as unknown;
  const entries = (node.children ?? []).map(({ children: [key, value] = [] }) => [
    String(key?.value),
    value && plainValue(value),
  ]);
  // `fromEntries` defines own properties: a key like "__proto__" stays a key and is refused as unknown.
  return Object.fromEntries(entries);
}

/** `CommaExpected` as `comma expected` */
function syntaxMessage(error: ParseError): string {
  const words = printParseErrorCode(error.error).replace(/([a-z])([A-Z])/g, '$1 $2');
  return `not valid JSON: ${words.toLowerCase()}`;
}
