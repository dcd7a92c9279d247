import type { ComprehensionNode, ExpressionNode } from "../expression-node.ts";
import { asBoolean, type Evaluation, evaluateNode, isAbsorbable } from "./evaluate-node.ts";
import { ExpressionFailure } from "./expression-failure.ts";
import { describeValue, isObjectValue } from "./value.ts";

/** Over a list its items, over an object the names of its members. */
export function evaluateComprehension(node: ComprehensionNode, evaluation: Evaluation): unknown {
  const items = itemsOf(evaluateNode(node.target, evaluation), node.target);
  const inside = (part: ExpressionNode, item: unknown): unknown => {
    const locals = { name: node.variable.name, value: item, outer: evaluation.locals };
    return evaluateNode(part, { bindings: evaluation.bindings, work: evaluation.work, locals });
  };
  const holds = (part: ExpressionNode, item: unknown): boolean =>
    asBoolean(inside(part, item), `${node.operator} needs`);
  const { condition, body } = node;
  switch (node.operator) {
    case "map": {
      const chosen = condition === null ? items : items.filter((item) => holds(condition, item));
      return chosen.map((item) => inside(body, item));
    }
    case "filter":
      return items.filter((item) => holds(body, item));
    case "exists_one":
      return items.filter((item) => holds(body, item)).length === 1;
    case "exists":
      return anyDecides(items, true, (item) => holds(body, item));
    case "all":
      return !anyDecides(items, false, (item) => holds(body, item));
  }
}

/** Whether one item gives the deciding answer; as in CEL, that hides the failure of another item. */
function anyDecides(items: readonly unknown[], deciding: boolean, ask: (item: unknown) => boolean): boolean {
  let failure: ExpressionFailure | null = null;
  for (const item of items) {
    try {
      if (ask(item) === deciding) return true;
    } catch (error) {
      if (!isAbsorbable(error)) throw error;
      failure ??= error;
    }
  }
  if (failure !== null) throw failure;
  return false;
}

function itemsOf(value: unknown, node: ExpressionNode): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isObjectValue(value)) return Object.keys(value);
  throw new ExpressionFailure("ORR_EXPR_TYPE", `A list is needed here, not ${describeValue(value)}.`, node);
}
