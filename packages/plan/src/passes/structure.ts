import { describeEdge, type Graph, type GraphEdge, TOOLS } from "@orrery/graph";
import type { Diagnostic } from "../plan.ts";
import { findCycles } from "./cycles.ts";
import { edgeProblem } from "./edge-problem.ts";
import { joinProblems } from "./join-of.ts";
import type { ParsedNode } from "./parse.ts";
import { MAX_NESTING, placeProblems } from "./place-problems.ts";
import { readToolbox, type Toolbox } from "./toolbox.ts";
import { readUndoing } from "./undo.ts";

/** One container's inside, or the root (`parentId` null), in an order in which sources stand before targets. */
export interface Level {
  readonly parentId: string | null;
  /** Only what is in the plan. The order depends on ids and edges alone. */
  readonly order: readonly string[];
}

export interface Structure {
  readonly nodes: ReadonlyMap<string, ParsedNode>;
  /** Levels by container id; the root under null. */
  readonly levels: ReadonlyMap<string | null, Level>;
  /** Edges between nodes of the plan, by target and by source. */
  readonly incoming: ReadonlyMap<string, readonly GraphEdge[]>;
  readonly outgoing: ReadonlyMap<string, readonly GraphEdge[]>;
  /** By each node that undoes another: that one. */
  readonly undone: ReadonlyMap<string, string>;
  readonly toolbox: Toolbox;
  /** What the plan holds. The rest is notes, and what is wired to nothing. */
  readonly live: ReadonlySet<string>;
  /** What is switched off, and all that lies in it. */
  readonly off: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Pass 2: places, edges, circles, entries; what can run at all and in which order. */
export function structurePass(graph: Graph, nodes: ReadonlyMap<string, ParsedNode>): Structure {
  const diagnostics: Diagnostic[] = placeProblems(nodes);
  const undoing = readUndoing(nodes, graph.edges);
  const toolbox = readToolbox(nodes, graph.edges);
  diagnostics.push(...undoing.diagnostics, ...toolbox.diagnostics);
  const { sound, touched } = soundEdges(graph.edges, { nodes, toolbox, diagnostics });
  // What undoes a step, and the tools of one, stand behind it in every order; no edge of the plan leads there.
  const tied = [...sound, ...undoing.ties, ...toolTies(toolbox)];
  const outgoing = groupBy(tied, (edge) => edge.source);
  const incoming = groupBy(tied, (edge) => edge.target);
  const children = groupBy([...nodes.keys()].toSorted(), (id) => nodes.get(id)?.node.parentId ?? null);
  const levels = new Map<string | null, Level>();
  const live = new Set<string>();
  /** Left out because of an error that is told elsewhere. */
  const quiet = new Set(touched);
  const visit = (parentId: string | null, depth: number): void => {
    const members = (children.get(parentId) ?? []).filter((id) => nodes.get(id)?.definition?.traits.role !== "note");
    const { order, rest } = sorted(members, incoming, outgoing);
    diagnostics.push(...findCycles(rest, outgoing, nodes));
    for (const id of order) {
      const sources = incoming.get(id) ?? [];
      const starts = sources.length === 0 && !touched.has(id) && (parentId !== null || isEntry(nodes.get(id)));
      if (starts || sources.some((edge) => live.has(edge.source))) live.add(id);
      else if (quiet.has(id) || sources.some((edge) => quiet.has(edge.source))) quiet.add(id);
      else diagnostics.push(leftOut(id, sources.length === 0));
    }
    const kept = order.filter((id) => live.has(id));
    levels.set(parentId, { parentId, order: kept });
    for (const id of kept) if (depth < MAX_NESTING && children.has(id) && !off.has(id)) visit(id, depth + 1);
  };
  const off = switchedOff(nodes);
  visit(null, 0);
  if ((levels.get(null)?.order.length ?? 0) === 0 && !diagnostics.some(({ severity }) => severity === "error")) {
    diagnostics.push({
      code: "ORR_NOTHING_RUNS",
      severity: "warning",
      message: "Nothing would run: there is no Input that anything follows. Add one and wire it to the first step.",
    });
  }
  const isTool = (id: string) => toolbox.callerOf.has(id);
  const isLive = (edge: GraphEdge) => live.has(edge.source) && live.has(edge.target) && !isTool(edge.target);
  const structure = {
    nodes,
    levels,
    live,
    off,
    incoming: mapValues(incoming, (edges) => edges.filter(isLive)),
    outgoing: mapValues(outgoing, (edges) => edges.filter((edge) => isLive(edge) && !undoing.undone.has(edge.target))),
    undone: undoing.undone,
    toolbox,
  };
  return { ...structure, diagnostics: [...diagnostics, ...joinProblems(structure)] };
}

function toolTies({ callerOf }: Toolbox): readonly GraphEdge[] {
  return [...callerOf].map(([target, source]) => {
    return { id: `tool ${target}`, source, sourceHandle: TOOLS, target, targetHandle: "in" };
  });
}

function switchedOff(nodes: ReadonlyMap<string, ParsedNode>): ReadonlySet<string> {
  const off = new Set<string>();
  for (const [id, { node }] of nodes) if (node.disabled === true) off.add(id);
  if (off.size === 0) return off;
  for (const id of nodes.keys()) {
    for (let at: string | undefined = id; at !== undefined; at = nodes.get(at)?.node.parentId)
      if (nodes.get(at)?.node.disabled === true) off.add(id);
  }
  return off;
}

/** A type that is not known here may be an entry, so that it is not reported twice. */
function isEntry(parsed: ParsedNode | undefined): boolean {
  return parsed?.definition === null || parsed?.definition.traits.role === "entry";
}

function leftOut(id: string, unwired: boolean): Diagnostic {
  return unwired
    ? {
        code: "ORR_NOT_WIRED",
        severity: "warning",
        message: `Nothing leads to “${id}”, so it is left out of every run. Wire it to a step, or remove it.`,
        nodeId: id,
      }
    : {
        code: "ORR_UNREACHABLE",
        severity: "warning",
        message: `“${id}” only follows steps that never run, so it is left out too. Wire what stands before it.`,
        nodeId: id,
      };
}

/** The edges that mean something. `touched` holds the targets of those that do not: what is wrong there is told at the edge. */
function soundEdges(
  edges: readonly GraphEdge[],
  about: { readonly nodes: Structure["nodes"]; readonly toolbox: Toolbox; readonly diagnostics: Diagnostic[] },
) {
  const { nodes, toolbox, diagnostics } = about;
  const sound: GraphEdge[] = [];
  const touched = new Set<string>();
  const seen = new Set<string>();
  for (const edge of edges) {
    if (toolbox.edges.has(edge)) continue;
    const problem = edgeProblem(edge, nodes);
    if (problem) {
      diagnostics.push(problem);
      if (problem.severity === "error") {
        touched.add(edge.target);
        continue;
      }
    }
    const key = describeEdge(edge);
    if (seen.has(key)) {
      const message = `The edge ${key} is drawn twice. Remove one of them; it changes nothing.`;
      diagnostics.push({ code: "ORR_EDGE_TWICE", severity: "warning", message, edgeId: edge.id });
      continue;
    }
    seen.add(key);
    sound.push(edge);
  }
  sound.sort(
    (a, b) => compare(a.source, b.source) || compare(a.target, b.target) || compare(a.sourceHandle, b.sourceHandle),
  );
  return { sound, touched };
}

/** Kahn's algorithm, generation by generation, each sorted by id. `rest` is what lies on or behind a circle. */
function sorted(
  members: readonly string[],
  incoming: ReadonlyMap<string, readonly GraphEdge[]>,
  outgoing: ReadonlyMap<string, readonly GraphEdge[]>,
) {
  const waiting = new Map(members.map((id) => [id, incoming.get(id)?.length ?? 0]));
  const order: string[] = [];
  let generation = members.filter((id) => waiting.get(id) === 0);
  while (generation.length > 0) {
    order.push(...generation);
    const next: string[] = [];
    for (const id of generation) {
      waiting.delete(id);
      for (const { target } of outgoing.get(id) ?? []) {
        const left = (waiting.get(target) ?? 0) - 1;
        waiting.set(target, left);
        if (left === 0) next.push(target);
      }
    }
    generation = next.toSorted();
  }
  return { order, rest: [...waiting.keys()] };
}

function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  return Map.groupBy(items, keyOf);
}

function mapValues<K, V>(map: ReadonlyMap<K, V>, change: (value: V) => V): ReadonlyMap<K, V> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
