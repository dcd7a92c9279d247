import { checkJson } from "../check-json.ts";
import type { JsonPath } from "../graph.ts";
import { hashText } from "../hash-text.ts";
import type { Json, JsonObject } from "../json.ts";
import { CONFIG_DEPTH } from "./add-node.ts";
import type { Draft } from "./draft.ts";
import { done, noNode, type OpOf, type Outcome, refused } from "./outcome.ts";

/** Sets or removes one member of a node's config. Setting the place after the last entry of a list appends to it. */
export function setConfig(draft: Draft, op: OpOf<"config.set">): Outcome {
  const { id, path, value } = op;
  const node = draft.node(id);
  if (!node) return noNode(id);
  if (path.some((key) => key === "__proto__" || key === "constructor" || key === "prototype")) {
    return refused("INVALID", `The name ${JSON.stringify(path.join("."))} is not allowed.`);
  }
  const problem = value === undefined ? undefined : checkJson(value, CONFIG_DEPTH - path.length)[0];
  if (problem) return refused("INVALID", problem.message);
  const old = read(node.config, path);
  if (op.was !== undefined && op.was !== hashText(textOf(old))) {
    return refused("CONFLICT", `${path.join(".")} of "${id}" was changed by somebody else in the meantime.`);
  }
  const config = write(node.config, path, value);
  if (config === null)
    return refused("PATH_MISSING", `"${id}" has no place ${JSON.stringify(path.join("."))} in its settings.`);
  if (!isObject(config)) return refused("INVALID", `The settings of "${id}" must be an object.`);
  draft.replaceNode(node, { ...node, config });
  return done(inverseOf(op, node.config, old));
}

/** Of a text edit the inverse carries the new text's hash in turn; an entry taken out of a list comes back with its list. */
function inverseOf(
  { id, path, value }: OpOf<"config.set">,
  config: JsonObject,
  old: Json | undefined,
): OpOf<"config.set"> {
  const list = path.slice(0, -1);
  const holder = path.length === 0 ? undefined : read(config, list);
  if (Array.isArray(holder) && (value === undefined || old === undefined)) {
    return { op: "config.set", id, path: list, value: holder };
  }
  const was = typeof value === "string" && typeof old === "string" ? { was: hashText(value) } : {};
  return { op: "config.set", id, path, ...(old === undefined ? {} : { value: old }), ...was };
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function read(from: Json, path: JsonPath): Json | undefined {
  let at: Json | undefined = from;
  for (const key of path) {
    if (isList(at) && typeof key === "number") at = at[key];
    else if (isObject(at) && typeof key === "string" && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}

/** A copy with the member changed, sharing all that did not change; null where there is no such place. */
function write(from: Json, path: JsonPath, value: Json | undefined): Json | null {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (isList(from) && typeof key === "number") {
    const there = key < from.length;
    if (rest.length > 0) {
      const member = there ? write(from[key] ?? null, rest, value) : null;
      return member === null ? null : from.with(key, member);
    }
    if (value === undefined) return there ? from.toSpliced(key, 1) : null;
    return there ? from.with(key, value) : key === from.length ? [...from, value] : null;
  }
  if (!isObject(from) || typeof key !== "string") return null;
  if (rest.length === 0) {
    if (value !== undefined) return { ...from, [key]: value };
    const { [key]: _removed, ...others } = from;
    return others;
  }
  const inner = Object.hasOwn(from, key) ? from[key] : undefined;
  if (inner === undefined || inner === null) return null;
  const member = write(inner, rest, value);
  return member === null ? null : { ...from, [key]: member };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
