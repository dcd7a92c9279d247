import type { ExprType } from "@orrery/expr";
import {
  applyEdit,
  type EditOp,
  type Graph,
  type GraphEdge,
  type GraphNode,
  newNodeId,
  type Point,
} from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import {
  type CompileResult,
  compile,
  type Interfaces,
  noInterfaces,
  type WorkflowFace,
  workflowFace,
} from "@orrery/plan";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { type ExtractTypes, extractTypes } from "./extract-types.ts";
import { type ExtractInput, inferInputs } from "./infer-inputs.ts";
import { rewriteReads } from "./rewrite-reads.ts";
import { schemaOfType } from "./schema-of-type.ts";
import { usedOutside } from "./used-outside.ts";
import { whyNotExtract } from "./why-not-extract.ts";

export interface ExtractOrder {
  readonly graph: Graph;
  readonly catalog: Catalog;
  readonly nodeIds: ReadonlySet<string>;
  /** What the compiler knows of the graph as it stands. */
  readonly compiled: Pick<CompileResult, "scopes" | "diagnostics">;
  readonly interfaces?: Interfaces;
  /** Of the new workflow. */
  readonly name: string;
}

export type PlannedExtract =
  | {
      readonly ok: true;
      /** The new workflow. */
      readonly child: Graph;
      readonly inputs: readonly ExtractInput[];
      readonly output: ExprType;
      /** Puts the call of a published version in the place of the nodes, as one step of undo. */
      readonly call: (workflow: string, version: number) => PlannedEdit;
    }
  | { readonly ok: false; readonly why: string };

const GAP = 320;
// Before it is made the new workflow has no id; the compiler is told of it by this one.
const TRIAL = { workflow: "new", version: 1 } as const;

/**
 * Makes a workflow of chosen nodes and a call of it in their place. What they read from outside becomes the input, what is
 * read of them outside the output. Both drawings are compiled before anything is said to be possible: what would not mean
 * the same any more is refused in words.
 */
export function planExtract(order: ExtractOrder): PlannedExtract {
  const { graph, catalog, nodeIds, compiled, interfaces = noInterfaces } = order;
  const types = extractTypes(catalog);
  if (!types) return { ok: false, why: "This Orrery cannot call one workflow from another." };
  const { roots, inside } = selectionOf(graph, catalog, nodeIds);
  const why = whyNotExtract({ graph, catalog, roots, inside });
  if (why !== null) return { ok: false, why };

  const moved = graph.nodes.filter(({ id }) => inside.has(id));
  const entryId = inside.has("start") ? newNodeId(graph, types.entry.type) : "start";
  const { inputs, rewriting } = inferInputs(moved, entryId, compiled.scopes);
  const used = usedOutside(graph, inside);
  const child = childGraph({ order, types, roots, moved, inside, entryId, inputs, used, rewriting });
  const made = compile(child, { catalog, interfaces });
  const wrong = made.diagnostics.find(({ severity }) => severity === "error");
  if (wrong) return { ok: false, why: `It cannot stand on its own: ${wrong.message}` };
  const face = workflowFace(made, { graph: child, catalog, interfaces });
  if (!face) return { ok: false, why: "It cannot stand on its own." };

  const call = (workflow: string, version: number) =>
    planCall({ order, types, roots, inside, inputs, used, call: { workflow, version } });
  const trial = call(TRIAL.workflow, TRIAL.version);
  const broken = trial.ok ? whatBreaks(order, trial.op, face) : trial.why;
  return broken === null ? { ok: true, child, inputs, output: face.output, call } : { ok: false, why: broken };
}

function selectionOf(graph: Graph, catalog: Catalog, nodeIds: ReadonlySet<string>) {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const isInside = (node: GraphNode | undefined): boolean => {
    for (let at = node; at; at = at.parentId === undefined ? undefined : byId.get(at.parentId)) {
      if (nodeIds.has(at.id)) return true;
    }
    return false;
  };
  const isNote = (node: GraphNode) => nodeShape(catalog, node).kind === "note";
  const parentOf = (node: GraphNode) => (node.parentId === undefined ? undefined : byId.get(node.parentId));
  const roots = graph.nodes.filter((node) => nodeIds.has(node.id) && !isInside(parentOf(node)) && !isNote(node));
  // A note that stands free stays where it is; one inside a container goes with that.
  const rootIds = new Set(roots.map(({ id }) => id));
  const inside = graph.nodes.filter((node) => rootIds.has(node.id) || isInside(parentOf(node)));
  return { roots, inside: new Set(inside.map(({ id }) => id)) };
}

interface ChildParts {
  readonly order: ExtractOrder;
  readonly types: ExtractTypes;
  readonly roots: readonly GraphNode[];
  readonly moved: readonly GraphNode[];
  readonly inside: ReadonlySet<string>;
  readonly entryId: string;
  readonly inputs: readonly ExtractInput[];
  readonly used: readonly string[];
  readonly rewriting: Parameters<typeof rewriteReads>[1];
}

function childGraph(parts: ChildParts): Graph {
  const { order, types, roots, moved, inside, entryId, inputs, used, rewriting } = parts;
  const { graph, name } = order;
  const rootIds = new Set(roots.map(({ id }) => id));
  const corner = cornerOf(roots);
  const within = graph.edges.filter(({ source, target }) => inside.has(source) && inside.has(target));
  const isBegun = new Set(graph.edges.flatMap(({ source, target }) => (inside.has(source) ? [] : [target])));
  const hasWayIn = roots.some(({ id }) => isBegun.has(id));
  const isTarget = new Set(within.map(({ target }) => target));
  const begins = roots.filter(({ id }) => (hasWayIn ? isBegun.has(id) : !isTarget.has(id)));
  const ends = endsOf(graph, roots, inside, used);
  const endId = inside.has("end") ? newNodeId({ ...graph, nodes: moved }, types.output.type) : "end";
  const nodes = moved.map((node): GraphNode => {
    const config = rewriteReads(node.config, rewriting);
    if (!rootIds.has(node.id)) return { ...node, config };
    const { parentId: _left, join, ...rest } = node;
    const keepsJoin = join !== undefined && within.some(({ target }) => target === node.id);
    const position = { x: node.position.x - corner.x + GAP, y: node.position.y - corner.y };
    return { ...rest, ...(keepsJoin && { join }), position, config };
  });
  const width = Math.max(
    ...nodes.filter(({ id }) => rootIds.has(id)).map(({ position, size }) => position.x + (size?.width ?? 232)),
  );
  const first = (node: GraphNode) => nodeShape(order.catalog, node).inputs[0]?.id ?? "in";
  return {
    schema: "orrery.graph/v1",
    name,
    nodes: [
      {
        id: entryId,
        type: types.entry.type,
        position: { x: 0, y: 0 },
        config: { [types.schemaField]: schemaOf(inputs) },
      },
      ...nodes,
      {
        ...{ id: endId, type: types.output.type, position: { x: width + 88, y: 0 } },
        config: { [types.valueField]: resultOf(used, ends) },
      },
    ],
    edges: [
      ...begins.map((node) =>
        edgeBetween({ source: entryId, sourceHandle: "out", target: node.id, targetHandle: first(node) }),
      ),
      ...within,
      ...ends.map((source) => edgeBetween({ source, sourceHandle: "out", target: endId, targetHandle: "in" })),
    ],
  };
}

/** The nodes that have to have ended: those that lead out or are read outside; else all that lead nowhere. */
function endsOf(
  graph: Graph,
  roots: readonly GraphNode[],
  inside: ReadonlySet<string>,
  used: readonly string[],
): readonly string[] {
  const out = graph.edges.flatMap(({ source, target }) => (inside.has(source) && !inside.has(target) ? [source] : []));
  const wanted = new Set([...out, ...used]);
  if (wanted.size > 0) return roots.flatMap(({ id }) => (wanted.has(id) ? [id] : []));
  const goesOn = new Set(graph.edges.map(({ source }) => source));
  return roots.flatMap(({ id }) => (goesOn.has(id) ? [] : [id]));
}

function resultOf(used: readonly string[], ends: readonly string[]) {
  const [only] = used;
  if (only === undefined) return ends.length === 1 ? `{{ ${ends[0]} }}` : null;
  return used.length === 1 ? `{{ ${only} }}` : Object.fromEntries(used.map((id) => [id, `{{ ${id} }}`]));
}

function schemaOf(inputs: readonly ExtractInput[]) {
  return {
    type: "object",
    properties: Object.fromEntries(inputs.map(({ name, type }) => [name, schemaOfType(type)])),
    ...(inputs.length > 0 && { required: inputs.map(({ name }) => name) }),
  };
}

interface CallParts extends Pick<ChildParts, "order" | "types" | "roots" | "inside" | "inputs" | "used"> {
  readonly call: typeof TRIAL | { readonly workflow: string; readonly version: number };
}

function planCall({ order, types, roots, inside, inputs, used, call }: CallParts): PlannedEdit {
  const { graph, name } = order;
  const id = newNodeId(graph, types.caller.type);
  const corner = cornerOf(roots);
  const parentId = roots[0]?.parentId;
  const into = graph.edges.filter(({ source, target }) => !inside.has(source) && inside.has(target));
  const out = graph.edges.filter(({ source, target }) => inside.has(source) && !inside.has(target));
  const join = roots.find((node) => into.some(({ target }) => target === node.id))?.join;
  const sources = distinct(
    into.map(({ source, sourceHandle }) => ({ source, sourceHandle, target: id, targetHandle: "in" })),
  );
  const targets = distinct(
    out.map(({ target, targetHandle }) => ({ source: id, sourceHandle: "out", target, targetHandle })),
  );
  const node: GraphNode = {
    ...{ id, type: types.caller.type, label: name, position: corner },
    ...(parentId !== undefined && { parentId }),
    ...(join !== undefined && sources.length > 1 && { join }),
    config: {
      [types.workflowField]: call.workflow,
      [types.versionField]: call.version,
      [types.inputField]: Object.fromEntries(inputs.map((input) => [input.name, `{{ ${input.reads} }}`])),
    },
  };
  const reread: EditOp[] = graph.nodes.flatMap((one): EditOp[] => {
    if (inside.has(one.id)) return [];
    const config = rewriteReads(one.config, ({ name: read }) =>
      used.includes(read) ? { text: used.length === 1 ? id : `${id}.${read}`, members: 0 } : null,
    );
    return config === one.config ? [] : [{ op: "config.set", id: one.id, path: [], value: config }];
  });
  const title = `Make a workflow of ${roots.length === 1 ? "a node" : `${roots.length} nodes`}`;
  const ops: EditOp[] = [
    ...roots.map((one): EditOp => ({ op: "node.remove", id: one.id })),
    { op: "node.add", node },
    ...[...sources, ...targets].map((edge): EditOp => ({ op: "edge.add", edge })),
    ...reread,
  ];
  return { ok: true, op: { op: "batch", name: title, ops }, select: [id], name: title };
}

/** Why the drawing would mean something else with the call in it; null where it stays whole. */
function whatBreaks(
  { graph, catalog, compiled, interfaces = noInterfaces }: ExtractOrder,
  op: EditOp,
  face: WorkflowFace,
) {
  const result = applyEdit(graph, op);
  if (!result.ok) return result.message;
  const known: Interfaces = {
    ...interfaces,
    get: (workflow, version) => (workflow === TRIAL.workflow ? face : interfaces.get(workflow, version)),
  };
  const before = new Set(compiled.diagnostics.map(({ code, nodeId }) => `${code} ${nodeId}`));
  const wrong = compile(result.graph, { catalog, interfaces: known }).diagnostics.find(
    ({ severity, code, nodeId }) => severity === "error" && !before.has(`${code} ${nodeId}`),
  );
  return wrong ? `What stays would no longer work: ${wrong.message}` : null;
}

function cornerOf(nodes: readonly GraphNode[]): Point {
  return {
    x: Math.min(...nodes.map(({ position }) => position.x)),
    y: Math.min(...nodes.map(({ position }) => position.y)),
  };
}

function edgeBetween(ends: Omit<GraphEdge, "id">): GraphEdge {
  return { id: `${ends.source}.${ends.sourceHandle}-${ends.target}.${ends.targetHandle}`, ...ends };
}

function distinct(edges: readonly Omit<GraphEdge, "id">[]): readonly GraphEdge[] {
  return [...new Map(edges.map(edgeBetween).map((edge) => [edge.id, edge])).values()];
}
