import type { Diagnostic } from "../plan.ts";
import type { FieldAnalysis } from "./analyze-field.ts";
import type { Structure } from "./structure.ts";
import type { Position, Relation } from "./visibility.ts";

/** A name that is a node's, and cannot be read here: why, and what to do. */
export function unreadable(args: {
  readonly name: string;
  readonly relation: Exclude<Relation, "before" | "item" | "unknown">;
  readonly position: Position;
  readonly analysis: FieldAnalysis;
  readonly structure: Structure;
}): Diagnostic {
  const { name, relation, position, analysis, structure } = args;
  const { nodeId } = position;
  const container = structure.nodes.get(name)?.node.parentId;
  const reasons = {
    self: ["ORR_READS_ITSELF", `“${nodeId}” cannot read its own output. Read a step before it.`],
    "left-out": ["ORR_NOT_BEFORE", `“${name}” is in no run, since nothing leads to it. Wire it before “${nodeId}”.`],
    "not-before": ["ORR_NOT_BEFORE", `“${name}” does not come before “${nodeId}”. Wire it so that it does.`],
    tool: [
      "ORR_TOOL_READ",
      `“${name}” is a tool of “${structure.toolbox.callerOf.get(name)}”, and only that gets what it gives.`,
    ],
    caller: ["ORR_TOOL_READ", `“${name}” is still at work when it calls “${nodeId}”. What it gives is in call.args.`],
    elsewhere: [
      "ORR_OUT_OF_SCOPE",
      `“${name}” is inside “${container}” and can only be read there. Outside, read what “${container}” gives.`,
    ],
  } as const;
  const [code, message] = reasons[relation];
  return { code, severity: "error", message, nodeId, ...placeOf(name, analysis) };
}

/** Where the name stands in the field's texts. */
function placeOf(name: string, { field }: FieldAnalysis): Pick<Diagnostic, "field" | "range"> {
  const word = new RegExp(`(?<![\\w."'])${name}(?!\\w)`);
  const search = (value: unknown, path: string): Pick<Diagnostic, "field" | "range"> | null => {
    if (typeof value === "string") {
      const from = value.indexOf("{{");
      const at = from === -1 ? -1 : value.slice(from).search(word);
      if (at === -1) return null;
      return { field: path, range: { start: from + at, end: from + at + name.length } };
    }
    if (typeof value !== "object" || value === null) return null;
    for (const [key, member] of Object.entries(value)) {
      const found = search(member, `${path}.${key}`);
      if (found) return found;
    }
    return null;
  };
  return search(field.value, field.path) ?? { field: field.path };
}
