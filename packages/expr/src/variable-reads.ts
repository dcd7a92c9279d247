import { childrenOf } from "./children-of.ts";
import type { TextRange } from "./expr-type.ts";
import type { ExpressionNode, MemberNode } from "./expression-node.ts";
import { parseTemplate } from "./parse-template.ts";

/** One place in a text where a variable is named, without what is read of it. */
export interface VariableRead extends TextRange {
  readonly name: string;
  /** What is read of it, as it is written: `item.title` of `{{ each.item.title }}`; empty for the whole value. */
  readonly path: string;
}

/**
 * Where the expressions of a text name variables, in the order of the text, ranges in UTF-16 code units of the text. Names
 * that a comprehension binds are none, and neither is anything in an expression that cannot be read.
 */
export function variableReads(text: string): readonly VariableRead[] {
  if (!text.includes("{{")) return [];
  return parseTemplate(text)
    .parts.flatMap((part) => (part.kind === "expression" && part.expression ? readsIn(part.expression, NONE) : []))
    .toSorted((a, b) => a.start - b.start);
}

const NONE: ReadonlySet<string> = new Set();

function readsIn(node: ExpressionNode, bound: ReadonlySet<string>): readonly VariableRead[] {
  if (node.kind === "variable") return readOf(node.name, node, "", bound);
  if (node.kind === "member") {
    const { root, names } = unwound(node);
    if (root.kind === "variable") return readOf(root.name, root, names.join("."), bound);
    return readsIn(root, bound);
  }
  if (node.kind === "comprehension") {
    const inside = new Set([...bound, node.variable.name]);
    const parts = node.condition === null ? [node.body] : [node.condition, node.body];
    return [...readsIn(node.target, bound), ...parts.flatMap((part) => readsIn(part, inside))];
  }
  return childrenOf(node).flatMap((child) => readsIn(child, bound));
}

/** A path of members, from what it begins with. */
function unwound(node: MemberNode): { readonly root: ExpressionNode; readonly names: readonly string[] } {
  const names: string[] = [];
  let at: ExpressionNode = node;
  while (at.kind === "member") {
    names.unshift(at.name);
    at = at.target;
  }
  return { root: at, names };
}

/** A variable in parentheses ends with its name, as far as they count. */
function readOf(name: string, range: TextRange, path: string, bound: ReadonlySet<string>): readonly VariableRead[] {
  return bound.has(name) ? [] : [{ name, path, start: range.end - name.length, end: range.end }];
}
