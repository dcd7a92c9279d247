import type { ExprType } from "./expr-type.ts";
import { alternativesOf, unionOf } from "./union-of.ts";

export interface MemberType {
  readonly name: string;
  readonly type: ExprType;
  /** It may be missing: optional, or not a member of every alternative. */
  readonly isOptional: boolean;
}

/** The members that can be read from a value of `type`, in the order of its schema; empty where none is known. */
export function memberTypes(type: ExprType): readonly MemberType[] {
  const objects = alternativesOf(type).filter((member) => member.kind === "object");
  const names = new Set(objects.flatMap((object) => Object.keys(object.properties)));
  return [...names].map((name) => {
    const found = objects.flatMap((object) => {
      const property = Object.hasOwn(object.properties, name) ? object.properties[name] : undefined;
      return property === undefined ? [] : [property];
    });
    return {
      name,
      type: unionOf(...found.map((property) => property.type)),
      isOptional: found.length < objects.length || found.some((property) => property.optional),
    };
  });
}
