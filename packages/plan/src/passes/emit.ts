import { type Graph, type GraphEdge, type JsonObject, TOOLS } from "@orrery/graph";
import type { Capabilities } from "@orrery/node-kit";
import { canonicalJson } from "../canonical-json.ts";
import { DEFAULT_BUDGET } from "../default-budget.ts";
import { sha256Hex } from "../hash.ts";
import { NEVER } from "../logic/decisions.ts";
import type { Bounds, Plan, PlanBudget, PlanEdge, PlanNode } from "../plan.ts";
import type { Conditions } from "./conditions.ts";
import { handlesOf } from "./handles.ts";
import type { ParsedNode } from "./parse.ts";
import { planContainer } from "./plan-container.ts";
import { runPlaces } from "./run-places.ts";
import { signalsRead } from "./run-variable.ts";
import type { Structure } from "./structure.ts";
import { readTools } from "./tool-entries.ts";
import type { NodeTypes } from "./types.ts";

const NO_INPUT: JsonObject = { type: "object", properties: {}, additionalProperties: false };

interface KeptNode {
  readonly parsed: ParsedNode;
  readonly collect: string | null;
  readonly tools: readonly KeptNode[];
  readonly canonical: string;
  readonly planNode: PlanNode;
}

/** Nodes and edges of the compilation before: what did not change is neither built nor hashed again. */
export interface EmitCache {
  readonly nodes: Map<string, KeptNode>;
  readonly edges: WeakMap<GraphEdge, KeptEdge>;
}

interface KeptEdge {
  readonly planEdge: PlanEdge;
  readonly canonical: string;
}

export interface EmitInput {
  readonly graph: Graph;
  readonly structure: Structure;
  readonly conditions: Conditions;
  readonly types: ReadonlyMap<string, NodeTypes>;
  readonly capabilities: Capabilities;
  readonly bounds: Bounds;
  readonly cache: EmitCache;
}

/** Pass 8: the plan of a graph without errors, and its hash. */
export function emitPass({ graph, structure, conditions, types, capabilities, bounds, cache }: EmitInput): Plan {
  const kept = keptNodes(structure, types, cache);
  const nodes = kept.map((node) => node.planNode);
  const keptEdges = nodes.flatMap(({ id }) => (structure.outgoing.get(id) ?? []).map((edge) => keptEdge(edge, cache)));
  const { budget: limits, onBudget } = graph.settings ?? {};
  const budget: PlanBudget = { ...DEFAULT_BUDGET, ...limits };
  const pauses = onBudget === "pause";
  const places = runPlaces(graph);
  const texts = {
    budget: canonicalJson(budget),
    edges: `[${keptEdges
      .map((edge) => edge.canonical)
      .toSorted()
      .join(",")}]`,
    nodes: `[${kept
      .toSorted(byId)
      .map((node) => node.canonical)
      .join(",")}]`,
  };
  const hash = sha256Hex(
    `{"budget":${texts.budget},${optional("concurrency", places.concurrency)}"edges":${texts.edges},"nodes":${texts.nodes}${pauses ? ',"onBudget":"pause"' : ""},${optional("priority", places.priority)}"schema":"orrery.plan/v1"}`,
  );
  return {
    schema: "orrery.plan/v1",
    hash,
    name: graph.name,
    nodes,
    edges: keptEdges.map((edge) => edge.planEdge),
    inputSchema: inputSchema(structure),
    budget,
    ...(pauses && { onBudget: "pause" }),
    ...places,
    capabilities,
    bounds,
    singleOutput: singleOutput(structure, conditions),
  };
}

/** Containers before what they hold, sources before targets. */
function keptNodes(structure: Structure, types: ReadonlyMap<string, NodeTypes>, cache: EmitCache): readonly KeptNode[] {
  const made = new Map<string, KeptNode | null>();
  const nodeOf = (id: string): KeptNode | null => {
    const known = made.get(id);
    if (known !== undefined) return known;
    const parsed = structure.nodes.get(id);
    // What a node may call decides what it does: it changes with its tools, and reads what they read.
    const tools = (structure.toolbox.toolsOf.get(id) ?? []).flatMap((tool) => nodeOf(tool) ?? []);
    const reads = new Set([
      ...readsOf(id, types.get(id), structure),
      ...tools.flatMap(({ planNode }) => planNode.reads),
    ]);
    const signals = new Set([
      ...signalsRead(id, types.get(id)?.analyses ?? [], structure),
      ...tools.flatMap(({ planNode }) => planNode.signals ?? []),
    ]);
    const node = parsed?.config
      ? keptNode(
          parsed,
          parsed.config,
          {
            collect: types.get(id)?.collect ?? null,
            reads: [...reads].toSorted(),
            signals: [...signals].toSorted(),
            role: roleOf(parsed, structure),
            tools,
          },
          cache,
        )
      : null;
    made.set(id, node);
    return node;
  };
  const kept: KeptNode[] = [];
  const visit = (parentId: string | null): void => {
    for (const id of structure.levels.get(parentId)?.order ?? []) {
      const node = nodeOf(id);
      if (node === null) continue;
      kept.push(node);
      visit(id);
    }
  };
  visit(null);
  return kept;
}

function roleOf({ node, definition }: ParsedNode, { undone, toolbox }: Structure): PlanNode["role"] {
  if (undone.has(node.id)) return "undo";
  if (toolbox.callerOf.has(node.id)) return "tool";
  const role = definition?.traits.role;
  return role === "entry" || role === "output" ? role : "step";
}

/** What may be called of the tools: not those that are switched off. */
function planTools(config: JsonObject, tools: readonly KeptNode[]): NonNullable<PlanNode["tools"]> {
  const entries = readTools(config);
  return Object.fromEntries(
    tools.flatMap(({ planNode: { id, disabled } }) => {
      const entry = entries[id];
      return entry === undefined || disabled === true ? [] : [[id, entry] as const];
    }),
  );
}

/** As `canonicalJson` writes it, in an object; nothing where there is none. */
function optional(name: string, value: Parameters<typeof canonicalJson>[0] | undefined): string {
  return value === undefined ? "" : `"${name}":${canonicalJson(value)},`;
}

function byId(a: KeptNode, b: KeptNode): number {
  return a.planNode.id < b.planNode.id ? -1 : 1;
}

/** The nodes that a node's expressions name; what a container reads of its own children lies inside it. */
function readsOf(id: string, types: NodeTypes | undefined, { nodes }: Structure): readonly string[] {
  const named = new Set<string>();
  for (const { reads } of types?.analyses ?? []) for (const { variable } of reads) named.add(variable);
  return [...named]
    .filter((name) => name !== id && nodes.has(name) && nodes.get(name)?.node.parentId !== id)
    .toSorted();
}

function keptNode(
  parsed: ParsedNode,
  config: JsonObject,
  found: {
    readonly collect: string | null;
    readonly reads: readonly string[];
    readonly signals: readonly string[];
    readonly role: PlanNode["role"];
    readonly tools: readonly KeptNode[];
  },
  cache: EmitCache,
): KeptNode {
  const { collect, reads, signals, role, tools } = found;
  const { id, type } = parsed.node;
  const known = cache.nodes.get(id);
  const isSame = known?.parsed === parsed && known.collect === collect && sameTools(known.tools, tools);
  // What it reads follows from the other nodes too: a name may have gone, though nothing of this node has changed.
  const readsSame =
    known?.planNode.reads.join() === reads.join() && (known.planNode.signals ?? []).join() === signals.join();
  if (known && isSame && readsSame && known.planNode.role === role) return known;
  const traits = parsed.definition?.traits;
  const container = traits?.container;
  const own = collect === null ? parsed.canonical : canonicalJson({ collect, node: parsed.canonical });
  const hashes = Object.fromEntries(tools.map(({ planNode }) => [planNode.id, planNode.nodeHash]));
  const canonical = tools.length === 0 ? own : canonicalJson({ node: own, tools: hashes });
  const callable = tools.length === 0 ? null : planTools(config, tools);
  const planNode: PlanNode = {
    id,
    type,
    typeVersion: parsed.definition?.typeVersion ?? 1,
    nodeHash: sha256Hex(canonical),
    parentId: parsed.node.parentId ?? null,
    role,
    config: callable === null ? config : { ...config, [TOOLS]: callable },
    effect: parsed.effect,
    reads,
    ...(signals.length > 0 && { signals }),
    ...(traits?.answersCaller === true && { answersCaller: true }),
    policy: parsed.policy,
    join: parsed.join,
    handles: handlesOf(parsed) ?? [],
    ...(callable !== null && { tools: callable }),
    container: container ? planContainer(container, config, collect) : null,
    ...(traits?.subSteps === true && { subSteps: true }),
    ...(parsed.node.disabled === true && { disabled: true }),
  };
  const made = { parsed, collect, tools, canonical, planNode };
  cache.nodes.set(id, made);
  return made;
}

function sameTools(a: readonly KeptNode[], b: readonly KeptNode[]): boolean {
  return a.length === b.length && a.every((tool, at) => tool === b[at]);
}

/** As `canonicalJson` writes it. */
function canonicalEdge({ source, sourceHandle, target }: PlanEdge): string {
  return `{"source":${JSON.stringify(source)},"sourceHandle":${JSON.stringify(sourceHandle)},"target":${JSON.stringify(target)}}`;
}

function keptEdge(edge: GraphEdge, cache: EmitCache): KeptEdge {
  const known = cache.edges.get(edge);
  if (known !== undefined) return known;
  const { source, sourceHandle, target } = edge;
  const planEdge = { source, sourceHandle, target };
  const made = { planEdge, canonical: canonicalEdge(planEdge) };
  cache.edges.set(edge, made);
  return made;
}

/** What the entry takes that a person or a caller starts; where only triggers do, what the first of them takes. */
function inputSchema({ live, nodes }: Structure): JsonObject {
  const entries = [...live].flatMap((id) => {
    const parsed = nodes.get(id);
    if (!parsed?.config || !parsed.definition?.inputSchema || parsed.node.disabled === true) return [];
    return [{ definition: parsed.definition, schema: parsed.definition.inputSchema(parsed.config) }];
  });
  const entry = entries.find(({ definition }) => definition.trigger === undefined) ?? entries[0];
  return entry?.schema ?? NO_INPUT;
}

/** Whether at most one output can run, whatever is decided. */
function singleOutput({ live, nodes }: Structure, conditions: Conditions): boolean {
  let any = NEVER;
  for (const id of [...live].toSorted()) {
    const parsed = nodes.get(id);
    if (parsed?.definition?.traits.role !== "output" || parsed.node.disabled === true) continue;
    const runs = conditions.runs(id);
    if (!conditions.logic.exclude(any, runs)) return false;
    any = conditions.logic.or(any, runs);
  }
  return true;
}
