import { anyType, type ExprType } from "@orrery/expr";

/** Written out, with shared parts counted each time they appear. */
const MAX_SIZE = 2_000;

const sizes = new WeakMap<ExprType, number>();

/**
 * The type itself, or `any` where it is too large to be reasoned about. Steps that each hold the one before twice would
 * otherwise double it with every step.
 */
export function boundedType(type: ExprType): ExprType {
  return sizeOf(type) > MAX_SIZE ? anyType : type;
}

function sizeOf(type: ExprType): number {
  if (type.kind !== "list" && type.kind !== "object" && type.kind !== "union") return 1;
  const known = sizes.get(type);
  if (known !== undefined) return known;
  let size = 1;
  for (const part of partsOf(type)) size = Math.min(size + sizeOf(part), MAX_SIZE + 1);
  sizes.set(type, size);
  return size;
}

function partsOf(type: ExprType): readonly ExprType[] {
  switch (type.kind) {
    case "list":
      return [type.items];
    case "object":
      return Object.values(type.properties).map((property) => property.type);
    case "union":
      return type.of;
    default:
      return [];
  }
}
