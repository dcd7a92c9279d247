import { anyType, type ExprType, nullType, unionOf } from "@orrery/expr";
import type { Graph, JsonSchema } from "@orrery/graph";
import type { Catalog, ToolFace } from "@orrery/node-kit";
import { boundedType } from "./bounded-type.ts";
import type { CompileResult } from "./compile-result.ts";
import type { Bounds } from "./plan.ts";
import { runsForCertain } from "./runs-for-certain.ts";

/** What a published version of a workflow shows to those that call it. Plain JSON, and immutable as the version is. */
export interface WorkflowFace {
  readonly name: string;
  readonly planHash: string;
  /** What a caller gives; null where only triggers start it, so that it cannot be called. */
  readonly inputSchema: JsonSchema | null;
  /** The entry that a caller starts; null where it has none. */
  readonly entry: string | null;
  readonly output: ExprType;
  readonly bounds: Bounds;
  /** How deep calls nest below it: 0 where it calls nothing. */
  readonly depth: number;
}

/** The published versions that a graph may call. */
export interface Interfaces {
  get(workflow: string, version: number): WorkflowFace | undefined;
  /** The tools of servers outside that steps may call, as they were approved; absent: none are known. */
  tool?(server: string, tool: string): ToolFace | undefined;
  /** There may be others, which nobody here knows: a call of one is a warning, what it takes and gives is any. */
  readonly isPartial?: boolean;
}

/** Calls of workflows nest so deep at most. */
export const maxCallDepth = 8;

export const noInterfaces: Interfaces = { get: () => undefined };

/** The versions that a graph calls, each once. */
export function calledVersions(
  graph: Graph,
  catalog: Catalog,
): readonly { readonly workflow: string; readonly version: number }[] {
  const found = new Map<string, { workflow: string; version: number }>();
  for (const { type, config } of graph.nodes) {
    const definition = catalog.get(type);
    const parsed = definition?.calls === undefined ? undefined : definition.config.safeParse(config);
    if (!parsed?.success) continue;
    const call = definition?.calls?.(parsed.data);
    if (call !== undefined) found.set(`${call.workflow}@${call.version}`, call);
  }
  return [...found.values()];
}

/** The servers whose tools a graph calls, each once. */
export function usedServers(graph: Graph, catalog: Catalog): readonly string[] {
  const found = new Set<string>();
  for (const { type, config } of graph.nodes) {
    const definition = catalog.get(type);
    const parsed = definition?.usesTool === undefined ? undefined : definition.config.safeParse(config);
    if (parsed?.success) found.add(definition?.usesTool?.(parsed.data).server ?? "");
  }
  found.delete("");
  return [...found];
}

/** The face of a graph that was compiled without errors; null where there is no plan. */
export function workflowFace(
  { plan, outputs }: Pick<CompileResult, "plan" | "outputs">,
  means: { readonly graph: Graph; readonly catalog: Catalog; readonly interfaces: Interfaces },
): WorkflowFace | null {
  if (plan === null) return null;
  const { graph, catalog, interfaces } = means;
  const entries = plan.nodes.filter(({ role }) => role === "entry");
  const isCallable = entries.length === 0 || entries.some(({ type }) => catalog.get(type)?.trigger === undefined);
  const called = calledVersions(graph, catalog).map(({ workflow, version }) => interfaces.get(workflow, version));
  const entry =
    (isCallable ? entries.find(({ type }) => catalog.get(type)?.trigger === undefined)?.id : undefined) ?? null;
  return {
    name: plan.name,
    planHash: plan.hash,
    inputSchema: isCallable ? plan.inputSchema : null,
    entry,
    output: outputType(
      plan.nodes.filter(({ role, disabled }) => role === "output" && disabled !== true).map(({ id }) => id),
      { outputs, isSingle: plan.singleOutput, certain: runsForCertain(plan, entry) },
    ),
    bounds: plan.bounds,
    depth: Math.max(0, ...called.map((face) => (face?.depth ?? 0) + 1)),
  };
}

interface OutputFacts {
  readonly outputs: CompileResult["outputs"];
  readonly isSingle: boolean;
  /** The nodes that have run in every run that succeeded. */
  readonly certain: ReadonlySet<string>;
}

function outputType(ids: readonly string[], { outputs, isSingle, certain }: OutputFacts): ExprType {
  const typeOf = (id: string): ExprType => outputs.get(id) ?? anyType;
  if (ids.length === 0) return nullType;
  if (!isSingle) {
    const properties = Object.fromEntries(ids.map((id) => [id, { type: typeOf(id), optional: true }]));
    return boundedType({ kind: "object", properties, open: false });
  }
  const [only] = ids;
  if (only !== undefined && ids.length === 1 && certain.has(only)) return boundedType(typeOf(only));
  // None of several may have run.
  return boundedType(
    ids.length === 1 ? unionOf(typeOf(ids[0] ?? ""), nullType) : unionOf(...ids.map(typeOf), nullType),
  );
}
