import type { ExpressionNode } from "./expression-node.ts";
import { reservedWords } from "./reserved-words.ts";

const longest = 512;
const plainPath = /^[ \t\r\n]*[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*){0,30}[ \t\r\n]*$/;

/**
 * Reads `start.items` and its like, a third of what people write, without the parser: to the same tree, in a fraction of
 * the time. Null for everything else, and where a word of the language stands in it.
 */
export function readPlainPath(source: string, offset: number): ExpressionNode | null {
  if (source.length > longest || !plainPath.test(source)) return null;
  const path = source.trim();
  const start = offset + source.indexOf(path);
  let node: ExpressionNode | null = null;
  let end = start;
  for (const name of path.split(".")) {
    if (reservedWords.has(name) || name === "__proto__") return null;
    end += name.length + (node === null ? 0 : 1);
    node = node === null ? { kind: "variable", name, start, end } : { kind: "member", target: node, name, start, end };
  }
  return node;
}
