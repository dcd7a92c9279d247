import type { TextRange } from "./expr-type.ts";
import { skipComment, skipString } from "./skip-token.ts";

/** A parenthesis that is not that of a call: `in` is the one word that may stand before a group. */
const groupingParenthesis = /(?:^|[^\w\s]|\bin)\s*\(/;

/**
 * cel-js gives `(a + b).c` the range of `a + b).c`. This returns a function that widens such a range until its
 * parentheses balance, so that the text of a range is always an expression of its own; null where no range needs it.
 */
export function balanceRanges(source: string): ((start: number, end: number) => TextRange) | null {
  if (!source.includes("(") || !groupingParenthesis.test(source)) return null;
  const partner = new Map<number, number>();
  const positions: number[] = [];
  const open: number[] = [];
  let position = 0;
  while (position < source.length) {
    const character = source[position];
    if (character === '"' || character === "'") {
      position = skipString(source, position);
      continue;
    }
    if (character === "/" && source[position + 1] === "/") {
      position = skipComment(source, position);
      continue;
    }
    if (character === "(") open.push(position);
    if (character === ")") {
      const opened = open.pop();
      if (opened !== undefined) {
        partner.set(opened, position);
        partner.set(position, opened);
        positions.push(opened, position);
      }
    }
    position += 1;
  }
  positions.sort((left, right) => left - right);
  return (start, end) => {
    let widestStart = start;
    let widestEnd = end;
    for (let index = firstAtLeast(positions, start); index < positions.length; index += 1) {
      const at = positions[index];
      if (at === undefined || at >= end) break;
      const other = partner.get(at) ?? at;
      if (other < widestStart) widestStart = other;
      if (other >= widestEnd) widestEnd = other + 1;
    }
    return { start: widestStart, end: widestEnd };
  };
}

function firstAtLeast(sorted: readonly number[], bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
