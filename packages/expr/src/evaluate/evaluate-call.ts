import type { ExprType } from "../expr-type.ts";
import type { CallNode } from "../expression-node.ts";
import type { FunctionParameter } from "../functions/expr-function.ts";
import { findFunction } from "../functions/find-function.ts";
import { alternativesOf } from "../union-of.ts";
import { type Evaluation, evaluateNode } from "./evaluate-node.ts";
import { finite } from "./evaluate-operator.ts";
import { ExpressionFailure } from "./expression-failure.ts";
import { describeValue, kindOfValue } from "./value.ts";

/** Throws ORR_EXPR_UNKNOWN_FUNCTION, ORR_EXPR_ARGUMENTS, ORR_EXPR_TYPE, and what the function throws. */
export function evaluateCall(node: CallNode, evaluation: Evaluation): unknown {
  const called = findFunction(node.name);
  if (called === undefined) {
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
  const result = called.run(args, { work: evaluation.work, now: evaluation.bindings.now });
  return typeof result === "number" ? finite(result) : result;
}

/** The parameter that takes the argument at `at`; undefined beyond the last. */
export function parameterAt(parameters: readonly FunctionParameter[], at: number): FunctionParameter | undefined {
  const last = parameters.at(-1);
  return parameters[at] ?? (last?.isRest === true ? last : undefined);
}

/** Whether a function with these parameters can be called with `count` arguments. */
export function acceptsCount(parameters: readonly FunctionParameter[], count: number): boolean {
  const required = parameters.filter((parameter) => parameter.isOptional !== true).length;
  return count >= required && (count <= parameters.length || parameters.at(-1)?.isRest === true);
}

function hasKind(value: unknown, type: ExprType): boolean {
  const kind = kindOfValue(value);
  return alternativesOf(type).some((one) => one.kind === "any" || one.kind === kind);
}
