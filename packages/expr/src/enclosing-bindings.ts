import type { ExprType, Scope } from "./expr-type.ts";
import { boundType } from "./infer/infer-comprehension.ts";
import { inferLeniently } from "./infer-leniently.ts";
import { macroNames } from "./macro-names.ts";
import { receiverBefore } from "./receiver-before.ts";
import { skipString } from "./skip-token.ts";

/** The names that comprehensions still open at the end of `source` bind: `x` in `xs.map(x, x.` */
export function enclosingBindings(source: string, scope: Scope): ReadonlyMap<string, ExprType> {
  const locals = new Map<string, ExprType>();
  for (const open of openParentheses(source)) {
    const name = /(?<![A-Za-z0-9_])(\w+)\s*$/.exec(source.slice(0, open))?.[1];
    const bound = /^\s*([A-Za-z_]\w*)\s*,/.exec(source.slice(open + 1))?.[1];
    if (name === undefined || bound === undefined || !macroNames.has(name)) continue;
    const receiver = receiverBefore(source.slice(0, open).trimEnd())?.receiver;
    if (receiver === null || receiver === undefined) continue;
    locals.set(bound, boundType(inferLeniently(receiver, scope, locals)));
  }
  return locals;
}

function openParentheses(source: string): readonly number[] {
  const open: number[] = [];
  let position = 0;
  while (position < source.length) {
    const character = source.charAt(position);
    if (character === '"' || character === "'") {
      position = skipString(source, position);
      continue;
    }
    if (character === "(") open.push(position);
    if (character === ")") open.pop();
    position += 1;
  }
  return open;
}
