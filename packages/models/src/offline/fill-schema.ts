import type { Json, JsonObject } from "@orrery/node-kit";
import { classify, isCase } from "./classify.ts";
import { numbersIn, valueOfKey } from "./extract-values.ts";
import { fillList } from "./fill-list.ts";
import { fillText } from "./fill-text.ts";
import { nearest, nearestPlace } from "./nearest-place.ts";
import { isList, isObject, numberAt, resolveSchema, textAt, typesOf } from "./read-schema.ts";

/** What a field is filled from. */
export interface FillPlace {
  readonly root: JsonObject;
  readonly source: string;
  readonly instructions: string;
  /** The name of the property, or of the list that holds the entry; empty at the root. */
  readonly name: string;
  /** The sentence that decided about a choice beside this field, where there was one. */
  readonly evidence: string | null;
  readonly depth: number;
}

const maxDepth = 12;

/** A value of the schema's shape, made of what the text says; undefined where the text says nothing about it. */
export function fillSchema(given: Json | undefined, place: FillPlace): Json | undefined {
  const schema = resolveSchema(given, place.root);
  if (place.depth > maxDepth) return undefined;
  if (schema.const !== undefined) return schema.const;
  if (isList(schema.enum)) return fillChoice(schema.enum, schema, place);
  for (const type of typesOf(schema)) {
    const value = fillType(type, schema, place);
    if (value !== undefined) return value;
  }
  return undefined;
}

function fillType(type: string, schema: JsonObject, place: FillPlace): Json | undefined {
  switch (type) {
    case "object":
      return fillObject(schema, place);
    case "array":
      return fillList(schema, place);
    case "boolean":
      return isCase(place.source, place.name, textAt(schema, "description"));
    case "number":
    case "integer":
      return fillNumber(schema, place, type === "integer");
    case "null":
      return null;
    default:
      return fillText(schema, place);
  }
}

function fillChoice(values: readonly Json[], schema: JsonObject, place: FillPlace): Json | undefined {
  const labels = values.filter((value) => typeof value === "string");
  const [first, ...others] = labels;
  if (first === undefined) return values[0];
  const words = `${place.instructions}\n\n${textAt(schema, "description")}`;
  return classify(place.source, [first, ...others], words).label;
}

function fillObject(schema: JsonObject, place: FillPlace): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = isList(schema.required) ? schema.required : [];
  const evidence = evidenceIn(properties, place);
  const result: Record<string, Json> = {};
  for (const [name, property] of Object.entries(properties)) {
    const value = fillSchema(property, { ...place, name, evidence, depth: place.depth + 1 });
    const settled = value ?? (required.includes(name) ? emptyValue(resolveSchema(property, place.root)) : value);
    if (settled !== undefined) result[name] = settled;
  }
  return result;
}

/** The sentence that decides the first choice among the properties: what a field called `because` should say. */
function evidenceIn(properties: JsonObject, place: FillPlace): string | null {
  for (const property of Object.values(properties)) {
    const schema = resolveSchema(property, place.root);
    const labels = isList(schema.enum) ? schema.enum.filter((value) => typeof value === "string") : [];
    const [first, ...others] = labels;
    if (first === undefined) continue;
    return classify(place.source, [first, ...others], `${place.instructions}\n\n${textAt(schema, "description")}`)
      .because;
  }
  return place.evidence;
}

/** What stands in a required field that the text says nothing about. */
function emptyValue(schema: JsonObject): Json {
  const [type] = typesOf(schema);
  if (typesOf(schema).includes("null")) return null;
  switch (type) {
    case "number":
    case "integer":
      return numberAt(schema, "minimum") ?? 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return {};
    default:
      return "";
  }
}

function fillNumber(schema: JsonObject, place: FillPlace, whole: boolean): number | undefined {
  const { source, name } = place;
  const found = numbersIn(source);
  const keyed = valueOfKey(source, name);
  const money = /amount|price|total|cost|sum|fee|budget|salary/i.test(name);
  const at = nearestPlace(source, `${name} ${textAt(schema, "title")} ${textAt(schema, "description")}`);
  const anyMoney = found.some((one) => one.money);
  const candidates = found.filter((one) => (money && anyMoney ? one.money : at !== null || found.length === 1));
  const best = keyed === null ? nearest(candidates, at) : numbersIn(keyed)[0];
  const value = best?.value;
  if (value === undefined) return undefined;
  const rounded = whole ? Math.round(value) : value;
  const low = numberAt(schema, "minimum") ?? rounded;
  const high = numberAt(schema, "maximum") ?? rounded;
  return Math.min(Math.max(rounded, low), high);
}
