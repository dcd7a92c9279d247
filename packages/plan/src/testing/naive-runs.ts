import type { GraphEdge } from "@orrery/graph";
import type { RandomGraph, RandomNode, Read } from "./random-graph.ts";

/** Which outcome each node takes where it runs. */
export type Outcomes = ReadonlyMap<string, string>;

/** Every way that the decisions of a graph can fall, or null where there are more than `limit`. */
export function allOutcomes({ nodes }: RandomGraph, limit: number): readonly Outcomes[] | null {
  let found: Map<string, string>[] = [new Map()];
  for (const { id, outcomes } of nodes) {
    if (found.length * outcomes.length > limit) return null;
    found = found.flatMap((one) => outcomes.map((outcome) => new Map([...one, [id, outcome]])));
  }
  return found;
}

/** Which nodes run when the decisions fall so: by the rules of the format, read naively. */
export function nodesThatRun({ graph, nodes }: RandomGraph, outcomes: Outcomes): ReadonlySet<string> {
  const ran = new Set<string>();
  for (const { id, parentId } of nodes) {
    if (parentId !== null && !ran.has(parentId)) continue;
    const incoming = graph.edges.filter((edge) => edge.target === id);
    const fires = incoming.some((edge) => firesIn(edge, { nodes, ran, outcomes }));
    if (fires || incoming.length === 0) ran.add(id);
  }
  return ran;
}

/** Whether an edge fires, its source having its turn or not: one that is off lets `out` pass, a deadline fails what never began. */
function firesIn(
  { source, sourceHandle }: GraphEdge,
  run: { readonly nodes: readonly RandomNode[]; readonly ran: ReadonlySet<string>; readonly outcomes: Outcomes },
): boolean {
  const from = run.nodes.find(({ id }) => id === source);
  if (from?.off) return run.ran.has(source) && sourceHandle === "out";
  const outcome = run.outcomes.get(source);
  const isSoft = outcome === "!" || outcome === "error";
  if (!run.ran.has(source) && !(isSoft && from?.early)) return false;
  return outcome === sourceHandle || (outcome === "!" && sourceHandle === "out");
}

/**
 * Which nodes could start although one never comes to its end, however long it is waited for; every edge is taken to fire
 * that could. What is missing here surely starts only after that node has ended.
 */
export function startWithout({ graph, nodes }: RandomGraph, held: string): ReadonlySet<string> {
  const free = new Set<string>();
  for (const { id, waitsForAll } of nodes) {
    const incoming = graph.edges.filter((edge) => edge.target === id);
    /** Fired without the held node; or, for a join of all, at least come to nothing without it. */
    const comes = (edge: GraphEdge, firing: boolean): boolean => {
      const from = nodes.find((node) => node.id === edge.source);
      if (edge.source === held || from === undefined) return false;
      const isSoft = edge.sourceHandle === "error" || from.outcomes.includes("!");
      return free.has(edge.source) || (from.early && (!firing || isSoft));
    };
    const fired = incoming.some((edge) => comes(edge, true));
    const starts = waitsForAll ? fired && incoming.every((edge) => comes(edge, false)) : fired;
    if (id !== held && (incoming.length === 0 || starts)) free.add(id);
  }
  return free;
}

/** Whether a read finds what it needs, given what ran and how it ended. */
export function isFound(
  { form, name, other }: Read,
  ran: ReadonlySet<string>,
  outcomes: Outcomes,
  isEnded: (id: string) => boolean = () => true,
): boolean {
  const present = (id: string) =>
    ran.has(id) && isEnded(id) && outcomes.get(id) !== "!" && outcomes.get(id) !== "error";
  if (form === "default" || form === "asked") return true;
  return present(name) || (form === "either" && present(other));
}

/** Whether the names of a read may be read by the node at all: a path of edges leads there, from its level or one around it. */
export function isReadable(read: Read, node: RandomNode, { graph, nodes }: RandomGraph): boolean {
  const byId = new Map(nodes.map((one) => [one.id, one]));
  const reaches = (from: string, to: string): boolean =>
    graph.edges.some((edge) => edge.source === from && (edge.target === to || reaches(edge.target, to)));
  const readable = (name: string): boolean => {
    const named = byId.get(name);
    for (let at: RandomNode | undefined = node; at !== undefined; at = byId.get(at.parentId ?? "")) {
      if (at !== node && at.id === name) return true;
      if (at.parentId === named?.parentId) return reaches(name, at.id);
    }
    return false;
  };
  return readable(read.name) && (read.form !== "either" || readable(read.other));
}
