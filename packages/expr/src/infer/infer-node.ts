import { booleanType, bytesType, listOf, nullType, numberType } from "../basic-types.ts";
import type { ExprProperty, ExprType, PresenceObligation } from "../expr-type.ts";
import type { ExpressionNode, LiteralValue } from "../expression-node.ts";
import { nearestName } from "../nearest-name.ts";
import { alternativesOf, unionOf, withoutKinds } from "../union-of.ts";
import { eitherPresent } from "./either-present.ts";
import { factsWhen, joinFacts } from "./facts.ts";
import { inferAccess } from "./infer-access.ts";
import { inferCall } from "./infer-call.ts";
import { inferComprehension } from "./infer-comprehension.ts";
import { inferBinary } from "./infer-operator.ts";
import { type Place, recordRead, report, scopeVariable } from "./inference.ts";
import { requireKind } from "./require-kind.ts";

/** The type of an expression. Every error in it is reported; what follows from one is `any`, so that it is said once. */
export function inferNode(node: ExpressionNode, place: Place): ExprType {
  switch (node.kind) {
    case "literal":
      return typeOfLiteral(node.value);
    case "variable":
    case "member":
    case "index":
      return inferAccess(node, place);
    case "list":
      return listOf(unionOf(...node.items.map((item) => inferNode(item, place))));
    case "object":
      return inferObject(node, place);
    case "call":
      return inferCall(node, place);
    case "comprehension":
      return inferComprehension(node, place);
    case "binary":
      return inferBinary(node, place);
    case "unary":
      return inferUnary(node, place);
    case "logic": {
      requireBoolean(node.left, place, `${node.operator} needs true or false`);
      const proved = factsWhen(node.left, node.operator === "&&");
      const after = { ...place, facts: joinFacts(place.facts, proved) };
      requireBoolean(node.right, after, `${node.operator} needs true or false`);
      return booleanType;
    }
    case "conditional": {
      requireBoolean(node.test, place, "A condition is true or false");
      const branch = (part: ExpressionNode, outcome: boolean): ExprType =>
        inferNode(part, { ...place, facts: joinFacts(place.facts, factsWhen(node.test, outcome)) });
      return unionOf(branch(node.whenTrue, true), branch(node.whenFalse, false));
    }
    case "default":
      return inferDefault(node, place);
    case "ran": {
      const { name } = node.variable;
      if (scopeVariable(place, name) === undefined) reportNoNode(node.variable, place);
      else recordRead(place, { variable: name, face: "output" }, null);
      return booleanType;
    }
    case "has":
      inferNode(node.path, { ...place, catchesMissing: true, obligations: [] });
      return booleanType;
  }
}

function typeOfLiteral(value: LiteralValue): ExprType {
  if (typeof value === "string") return { kind: "string", values: [value] };
  if (typeof value === "number") return numberType;
  if (typeof value === "boolean") return booleanType;
  return value === null ? nullType : bytesType;
}

function inferObject(node: ExpressionNode & { readonly kind: "object" }, place: Place): ExprType {
  let open = false;
  const properties = node.entries.flatMap(({ key, value }): [string, ExprProperty][] => {
    const type = inferNode(value, place);
    if (key.kind === "literal" && typeof key.value === "string") return [[key.value, { type, optional: false }]];
    open = true;
    if (key.kind === "variable" && !place.locals.has(key.name) && scopeVariable(place, key.name) === undefined) {
      report(place, {
        code: "ORR_EXPR_UNKNOWN_VARIABLE",
        message: `There is no ${key.name} here. The name of a member is written in quotes.`,
        range: key,
        fix: { title: "Put it in quotes", replacement: JSON.stringify(key.name) },
      });
      return [];
    }
    const part = { node: key, type: inferNode(key, place) };
    requireKind(place, part, { kinds: ["string"], words: "The name of a member is text" });
    return [];
  });
  return { kind: "object", properties: open ? {} : Object.fromEntries(properties), open };
}

function inferUnary(node: ExpressionNode & { readonly kind: "unary" }, place: Place): ExprType {
  if (node.operator === "!") {
    requireBoolean(node.operand, place, "! needs true or false");
    return booleanType;
  }
  const type = inferNode(node.operand, place);
  requireKind(place, { node: node.operand, type }, { kinds: ["number", "duration"], words: "- needs a number" });
  return alternativesOf(type).some((one) => one.kind === "duration" || one.kind === "any") ? type : numberType;
}

function requireBoolean(node: ExpressionNode, place: Place, words: string): void {
  requireKind(place, { node, type: inferNode(node, place) }, { kinds: ["boolean"], words });
}

/** x without absent and null, or y. */
function inferDefault(node: ExpressionNode & { readonly kind: "default" }, place: Place): ExprType {
  const first: PresenceObligation[] = [];
  const second: PresenceObligation[] = [];
  const value = inferNode(node.value, { ...place, catchesMissing: true, obligations: first });
  const fallback = inferNode(node.fallback, { ...place, obligations: second });
  place.obligations.push(...eitherPresent(first, second, node));
  return unionOf(withoutKinds(value, "null", "absent"), fallback);
}

function reportNoNode(node: ExpressionNode & { readonly kind: "variable" }, place: Place): void {
  const near = nearestName(node.name, place.findings.scope.variables.keys());
  report(place, {
    code: "ORR_EXPR_UNKNOWN_VARIABLE",
    message: `There is no node ${node.name} here${near === undefined ? "." : `: did you mean ${near}?`}`,
    range: node,
    fix: near === undefined ? undefined : { title: `Change to ${near}`, replacement: near },
  });
}
