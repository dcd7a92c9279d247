import { childKey, iterationKey, ROOT_SCOPE, type RunState } from "@orrery/engine";
import type { Bindings } from "@orrery/expr";
import type { Graph } from "@orrery/graph";
import type { CardHost } from "@orrery/node-kit/card";
import { bindNames } from "../run/resolve-input.ts";
import { outputBytes } from "./output-bytes.ts";

/** What the expressions of a node would see now: what is pinned in the drawing, and what the run shown gave. */
export interface LastValuesArgs {
  readonly graph: Graph;
  readonly nodeId: string;
  /** The field is evaluated inside the iterations of the node itself. */
  readonly inIteration: boolean;
  /** The run shown; null where there is none. */
  readonly state: RunState | null;
  /** The drawing of that run. */
  readonly ran: Graph | null;
  /** The step of the node that is looked at. */
  readonly stepKey: string | null;
  readonly readValue: CardHost["readValue"];
}

/** Larger values are not fetched while somebody types. */
const mostBytes = 1024 * 1024;

/** The values of these names, or in words why there are none. */
export async function lastValues(args: LastValuesArgs, names: ReadonlySet<string>): Promise<Bindings | string> {
  const { graph, state, ran, readValue } = args;
  const pinned = new Map(
    graph.nodes.flatMap(({ id, pinned: pin }) =>
      pin !== undefined && names.has(id) ? [[id, pin.output] as const] : [],
    ),
  );
  const open = new Set([...names].filter((name) => !pinned.has(name)));
  let run: Bindings = { variables: {}, now: Date.now(), ran: () => false };
  if (state !== null && ran !== null) {
    const scopeKey = scopeOf(args, state);
    const large = [...open].find((name) => outputBytes(state, scopeKey, name) > mostBytes);
    if (large !== undefined) return `What “${large}” gave is too large to be looked through as you type.`;
    const found = await bindNames({ state, nodes: ran.nodes, readValue: remembering(readValue) }, scopeKey, open);
    if (typeof found === "string") return found;
    run = found;
  }
  const missing = [...open].find((name) => isNode(graph, name) && !Object.hasOwn(run.variables, name));
  if (missing !== undefined && !isAround(graph, args.nodeId, missing))
    return `“${missing}” has no last value: run it once, or pin its output.`;
  return {
    variables: { ...run.variables, ...Object.fromEntries(pinned) },
    now: run.now,
    ran: (nodeId) => pinned.has(nodeId) || run.ran(nodeId),
  };
}

/** The scope in which the node's fields are evaluated: that of the step looked at, else of the first iterations around it. */
function scopeOf({ graph, nodeId, inIteration, stepKey }: LastValuesArgs, state: RunState): string {
  const key = stepKey ?? keyOf(graph, nodeId, state);
  if (inIteration) return iterationKey(key, 0);
  return key.includes("/") ? key.slice(0, key.lastIndexOf("/")) : ROOT_SCOPE;
}

function keyOf(graph: Graph, nodeId: string, state: RunState): string {
  const parentId = graph.nodes.find(({ id }) => id === nodeId)?.parentId;
  return parentId === undefined
    ? childKey(ROOT_SCOPE, nodeId)
    : childKey(iterationKey(keyOf(graph, parentId, state), 0), nodeId);
}

function isNode(graph: Graph, name: string): boolean {
  return graph.nodes.some(({ id }) => id === name);
}

/** Inside an iteration, its container's name means the item. */
function isAround(graph: Graph, nodeId: string, name: string): boolean {
  let at = graph.nodes.find(({ id }) => id === nodeId);
  for (let left = graph.nodes.length; at !== undefined && left > 0; left -= 1) {
    if (at.id === name) return true;
    const parentId = at.parentId;
    at = graph.nodes.find(({ id }) => id === parentId);
  }
  return false;
}

const most = 32;
const known = new WeakMap<CardHost["readValue"], Map<string, ReturnType<CardHost["readValue"]>>>();

/** Values never change, so those read last are read once. */
function remembering(readValue: CardHost["readValue"]): CardHost["readValue"] {
  return (id) => {
    const cache = known.get(readValue) ?? new Map<string, ReturnType<CardHost["readValue"]>>();
    known.set(readValue, cache);
    const had = cache.get(id);
    if (had !== undefined) return had;
    const read = readValue(id);
    cache.set(id, read);
    read.catch(() => cache.delete(id));
    const [oldest] = cache.keys();
    if (cache.size > most && oldest !== undefined) cache.delete(oldest);
    return read;
  };
}
