import { anyType, booleanType, listOf, neverType, nullType, numberType, openObjectType } from "./basic-types.ts";
import type { ExprProperty, ExprType } from "./expr-type.ts";
import { unionOf } from "./union-of.ts";

const maxSchemaDepth = 64;
const maxSchemaParts = 20_000;

type Schema = { readonly [keyword: string]: unknown };

interface Reading {
  readonly root: Schema;
  left: number;
}

/**
 * The type of the values that a JSON Schema allows. A schema that lists `properties` is closed for reading unless
 * `additionalProperties` says what else may come. What the type language cannot say (or is too deep, or recursive) is
 * `any`, which is checked at run time. Never throws.
 */
export function typeFromJsonSchema(schema: unknown): ExprType {
  if (!isSchema(schema)) return anyType;
  return read(schema, { root: schema, left: maxSchemaParts }, []);
}

/** `above` names the references that led here, with "" for every other level. */
function read(schema: unknown, reading: Reading, above: readonly string[]): ExprType {
  reading.left -= 1;
  if (!isSchema(schema) || above.length > maxSchemaDepth || reading.left < 0) {
    return schema === false ? neverType : anyType;
  }
  const below = (part: unknown): ExprType => read(part, reading, [...above, ""]);
  const { $ref, enum: listed, anyOf, oneOf, allOf, type } = schema;
  if (typeof $ref === "string") {
    return above.includes($ref) ? anyType : read(follow($ref, reading.root), reading, [...above, $ref]);
  }
  const nullable = schema.nullable === true ? [nullType] : [];
  if (Object.hasOwn(schema, "const")) return unionOf(typeOfConstant(schema.const), ...nullable);
  if (Array.isArray(listed)) return unionOf(...listed.map(typeOfConstant), ...nullable);
  if (Array.isArray(anyOf)) return unionOf(...anyOf.map(below), ...nullable);
  if (Array.isArray(oneOf)) return unionOf(...oneOf.map(below), ...nullable);
  if (Array.isArray(allOf)) {
    const { allOf: _, ...rest } = schema;
    const all = Object.keys(rest).some((keyword) => shaping.has(keyword)) ? [...allOf, rest] : allOf;
    return unionOf(all.map(below).reduce(intersect, anyType), ...nullable);
  }
  const names = Array.isArray(type) ? type : type === undefined ? guessType(schema) : [type];
  if (names.length === 0) return anyType;
  return unionOf(...names.map((name) => readNamed(name, schema, below)), ...nullable);
}

const shaping: ReadonlySet<string> = new Set(["type", "properties", "items", "required", "additionalProperties"]);

function guessType(schema: Schema): readonly string[] {
  if (isSchema(schema.properties) || Array.isArray(schema.required)) return ["object"];
  if (schema.items !== undefined || schema.prefixItems !== undefined) return ["array"];
  return [];
}

function readNamed(name: unknown, schema: Schema, below: (part: unknown) => ExprType): ExprType {
  switch (name) {
    case "string":
      return { kind: "string" };
    case "number":
    case "integer":
      return numberType;
    case "boolean":
      return booleanType;
    case "null":
      return nullType;
    case "array":
      return listOf(readItems(schema, below), schema.maxItems);
    case "object":
      return readObject(schema, below);
    default:
      return anyType;
  }
}

function readItems(schema: Schema, below: (part: unknown) => ExprType): ExprType {
  const { prefixItems, items } = schema;
  const first = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : null;
  if (first === null) return items === undefined ? anyType : below(items);
  const rest = Array.isArray(prefixItems) ? items : schema.additionalItems;
  return unionOf(...first.map(below), ...(rest === false ? [] : [rest === undefined ? anyType : below(rest)]));
}

function readObject(schema: Schema, below: (part: unknown) => ExprType): ExprType {
  const { properties, required, additionalProperties } = schema;
  const needed = new Set(Array.isArray(required) ? required : []);
  if (!isSchema(properties)) {
    return additionalProperties === false ? { kind: "object", properties: {}, open: false } : openObjectType;
  }
  const entries = Object.entries(properties).map(([name, part]): [string, ExprProperty] => {
    return [name, { type: below(part), optional: !needed.has(name) }];
  });
  const open = additionalProperties === true || isSchema(additionalProperties);
  return { kind: "object", properties: Object.fromEntries(entries), open };
}

function intersect(left: ExprType, right: ExprType): ExprType {
  if (left.kind === "any") return right;
  if (right.kind === "any" || left.kind !== "object" || right.kind !== "object") return left;
  const properties = { ...left.properties };
  for (const [name, property] of Object.entries(right.properties)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const merged =
      known === undefined
        ? property
        : { type: intersect(known.type, property.type), optional: known.optional && property.optional };
    Object.defineProperty(properties, name, { value: merged, enumerable: true, configurable: true, writable: true });
  }
  // `allOf` of two lists of properties lists them all; only a side that lists none leaves the other as it is.
  const bare = [left, right].filter((side) => side.open && Object.keys(side.properties).length === 0);
  return { kind: "object", properties, open: bare.length === 0 ? left.open || right.open : left.open && right.open };
}

function typeOfConstant(value: unknown): ExprType {
  if (typeof value === "string") return { kind: "string", values: [value] };
  if (typeof value === "number") return numberType;
  if (typeof value === "boolean") return booleanType;
  return value === null ? nullType : anyType;
}

function follow(reference: string, root: Schema): unknown {
  if (reference === "#") return root;
  if (!reference.startsWith("#/")) return true;
  let found: unknown = root;
  for (const step of reference.slice(2).split("/")) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if ((!isSchema(found) && !Array.isArray(found)) || !Object.hasOwn(found, name)) return true;
    found = Array.isArray(found) ? found[Number(name)] : found[name];
  }
  return found;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
