import type { ExpressionNode } from "./expression-node.ts";

/** The direct parts of an expression in source order, without the variable that a comprehension binds. */
export function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case "literal":
    case "variable":
      return [];
    case "member":
      return [node.target];
    case "index":
      return [node.target, node.index];
    case "call":
      return node.args;
    case "comprehension":
      return node.condition === null ? [node.target, node.body] : [node.target, node.condition, node.body];
    case "binary":
    case "logic":
      return [node.left, node.right];
    case "list":
      return node.items;
    case "object":
      return node.entries.flatMap((entry) => [entry.key, entry.value]);
    case "default":
      return [node.value, node.fallback];
    case "ran":
      return [node.variable];
    case "has":
      return [node.path];
    case "conditional":
      return [node.test, node.whenTrue, node.whenFalse];
    case "unary":
      return [node.operand];
  }
}
