import { skipComment, skipString } from "./skip-token.ts";

const openers = new Set(["(", "[", "{"]);
const closers = new Set([")", "]", "}"]);

/** The first position where more than `limit` brackets are open, or -1. Strings and comments are passed over. */
export function findBracketBeyond(source: string, limit: number): number {
  if (source.length <= limit) return -1;
  let depth = 0;
  let position = 0;
  while (position < source.length) {
    const character = source.charAt(position);
    if (character === '"' || character === "'") {
      position = skipString(source, position);
      continue;
    }
    if (character === "/" && source[position + 1] === "/") {
      position = skipComment(source, position);
      continue;
    }
    if (openers.has(character)) depth += 1;
    if (closers.has(character)) depth -= 1;
    if (depth > limit) return position;
    position += 1;
  }
  return -1;
}
