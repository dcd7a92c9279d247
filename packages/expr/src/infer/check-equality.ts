import { describeType } from "../describe-type.ts";
import { isAssignable } from "../explain-mismatch.ts";
import type { ExprType } from "../expr-type.ts";
import type { BinaryNode, ExpressionNode } from "../expression-node.ts";
import { itemType } from "../functions/item-type.ts";
import { nearestName } from "../nearest-name.ts";
import { alternativesOf } from "../union-of.ts";
import { type Place, report, sourceOf } from "./inference.ts";
import { refuseNull, requireKind } from "./require-kind.ts";

interface Part {
  readonly node: ExpressionNode;
  readonly type: ExprType;
}

/** Reports `==` and `!=` between types that share no value: the answer never changes, so it is hardly meant. */
export function checkEquality(left: Part, right: Part, place: Place): void {
  if (left.node.kind === "literal") reportNeverEqual(right, left, place);
  else reportNeverEqual(left, right, place);
}

/** `x in list`, `"name" in object`. */
export function checkMembership(
  use: { readonly node: BinaryNode; readonly left: Part; readonly right: Part },
  place: Place,
): void {
  const { node, left } = use;
  const right = { node: use.right.node, type: refuseNull(place, use.right.node, use.right.type) };
  const kinds = alternativesOf(right.type).map((one) => one.kind);
  if (kinds.includes("string")) {
    const replacement = `contains(${sourceOf(place, right.node)}, ${sourceOf(place, left.node)})`;
    report(place, {
      code: "ORR_EXPR_TYPE",
      message: "in looks into a list or an object; a part of a text is found by contains.",
      range: node,
      fix: { title: "Use contains", replacement },
    });
    return;
  }
  const want = { kinds: ["list", "object"], words: "in looks into a list or an object" } as const;
  if (!requireKind(place, right, want)) return;
  if (kinds.length > 0 && kinds.every((kind) => kind === "object")) {
    requireKind(place, left, { kinds: ["string"], words: "A member has a name" });
    return;
  }
  if (right.node.kind === "list") {
    for (const item of right.node.items) {
      if (item.kind === "literal" && typeof item.value === "string") {
        reportNeverEqual(left, { node: item, type: { kind: "string", values: [item.value] } }, place);
      }
    }
    return;
  }
  if (kinds.length > 0 && kinds.every((kind) => kind === "list")) {
    const items = itemType(right.type);
    if (alternativesOf(items).length > 0) reportNeverEqual({ node: right.node, type: items }, left, place);
  }
}

function reportNeverEqual(subject: Part, compared: Part, place: Place): void {
  if (mayBeEqual(subject.type, compared.type)) return;
  const texts = alternativesOf(subject.type).flatMap((one) => (one.kind === "string" ? (one.values ?? []) : []));
  const { node } = compared;
  if (node.kind === "literal" && typeof node.value === "string" && texts.length > 0) {
    const near = nearestName(node.value, texts);
    report(place, {
      code: "ORR_EXPR_NEVER_EQUAL",
      message: `${sourceOf(place, subject.node)} is never ${JSON.stringify(node.value)}: it is ${describeType(subject.type)}.`,
      range: node,
      fix:
        near === undefined
          ? undefined
          : { title: `Change to ${JSON.stringify(near)}`, replacement: JSON.stringify(near) },
    });
    return;
  }
  report(place, {
    code: "ORR_EXPR_NEVER_EQUAL",
    message: `${describeType(subject.type)} is never equal to ${describeType(compared.type)}.`,
    range: node,
  });
}

/** Whether two types share a value. Null counts as shared: asking for it is how one guards. */
function mayBeEqual(left: ExprType, right: ExprType): boolean {
  const ours = alternativesOf(left);
  const theirs = alternativesOf(right);
  if (ours.length === 0 || theirs.length === 0) return true;
  if ([...ours, ...theirs].some((one) => one.kind === "any" || one.kind === "null")) return true;
  return ours.some((one) => theirs.some((other) => overlap(one, other)));
}

function overlap(left: ExprType, right: ExprType): boolean {
  if (left.kind === "string" && right.kind === "string") {
    const values = right.values;
    return left.values === undefined || values === undefined || left.values.some((text) => values.includes(text));
  }
  if (left.kind === right.kind) return true;
  return isAssignable(left, right);
}
