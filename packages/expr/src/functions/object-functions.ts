import { anyType, listOf, openObjectType, stringType } from "../basic-types.ts";
import type { ExprProperty, ExprType } from "../expr-type.ts";
import { memberTypes } from "../member-types.ts";
import { alternativesOf, unionOf } from "../union-of.ts";
import { objectAt } from "./arguments.ts";
import type { ExprFunction } from "./expr-function.ts";

const object = { name: "object", type: openObjectType };

export const objectFunctions: readonly ExprFunction[] = [
  {
    name: "keys",
    signature: "keys(object) → list of text",
    doc: "The names of its members.",
    example: 'keys({"a": 1})',
    isOurs: true,
    parameters: [object],
    result: listOf(stringType),
    run: (args, { work }) => {
      const names = Object.keys(objectAt(args, 0));
      work.charge(names.length);
      return names;
    },
  },
  {
    name: "values",
    signature: "values(object) → list",
    doc: "The values of its members.",
    example: 'values({"a": 1})',
    isOurs: true,
    parameters: [object],
    // A closed object is closed for reading only: the value may carry more members than its type lists.
    result: listOf(anyType),
    run: (args, { work }) => {
      const values = Object.values(objectAt(args, 0));
      work.charge(values.length);
      return values;
    },
  },
  {
    name: "merge",
    signature: "merge(a, b) → object",
    doc: "All members of both objects; where both have one, that of b.",
    example: 'merge({"a": 1}, {"b": 2})',
    isOurs: true,
    parameters: [
      { name: "a", type: openObjectType },
      { name: "b", type: openObjectType },
    ],
    result: ([a, b]) => mergeTypes(a ?? anyType, b ?? anyType),
    run: (args, { work }) => {
      const merged = { ...objectAt(args, 0), ...objectAt(args, 1) };
      work.charge(Object.keys(merged).length);
      return merged;
    },
  },
];

function mergeTypes(a: ExprType, b: ExprType): ExprType {
  const closed = [a, b].every((type) => alternativesOf(type).every((one) => one.kind === "object" && !one.open));
  const over = new Map(memberTypes(b).map((member) => [member.name, member]));
  const properties: [string, ExprProperty][] = memberTypes(a).map((member) => {
    const replaced = over.get(member.name);
    over.delete(member.name);
    if (replaced === undefined) {
      return [member.name, { type: closed ? member.type : anyType, optional: member.isOptional }];
    }
    const type = replaced.isOptional ? unionOf(member.type, replaced.type) : replaced.type;
    return [member.name, { type, optional: member.isOptional && replaced.isOptional }];
  });
  for (const member of over.values()) {
    properties.push([member.name, { type: member.type, optional: member.isOptional }]);
  }
  return { kind: "object", properties: Object.fromEntries(properties), open: !closed };
}
