import { anyType, booleanType, durationType, numberType, stringType, timestampType } from "../basic-types.ts";
import { describeType } from "../describe-type.ts";
import type { ExprType } from "../expr-type.ts";
import type { BinaryNode, BinaryOperator, ExpressionNode } from "../expression-node.ts";
import { alternativesOf, unionOf } from "../union-of.ts";
import { checkEquality, checkMembership } from "./check-equality.ts";
import { inferNode } from "./infer-node.ts";
import { type Place, report, sourceOf } from "./inference.ts";
import { refuseNull } from "./require-kind.ts";
import { writeAsText } from "./write-as-text.ts";

interface Part {
  readonly node: ExpressionNode;
  readonly type: ExprType;
}

/** The type of an operator's result; operands it cannot work on are reported, one diagnostic an operator. */
export function inferBinary(node: BinaryNode, place: Place): ExprType {
  const left = { node: node.left, type: inferNode(node.left, place) };
  const right = { node: node.right, type: inferNode(node.right, place) };
  const { operator } = node;
  if (operator === "==" || operator === "!=") {
    checkEquality(left, right, place);
    return booleanType;
  }
  if (operator === "in") {
    checkMembership({ node, left, right }, place);
    return booleanType;
  }
  const operands = [left, right].map((part) => ({ ...part, type: refuseNull(place, part.node, part.type) }));
  return combine(node, operands, place);
}

function combine(node: BinaryNode, operands: readonly Part[], place: Place): ExprType {
  const [left, right] = operands;
  const results: ExprType[] = [];
  for (const one of alternativesOf(left?.type ?? anyType)) {
    for (const other of alternativesOf(right?.type ?? anyType)) {
      const result = resultOf(node.operator, one, other);
      if (result === null) {
        reportUnfit({ node, one, other }, place);
        return isOrder(node.operator) ? booleanType : anyType;
      }
      results.push(result);
    }
  }
  return results.length === 0 && isOrder(node.operator) ? booleanType : unionOf(...results);
}

const ordered: ReadonlySet<ExprType["kind"]> = new Set(["number", "string", "boolean", "timestamp", "duration"]);

/** The result of an operator on two types that are no unions, or null where it does not work on them. */
function resultOf(operator: BinaryOperator, left: ExprType, right: ExprType): ExprType | null {
  if (isOrder(operator)) {
    if (left.kind === "any" || right.kind === "any") {
      return [left, right].every((type) => type.kind === "any" || ordered.has(type.kind)) ? booleanType : null;
    }
    return left.kind === right.kind && ordered.has(left.kind) ? booleanType : null;
  }
  if (operator === "+") return sumOf(left, right);
  if (operator === "-") return differenceOf(left, right);
  const numeric = [left, right].every((type) => type.kind === "number" || type.kind === "any");
  return numeric ? numberType : null;
}

function sumOf(left: ExprType, right: ExprType): ExprType | null {
  if (left.kind === "any" || right.kind === "any") {
    const known = left.kind === "any" ? right : left;
    if (known.kind === "number" || known.kind === "string" || known.kind === "bytes") return withoutValues(known);
    if (known.kind === "list") return { kind: "list", items: anyType };
    return known.kind === "any" || known.kind === "duration" || known.kind === "timestamp" ? anyType : null;
  }
  if (left.kind === "list" && right.kind === "list") return { kind: "list", items: unionOf(left.items, right.items) };
  const kinds = `${left.kind} ${right.kind}`;
  if (kinds === "string string") return stringType;
  if (kinds === "number number" || kinds === "bytes bytes" || kinds === "duration duration") return left;
  return kinds === "timestamp duration" || kinds === "duration timestamp" ? timestampType : null;
}

function differenceOf(left: ExprType, right: ExprType): ExprType | null {
  const kinds = `${left.kind} ${right.kind}`;
  if (kinds === "number number" || kinds === "number any" || kinds === "any number") return numberType;
  if (kinds === "any any" || kinds === "any duration" || kinds === "timestamp any") return anyType;
  if (kinds === "timestamp timestamp" || kinds === "duration duration") return durationType;
  if (kinds === "any timestamp" || kinds === "duration any") return durationType;
  return kinds === "timestamp duration" ? timestampType : null;
}

function withoutValues(type: ExprType): ExprType {
  return type.kind === "string" ? stringType : type;
}

function isOrder(operator: BinaryOperator): boolean {
  return operator === "<" || operator === "<=" || operator === ">" || operator === ">=";
}

function reportUnfit(
  found: { readonly node: BinaryNode; readonly one: ExprType; readonly other: ExprType },
  place: Place,
): void {
  const { node, one, other } = found;
  const isText = [one.kind === "string", other.kind === "string"];
  if (node.operator === "+" && isText.includes(true) && isText.includes(false)) {
    const strange = one.kind === "string" ? { node: node.right, type: other } : { node: node.left, type: one };
    const source = sourceOf(place, strange.node);
    report(place, {
      code: strange.type.kind === "number" ? "ORR_EXPR_TEXT_PLUS_NUMBER" : "ORR_EXPR_TYPE",
      message: `+ joins text with text, and ${source} is ${describeType(strange.type)}.`,
      range: strange.node,
      fix: writeAsText(source, strange.type),
    });
    return;
  }
  report(place, {
    code: "ORR_EXPR_TYPE",
    message: `${node.operator} does not work between ${describeType(one)} and ${describeType(other)}.`,
    range: node,
  });
}
