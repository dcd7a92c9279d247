import type { JsonPath } from "../graph.ts";
import type { Json, JsonObject } from "../json.ts";

export type JsonKind = "list" | "object" | "text" | "number" | "boolean" | "null";

/** One member of a list or an object, with as much of its value as fits. */
export interface JsonMember {
  readonly key: string | number;
  readonly kind: JsonKind;
  /** Members, or characters; 1 of what is neither. */
  readonly size: number;
  readonly sample: Json;
  /** The sample is not the whole of it. */
  readonly cut: boolean;
}

/** A piece of a value: what stands at a path, and a page of its members or of its characters. */
export interface JsonPart {
  readonly kind: JsonKind;
  readonly size: number;
  /** Which member, or character, the page begins with. */
  readonly offset: number;
  readonly members: readonly JsonMember[];
  /** Of a text: the page; of what has no members: the value as JSON. */
  readonly text: string;
}

/** Which piece is asked for. */
export interface PartQuestion {
  readonly path: JsonPath;
  readonly offset: number;
}

export const partLimits = {
  members: 100,
  characters: 50_000,
  /** Of a member's sample, about, as JSON. */
  sample: 4_000,
  path: 64,
} as const;

/** The piece of a value that is asked for; null where nothing stands there. */
export function jsonPart(value: Json, { path, offset }: PartQuestion): JsonPart | null {
  const at = jsonAt(value, path);
  if (at === undefined) return null;
  const kind = jsonKind(at);
  if (typeof at === "string") {
    const text = at.slice(offset, offset + partLimits.characters);
    return { kind, size: at.length, offset, members: [], text };
  }
  const entries = entriesOf(at);
  if (entries === null) return { kind, size: 1, offset: 0, members: [], text: JSON.stringify(at) };
  const page = entries.slice(offset, offset + partLimits.members);
  return { kind, size: entries.length, offset, members: page.map(([key, one]) => jsonMember(key, one)), text: "" };
}

export function jsonMember(key: string | number, value: Json, room: number = partLimits.sample): JsonMember {
  const left = { room };
  const sample = sampleOf(value, left);
  return { key, kind: jsonKind(value), size: jsonSizeOf(value), sample, cut: left.room < 0 };
}

/** What stands at a path; undefined where nothing does. */
export function jsonAt(value: Json, path: JsonPath): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path) {
    if (Array.isArray(at)) at = typeof key === "number" ? at[key] : undefined;
    else if (isObject(at)) at = memberOf(at, String(key));
    else return undefined;
  }
  return at;
}

function memberOf(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

export function jsonKind(value: Json): JsonKind {
  if (Array.isArray(value)) return "list";
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "object";
}

function jsonSizeOf(value: Json): number {
  if (typeof value === "string") return value.length;
  return entriesOf(value)?.length ?? 1;
}

function entriesOf(value: Json): readonly (readonly [string | number, Json])[] | null {
  if (Array.isArray(value)) return value.map((one, index) => [index, one]);
  return typeof value === "object" && value !== null ? Object.entries(value) : null;
}

/** A copy that stops where the room ends, which is then below nothing. */
function sampleOf(value: Json, left: { room: number }): Json {
  if (typeof value === "string") {
    const text = value.slice(0, Math.max(0, left.room));
    left.room -= value.length + 2;
    return text;
  }
  if (Array.isArray(value)) {
    const items: Json[] = [];
    left.room -= 2;
    for (const item of value) {
      if (left.room <= 0) {
        left.room = -1;
        break;
      }
      items.push(sampleOf(item, left));
    }
    return items;
  }
  if (typeof value === "object" && value !== null) {
    const members: [string, Json][] = [];
    left.room -= 2;
    for (const [name, member] of Object.entries(value)) {
      if (left.room <= 0) {
        left.room = -1;
        break;
      }
      left.room -= name.length + 4;
      members.push([name, sampleOf(member, left)]);
    }
    return Object.fromEntries(members);
  }
  left.room -= 5;
  return value;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
