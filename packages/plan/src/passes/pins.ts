import { describeType, type ExprType } from "@orrery/expr";
import type { Graph, GraphPin, Json, JsonObject } from "@orrery/graph";
import type { Diagnostic } from "../plan.ts";
import type { Structure } from "./structure.ts";
import type { NodeTypes } from "./types.ts";

const judged = new WeakMap<GraphPin, { readonly type: ExprType; readonly problem: string | null }>();

/** Pinned outputs that would mislead whoever tries the workflow. Warnings: a pin is no part of what it does. */
export function pinProblems(
  graph: Graph,
  structure: Structure,
  types: ReadonlyMap<string, NodeTypes>,
): readonly Diagnostic[] {
  return graph.nodes.flatMap(({ id, pinned }): readonly Diagnostic[] => {
    const parsed = structure.nodes.get(id);
    if (pinned === undefined || parsed?.definition == null) return [];
    const message =
      unusedPin(id, structure) ?? wrongWay(pinned, parsed.outputs) ?? misfit(pinned, types.get(id)?.output);
    return message === null ? [] : [{ code: "ORR_PIN", severity: "warning", message, nodeId: id, field: "pinned" }];
  });
}

function unusedPin(id: string, { nodes, toolbox }: Structure): string | null {
  const role = nodes.get(id)?.definition?.traits.role;
  if (role === "entry") return "What starts a run is what you run it with: what is pinned here is not used.";
  if (toolbox.callerOf.has(id)) return "A tool answers each call by itself: what is pinned here is not used.";
  return null;
}

function wrongWay({ handle }: GraphPin, ways: readonly string[] | null): string | null {
  if (handle === undefined || handle === "error" || ways === null || ways.includes(handle)) return null;
  return `The pinned output leaves by “${handle}”, which this node does not have: nothing after it would run.`;
}

function misfit(pinned: GraphPin, type: ExprType | undefined): string | null {
  if (type === undefined || pinned.handle === "error") return null;
  const known = judged.get(pinned);
  if (known?.type === type) return known.problem;
  const where = misfitOf(pinned.output, type, "");
  const problem =
    where === null ? null : `The pinned output does not fit what this node gives: ${where} Edit the pin, or unpin it.`;
  judged.set(pinned, { type, problem });
  return problem;
}

/** Why a value is not of a type, as a sentence; null where it is. Members beside those of a type do no harm. */
function misfitOf(value: Json | undefined, type: ExprType, path: string): string | null {
  const place = path === "" ? "it" : `“${path}”`;
  const wrong = (): string => `${place} should be ${describeType(type)}.`;
  switch (type.kind) {
    case "any":
      return null;
    case "union": {
      const problems = type.of.map((one) => misfitOf(value, one, path));
      return problems.includes(null) ? null : wrong();
    }
    case "null":
      return value === null ? null : wrong();
    case "boolean":
    case "number":
      return typeof value === type.kind ? null : wrong();
    case "string":
      return typeof value === "string" && (type.values?.includes(value) ?? true) ? null : wrong();
    case "list": {
      if (!Array.isArray(value)) return wrong();
      for (const [index, item] of value.entries()) {
        const problem = misfitOf(item, type.items, `${path}[${index}]`);
        if (problem !== null) return problem;
      }
      return null;
    }
    case "object": {
      if (!isObject(value)) return wrong();
      for (const [name, member] of Object.entries(type.properties)) {
        const at = path === "" ? name : `${path}.${name}`;
        const given = Object.hasOwn(value, name) ? value[name] : undefined;
        if (given === undefined && !member.optional) return `“${at}” is missing.`;
        const problem = given === undefined ? null : misfitOf(given, member.type, at);
        if (problem !== null) return problem;
      }
      return null;
    }
    default:
      return wrong();
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
