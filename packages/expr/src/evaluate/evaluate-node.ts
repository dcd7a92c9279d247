import type { ExpressionNode, IndexNode, MemberNode } from "../expression-node.ts";
import { memberName } from "../infer/facts.ts";
import { kindOfTypeName } from "../type-names.ts";
import type { Bindings } from "./bindings.ts";
import { evaluateCall } from "./evaluate-call.ts";
import { evaluateComprehension } from "./evaluate-comprehension.ts";
import { evaluateBinary, negate } from "./evaluate-operator.ts";
import { ExpressionFailure } from "./expression-failure.ts";
import { readIndex, readMember } from "./read-member.ts";
import { describeValue, isObjectValue, TypeName } from "./value.ts";
import type { Work } from "./work.ts";

/** Names bound by comprehensions, the innermost first. */
export interface Locals {
  readonly name: string;
  readonly value: unknown;
  readonly outer: Locals | null;
}

export interface Evaluation {
  readonly bindings: Bindings;
  readonly work: Work;
  readonly locals: Locals | null;
}

/** The value of an expression. Throws `ExpressionFailure` with the range of the innermost node that failed. */
export function evaluateNode(node: ExpressionNode, evaluation: Evaluation): unknown {
  try {
    evaluation.work.charge(1);
    return evaluateKind(node, evaluation);
  } catch (error) {
    if (error instanceof ExpressionFailure) error.range ??= { start: node.start, end: node.end };
    throw error;
  }
}

function evaluateKind(node: ExpressionNode, evaluation: Evaluation): unknown {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "variable":
      return readVariable(node.name, evaluation);
    case "member":
      return readMember(evaluateTarget(node, evaluation), node.name);
    case "index":
      return readIndex(evaluateTarget(node, evaluation), evaluateNode(node.index, evaluation));
    case "list":
      return node.items.map((item) => evaluateNode(item, evaluation));
    case "object":
      return Object.fromEntries(
        node.entries.map((entry) => [evaluateKey(entry.key, evaluation), evaluateNode(entry.value, evaluation)]),
      );
    case "call":
      return evaluateCall(node, evaluation);
    case "comprehension":
      return evaluateComprehension(node, evaluation);
    case "binary":
      return evaluateBinary(
        node.operator,
        evaluateNode(node.left, evaluation),
        evaluateNode(node.right, evaluation),
        evaluation.work,
      );
    case "unary": {
      const operand = evaluateNode(node.operand, evaluation);
      return node.operator === "-" ? negate(operand) : !asBoolean(operand, "! needs");
    }
    case "logic":
      return evaluateLogic(node, evaluation);
    case "conditional": {
      const test = asBoolean(evaluateNode(node.test, evaluation), "The condition must be");
      return evaluateNode(test ? node.whenTrue : node.whenFalse, evaluation);
    }
    case "default": {
      const value = attempt(node.value, evaluation);
      return value === undefined || value === null ? evaluateNode(node.fallback, evaluation) : value;
    }
    case "ran":
      return evaluation.bindings.ran(node.variable.name);
    case "has":
      return attempt(node.path, evaluation) !== undefined;
  }
}

/** What a member is read from. Behind `n.error` stands also a node that failed and so has no output. */
function evaluateTarget(node: MemberNode | IndexNode, evaluation: Evaluation): unknown {
  const { target } = node;
  if (target.kind !== "variable" || memberName(node) !== "error") return evaluateNode(target, evaluation);
  evaluation.work.charge(1);
  try {
    return readVariable(target.name, evaluation);
  } catch (error) {
    const value = evaluation.bindings.variables[target.name];
    if (error instanceof ExpressionFailure && holdsOnlyError(value)) return value;
    throw error;
  }
}

function holdsOnlyError(value: unknown): boolean {
  return isObjectValue(value) && Object.hasOwn(value, "error") && Object.keys(value).length === 1;
}

function readVariable(name: string, { bindings, locals }: Evaluation): unknown {
  for (let local = locals; local !== null; local = local.outer) {
    if (local.name === name) return local.value;
  }
  if (Object.hasOwn(bindings.variables, name)) {
    const value = bindings.variables[name];
    const isAbsent = value === undefined || (holdsOnlyError(value) && !bindings.ran(name));
    if (!isAbsent) return value;
  }
  const kind = kindOfTypeName.get(name);
  if (kind !== undefined) return new TypeName(kind);
  throw new ExpressionFailure("ORR_EXPR_ABSENT", `${name} is absent: it did not run.`);
}

const missing: ReadonlySet<string> = new Set(["ORR_EXPR_ABSENT", "ORR_EXPR_NO_MEMBER", "ORR_EXPR_INDEX_OUTSIDE"]);

/** The value, or undefined where something on the way to it is missing; every other failure passes. */
function attempt(node: ExpressionNode, evaluation: Evaluation): unknown {
  try {
    return evaluateNode(node, evaluation);
  } catch (error) {
    if (error instanceof ExpressionFailure && missing.has(error.code)) return undefined;
    throw error;
  }
}

/** As CEL has it: the side that decides decides, also when the other one fails. */
function evaluateLogic(node: ExpressionNode & { readonly kind: "logic" }, evaluation: Evaluation): boolean {
  const deciding = node.operator === "||";
  const words = `${node.operator} needs`;
  let failure: ExpressionFailure;
  try {
    if (asBoolean(evaluateNode(node.left, evaluation), words) === deciding) return deciding;
    return asBoolean(evaluateNode(node.right, evaluation), words);
  } catch (error) {
    if (!isAbsorbable(error)) throw error;
    failure = error;
  }
  if (isInside(failure, node.right)) throw failure;
  if (evaluateNode(node.right, evaluation) === deciding) return deciding;
  throw failure;
}

/** Running out of steps or space is never hidden by another operand. */
export function isAbsorbable(error: unknown): error is ExpressionFailure {
  return (
    error instanceof ExpressionFailure &&
    error.code !== "ORR_EXPR_TOO_MUCH_WORK" &&
    error.code !== "ORR_EXPR_TOO_LARGE" &&
    error.code !== "ORR_EXPR_TOO_DEEP"
  );
}

function isInside(failure: ExpressionFailure, node: ExpressionNode): boolean {
  return failure.range !== null && failure.range.start >= node.start && failure.range.end <= node.end;
}

function evaluateKey(key: ExpressionNode, evaluation: Evaluation): string {
  const name = evaluateNode(key, evaluation);
  if (typeof name !== "string") {
    throw new ExpressionFailure("ORR_EXPR_TYPE", `The name of a member must be text, not ${describeValue(name)}.`, key);
  }
  if (forbiddenNames.has(name)) {
    throw new ExpressionFailure("ORR_EXPR_BAD_VALUE", `A member cannot be named ${name}.`, key);
  }
  return name;
}

const forbiddenNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The value as a boolean. Throws ORR_EXPR_TYPE. */
export function asBoolean(value: unknown, words: string): boolean {
  if (typeof value === "boolean") return value;
  throw new ExpressionFailure("ORR_EXPR_TYPE", `${words} true or false, not ${describeValue(value)}.`);
}
