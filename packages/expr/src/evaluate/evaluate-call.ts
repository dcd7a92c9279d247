import type { ExprType } from "../expr-type.ts";
import type { CallNode } from "../expression-node.ts";
import { findFunction } from "../functions/find-function.ts";
import { acceptsCount, parameterAt } from "../functions/parameters.ts";
import { alternativesOf } from "../union-of.ts";
import { type Evaluation, evaluateNode } from "./evaluate-node.ts";
import { finite } from "./evaluate-operator.ts";
import { ExpressionFailure } from "./expression-failure.ts";
import { largeFunctions } from "./large-functions.ts";
import { describeValue, kindOfValue } from "./value.ts";

/** Throws ORR_EXPR_UNKNOWN_FUNCTION, ORR_EXPR_ARGUMENTS, ORR_EXPR_TYPE, and what the function throws. */
export function evaluateCall(node: CallNode, evaluation: Evaluation): unknown {
  const called = findFunction(node.name);
  const run = called?.run ?? largeFunctions.get(node.name);
  if (called === undefined || run === undefined) {
    throw new ExpressionFailure("ORR_EXPR_UNKNOWN_FUNCTION", `There is no function ${node.name.slice(0, 80)}.`);
  }
  if (!acceptsCount(called.parameters, node.args.length) || (called.isMethodOnly === true && !node.isMethod)) {
    throw new ExpressionFailure("ORR_EXPR_ARGUMENTS", `It is written ${called.signature}.`);
  }
  const args = node.args.map((arg, at) => {
    const value = evaluateNode(arg, evaluation);
    const parameter = parameterAt(called.parameters, at);
    if (parameter !== undefined && !hasKind(value, parameter.type)) {
      const message = `${node.name}: ${parameter.name} cannot be ${describeValue(value)}. It is written ${called.signature}.`;
      throw new ExpressionFailure("ORR_EXPR_TYPE", message, arg);
    }
    return value;
  });
  evaluation.work.charge(2);
  const result = run(args, { work: evaluation.work, now: evaluation.bindings.now });
  return typeof result === "number" ? finite(result) : result;
}

function hasKind(value: unknown, type: ExprType): boolean {
  const kind = kindOfValue(value);
  return alternativesOf(type).some((one) => one.kind === "any" || one.kind === kind);
}
