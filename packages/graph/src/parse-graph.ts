import { checkIntegrity } from "./check-integrity.ts";
import { checkJson } from "./check-json.ts";
import type { GraphDiagnostic } from "./diagnostic.ts";
import { explainIssues } from "./explain-issues.ts";
import type { Graph } from "./graph.ts";
import { graphSchema } from "./graph-schema.ts";
import { graphLimits } from "./limits.ts";
import { migrateGraph } from "./migrate-graph.ts";
import { readJson } from "./read-json.ts";

export type ParseGraphResult =
  | { readonly ok: true; readonly graph: Graph }
  | { readonly ok: false; readonly diagnostics: readonly GraphDiagnostic[] };

const MAX_DIAGNOSTICS = 100;

/**
 * Reads a document from the outside: JSON text, or a value that is not trusted. Every limit of the format is checked, and
 * what is wrong is told with its path. Never throws.
 */
export function parseGraph(input: unknown): ParseGraphResult {
  if (typeof input !== "string") return parseValue(input);
  const read = readJson(input);
  return read.ok ? parseValue(read.value) : { ok: false, diagnostics: [read.diagnostic] };
}

function parseValue(value: unknown): ParseGraphResult {
  const json = checkJson(value);
  if (json.length > 0) return { ok: false, diagnostics: json };
  const migrated = migrateGraph(value);
  if (!migrated.ok) return { ok: false, diagnostics: [migrated.diagnostic] };
  const oversize = countProblem(migrated.value);
  if (oversize) return { ok: false, diagnostics: [oversize] };
  const parsed = graphSchema.safeParse(migrated.value);
  if (!parsed.success) return { ok: false, diagnostics: shapeDiagnostics(parsed.error.issues, migrated.value) };
  const integrity = checkIntegrity(parsed.data);
  return integrity.length > 0
    ? { ok: false, diagnostics: integrity.slice(0, MAX_DIAGNOSTICS) }
    : { ok: true, graph: parsed.data };
}

/** Before the schema walks them, so that a million nodes cost nothing. */
function countProblem(value: unknown): GraphDiagnostic | null {
  for (const [what, code] of [
    ["nodes", "ORR_TOO_MANY_NODES"],
    ["edges", "ORR_TOO_MANY_EDGES"],
  ] as const) {
    const list: unknown = typeof value === "object" && value !== null ? Reflect.get(value, what) : null;
    if (!Array.isArray(list) || list.length <= graphLimits[what]) continue;
    const message = `This document has ${list.length} ${what}; ${graphLimits[what]} is the most. Split it into smaller workflows.`;
    return { code, severity: "error", message, field: what };
  }
  return null;
}

function shapeDiagnostics(issues: Parameters<typeof explainIssues>[0], value: unknown): readonly GraphDiagnostic[] {
  return explainIssues(issues, value)
    .slice(0, MAX_DIAGNOSTICS)
    .map(({ code, path, problem }) => ({
      code,
      severity: "error",
      message: `${path.length === 0 ? "The document" : path.join(".")} ${problem}.`,
      field: path.join("."),
      ...owner(path, value),
    }));
}

/** The node or edge a path lies in, where it has an id that can be shown. */
function owner(path: readonly (string | number)[], value: unknown): { nodeId?: string; edgeId?: string } {
  const [list, index] = path;
  if ((list !== "nodes" && list !== "edges") || typeof index !== "number") return {};
  const items: unknown = typeof value === "object" && value !== null ? Reflect.get(value, list) : null;
  const item: unknown = Array.isArray(items) ? items[index] : null;
  const id: unknown = typeof item === "object" && item !== null ? Reflect.get(item, "id") : null;
  if (typeof id !== "string" || id.length > 300) return {};
  return list === "nodes" ? { nodeId: id } : { edgeId: id };
}
