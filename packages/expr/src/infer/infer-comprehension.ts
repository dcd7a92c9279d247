import { anyType, booleanType, listOf, stringType } from "../basic-types.ts";
import type { ExprType } from "../expr-type.ts";
import type { ComprehensionNode, ExpressionNode } from "../expression-node.ts";
import { alternativesOf, unionOf } from "../union-of.ts";
import { factsWhen, forgetName, joinFacts } from "./facts.ts";
import { inferNode } from "./infer-node.ts";
import type { Place } from "./inference.ts";
import { refuseNull, requireKind } from "./require-kind.ts";

/** Over a list the variable is an item, over an object the name of a member. */
export function inferComprehension(node: ComprehensionNode, place: Place): ExprType {
  const inferred = inferNode(node.target, place);
  const target = refuseNull(place, node.target, inferred);
  const words = `${node.operator} goes through a list or the names of an object`;
  const fits = requireKind(place, { node: node.target, type: target }, { kinds: ["list", "object"], words });
  const item = fits ? boundType(target) : anyType;
  const { name } = node.variable;
  const inside = {
    ...place,
    locals: new Map(place.locals).set(name, item),
    facts: forgetName(place.facts, name),
  };
  const requireTest = (part: ExpressionNode): void => {
    const type = inferNode(part, inside);
    requireKind(inside, { node: part, type }, { kinds: ["boolean"], words: `${node.operator} needs true or false` });
  };
  if (node.operator !== "map") {
    requireTest(node.body);
    return node.operator === "filter" ? listOf(item) : booleanType;
  }
  if (node.condition === null) return listOf(inferNode(node.body, inside));
  requireTest(node.condition);
  return listOf(inferNode(node.body, { ...inside, facts: joinFacts(inside.facts, factsWhen(node.condition, true)) }));
}

/** The type of the variable that a comprehension over a value of this type binds. */
export function boundType(target: ExprType): ExprType {
  return unionOf(
    ...alternativesOf(target).map((one) => {
      if (one.kind === "list") return one.items;
      return one.kind === "object" ? stringType : anyType;
    }),
  );
}
