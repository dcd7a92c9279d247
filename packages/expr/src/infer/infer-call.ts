import { anyType } from "../basic-types.ts";
import { describeType } from "../describe-type.ts";
import { explainMismatch } from "../explain-mismatch.ts";
import type { ExprType } from "../expr-type.ts";
import type { CallNode, ExpressionNode } from "../expression-node.ts";
import type { FunctionParameter } from "../functions/expr-function.ts";
import { exprFunctions, findFunction } from "../functions/find-function.ts";
import { acceptsCount, parameterAt } from "../functions/parameters.ts";
import { macroNames } from "../macro-names.ts";
import { nearestName } from "../nearest-name.ts";
import { mayBe } from "../union-of.ts";
import { inferNode } from "./infer-node.ts";
import { type Place, report, sourceOf } from "./inference.ts";
import { refuseNull } from "./require-kind.ts";
import { writeAsText } from "./write-as-text.ts";

/** The result type of a call; name, count and kinds of the arguments are checked, each argument by itself. */
export function inferCall(node: CallNode, place: Place): ExprType {
  const called = findFunction(node.name);
  // Its arguments name a variable that nothing binds here: one diagnostic says it all.
  if (called === undefined && macroNames.has(node.name)) {
    reportUnknown(node, place);
    return anyType;
  }
  const types = node.args.map((arg) => inferNode(arg, place));
  if (called === undefined) {
    reportUnknown(node, place);
    return anyType;
  }
  const isWrittenWrong = called.isMethodOnly === true && !node.isMethod;
  if (isWrittenWrong || !acceptsCount(called.parameters, node.args.length)) {
    const message = `It is written ${called.signature}.`;
    report(place, { code: "ORR_EXPR_ARGUMENTS", message, range: node });
    return typeof called.result === "function" ? anyType : called.result;
  }
  let isFit = true;
  const checked = types.map((type, at) => {
    const parameter = parameterAt(called.parameters, at);
    const arg = node.args[at];
    if (parameter === undefined || arg === undefined) return type;
    const known = mayBe(parameter.type, "any") || mayBe(parameter.type, "null") ? type : refuseNull(place, arg, type);
    isFit = checkArgument({ node, arg, parameter, type: known }, place) && isFit;
    return known;
  });
  const reason = isFit ? (called.refuse?.(checked) ?? null) : null;
  if (reason !== null) report(place, { code: "ORR_EXPR_TYPE", message: reason, range: node });
  if (typeof called.result !== "function") return called.result;
  return isFit ? called.result(checked) : anyType;
}

function checkArgument(
  use: {
    readonly node: CallNode;
    readonly arg: ExpressionNode;
    readonly parameter: FunctionParameter;
    readonly type: ExprType;
  },
  place: Place,
): boolean {
  const { node, arg, parameter, type } = use;
  if (explainMismatch(type, parameter.type) === null) return true;
  const source = sourceOf(place, arg);
  report(place, {
    code: "ORR_EXPR_TYPE",
    message: `${node.name}: ${parameter.name} is ${describeType(parameter.type)}, and ${source} is ${describeType(type)}.`,
    range: arg,
    fix: parameter.type.kind === "string" ? writeAsText(source, type) : undefined,
  });
  return false;
}

function reportUnknown(node: CallNode, place: Place): void {
  const [first, ...rest] = node.args;
  if (macroNames.has(node.name) && first !== undefined && rest.length > 0) {
    const parts = rest.map((arg) => sourceOf(place, arg)).join(", ");
    report(place, {
      code: "ORR_EXPR_UNKNOWN_FUNCTION",
      message: `${node.name} is written behind its list: list.${node.name}(x, …).`,
      range: node,
      fix: { title: "Write it behind the list", replacement: `${sourceOf(place, first)}.${node.name}(${parts})` },
    });
    return;
  }
  const near = nearestName(
    node.name,
    exprFunctions.map((known) => known.name),
  );
  const source = sourceOf(place, node);
  const at = near === undefined ? -1 : source.indexOf(`${node.name}(`);
  report(place, {
    code: "ORR_EXPR_UNKNOWN_FUNCTION",
    message: `There is no function ${node.name}${near === undefined ? "." : `: did you mean ${near}?`}`,
    range: node,
    fix:
      near === undefined || at === -1 || source.indexOf(`${node.name}(`, at + 1) !== -1
        ? undefined
        : { title: `Change to ${near}`, replacement: source.replace(`${node.name}(`, () => `${near}(`) },
  });
}
