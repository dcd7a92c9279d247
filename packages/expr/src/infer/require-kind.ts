import { describeType } from "../describe-type.ts";
import type { ExprType } from "../expr-type.ts";
import type { ExpressionNode } from "../expression-node.ts";
import { alternativesOf, unionOf, withoutKinds } from "../union-of.ts";
import { pathOf } from "./facts.ts";
import { fallbackSource } from "./fallback-source.ts";
import { type Place, report, sourceOf } from "./inference.ts";

/** Reports where the type of a part has alternatives beyond `kinds`; `any` is checked at run time. True when it fits. */
export function requireKind(
  place: Place,
  part: { readonly node: ExpressionNode; readonly type: ExprType },
  want: { readonly kinds: readonly ExprType["kind"][]; readonly words: string },
): boolean {
  const { kind } = part.type;
  if (kind === "any" || (kind !== "union" && want.kinds.includes(kind))) return true;
  const wrong = alternativesOf(part.type).filter((one) => one.kind !== "any" && !want.kinds.includes(one.kind));
  if (wrong.length === 0) return true;
  if (wrong.every((one) => one.kind === "null") && alternativesOf(part.type).length > wrong.length) {
    reportNull(place, part.node, part.type);
    return false;
  }
  report(place, {
    code: "ORR_EXPR_TYPE",
    message: `${want.words}, and this is ${describeType(unionOf(...wrong))}.`,
    range: part.node,
  });
  return false;
}

/** The type without null where a condition has proved that; otherwise null in it is reported, with `default` as fix. */
export function refuseNull(place: Place, node: ExpressionNode, type: ExprType): ExprType {
  const rest = withoutKinds(type, "null");
  if (rest === type || alternativesOf(rest).length === 0) return type;
  reportNull(place, node, type);
  return rest;
}

/** What a condition has proved about the value at `node`. */
export function narrow(place: Place, node: ExpressionNode, type: ExprType): ExprType {
  const path = place.facts.notNull.size === 0 ? null : pathOf(node);
  return path !== null && place.facts.notNull.has(path) ? withoutKinds(type, "null") : type;
}

function reportNull(place: Place, node: ExpressionNode, type: ExprType): void {
  const fallback = fallbackSource(type);
  report(place, {
    code: "ORR_EXPR_MAY_BE_NULL",
    message: `${sourceOf(place, node)} may be null here.`,
    range: node,
    fix: { title: `Use ${fallback} instead of null`, replacement: `default(${sourceOf(place, node)}, ${fallback})` },
  });
}
