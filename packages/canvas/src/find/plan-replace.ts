import { isValidNodeId, variableReads } from "@orrery/expr";
import {
  applyEdit,
  type EditOp,
  type Graph,
  type GraphNode,
  hashText,
  type Json,
  type JsonObject,
  type JsonPath,
} from "@orrery/graph";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import { type FieldHit, placeKey } from "./find-hits.ts";
import { replacementOf, type TextHit } from "./text-finder.ts";

export interface ReplaceOrder {
  readonly hits: readonly FieldHit[];
  readonly sought: string;
  readonly replacement: string;
  readonly isPattern: boolean;
}

/**
 * Replaces all of `hits` as one step of undo. A short name is changed by renaming the node, so that every expression
 * follows it; the hits in those expressions are then the renaming's. What would not be a short name, or is one already,
 * stays, and is said.
 */
export function planReplace(graph: Graph, order: ReplaceOrder): PlannedEdit {
  const byPlace = Map.groupBy(order.hits, ({ place }) => placeKey(place));
  const renames = new Map<string, string>();
  const kept: string[] = [];
  for (const { place, text } of firsts(byPlace)) {
    if (place.kind !== "id") continue;
    const to = replaced(text, hitsAt(byPlace, placeKey(place)), order);
    if (to === text) continue;
    if (isValidNodeId(to)) renames.set(text, to);
    else kept.push(`“${text}” keeps its short name, since “${to.slice(0, 40)}” cannot be one.`);
  }
  const ops: EditOp[] = [];
  for (const node of graph.nodes) ops.push(...nodeOps(node, byPlace, { order, renames, kept }));
  ops.push(...headOps(graph, byPlace, { order, kept }));
  ops.push(...orderedRenames(graph, ops, renames, kept));
  const name = `Replace “${order.sought.slice(0, 40)}” with “${order.replacement.slice(0, 40)}”`;
  const notice = kept.length === 0 ? {} : { notice: kept.slice(0, 3).join(" ") };
  if (ops.length === 0) return { ok: false, why: kept[0] ?? "There is nothing to replace." };
  return { ok: true, op: { op: "batch", name, ops }, select: [], name, ...notice };
}

interface Replacing {
  readonly order: ReplaceOrder;
  /** What was left as it is, and why: added to. */
  readonly kept: string[];
}

interface NodeReplacing extends Replacing {
  readonly renames: ReadonlyMap<string, string>;
}

type ByPlace = ReadonlyMap<string, readonly FieldHit[]>;

function firsts(byPlace: ByPlace): readonly FieldHit[] {
  return [...byPlace.values()].flatMap(([first]) => first ?? []);
}

function hitsAt(byPlace: ByPlace, key: string): readonly TextHit[] {
  return byPlace.get(key)?.map(({ hit }) => hit) ?? [];
}

function replaced(text: string, hits: readonly TextHit[], { replacement, isPattern }: ReplaceOrder): string {
  let result = "";
  let at = 0;
  for (const hit of hits) {
    result += text.slice(at, hit.start) + replacementOf(hit, replacement, isPattern);
    at = hit.end;
  }
  return result + text.slice(at);
}

function nodeOps(node: GraphNode, byPlace: ByPlace, { order, renames, kept }: NodeReplacing): readonly EditOp[] {
  const { id } = node;
  const ops: EditOp[] = [];
  const named = hitsAt(byPlace, placeKey({ kind: "label", nodeId: id }));
  if (node.label !== undefined && named.length > 0) {
    const label = replaced(node.label, named, order).trim();
    if (label.length > 200) kept.push(`“${node.label.slice(0, 40)}” keeps its name: 200 characters are the most.`);
    else if (label !== node.label) ops.push({ op: "node.label", id, label: label === "" ? null : label });
  }
  const textAt = (text: string, path: JsonPath): string => {
    const hits = hitsAt(byPlace, placeKey({ kind: "config", nodeId: id, path }));
    if (hits.length === 0) return text;
    const reads = renames.size === 0 ? [] : variableReads(text).filter(({ name }) => renames.has(name));
    const isRenamed = (hit: TextHit) => reads.some(({ start, end }) => start <= hit.start && hit.end <= end);
    return replaced(
      text,
      hits.filter((hit) => !isRenamed(hit)),
      order,
    );
  };
  const keyAt = (key: string, path: JsonPath) =>
    replaced(key, hitsAt(byPlace, placeKey({ kind: "key", nodeId: id, path })), order);
  const hasKeyHit = (path: JsonPath) => byPlace.has(placeKey({ kind: "key", nodeId: id, path }));

  /** A value with everything in it replaced; names of members too. */
  const rewrite = (value: Json, path: JsonPath): Json => {
    if (typeof value === "string") return textAt(value, path);
    if (isList(value)) return value.map((member, index) => rewrite(member, [...path, index]));
    if (!isObject(value)) return value;
    const taken = new Set(Object.keys(value));
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const to = keyAt(key, [...path, key]);
        const isFree = to === key || !(taken.has(to) || to === "__proto__" || to === "");
        if (!isFree) kept.push(`“${key}” of ${id} keeps its name, since “${to.slice(0, 40)}” cannot be one there.`);
        taken.add(to);
        return [isFree ? to : key, rewrite(member, [...path, key])];
      }),
    );
  };
  const walk = (value: Json, path: JsonPath): void => {
    if (typeof value === "string") {
      const next = textAt(value, path);
      if (next !== value) ops.push({ op: "config.set", id, path, value: next, was: hashText(value) });
    } else if (isList(value)) {
      for (const [index, member] of value.entries()) walk(member, [...path, index]);
    } else if (isObject(value)) {
      if (Object.keys(value).some((key) => hasKeyHit([...path, key]))) {
        const next = rewrite(value, path);
        if (JSON.stringify(next) !== JSON.stringify(value)) ops.push({ op: "config.set", id, path, value: next });
      } else for (const [key, member] of Object.entries(value)) walk(member, [...path, key]);
    }
  };
  walk(node.config, []);
  return ops;
}

function headOps(graph: Graph, byPlace: ByPlace, { order, kept }: Replacing): readonly EditOp[] {
  const ops: EditOp[] = [];
  const name = replaced(graph.name, hitsAt(byPlace, "workflow-name"), order).trim();
  if (name === "" || name.length > 200) kept.push("The workflow keeps its name: it needs 1 to 200 characters.");
  else if (name !== graph.name) ops.push({ op: "graph.name", name });
  const before = graph.description ?? "";
  const description = replaced(before, hitsAt(byPlace, "description"), order);
  if (description !== before)
    ops.push({ op: "graph.description", description: description === "" ? null : description });
  return ops;
}

/** One name may become free by another's renaming: what is refused is tried again after the others. */
function orderedRenames(
  graph: Graph,
  before: readonly EditOp[],
  renames: ReadonlyMap<string, string>,
  kept: string[],
): readonly EditOp[] {
  const start = applyEdit(graph, { op: "batch", name: "", ops: before });
  if (!start.ok || renames.size === 0) return [];
  const ops: EditOp[] = [];
  let at = start.graph;
  let open = [...renames];
  for (let left = -1; open.length !== left; ) {
    left = open.length;
    open = open.filter(([from, to]) => {
      const op: EditOp = { op: "node.rename", from, to };
      const result = applyEdit(at, op);
      if (!result.ok) return true;
      at = result.graph;
      ops.push(op);
      return false;
    });
  }
  for (const [from, to] of open) kept.push(`“${from}” keeps its short name: there is already a “${to}”.`);
  return ops;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
