import type { GraphEdge } from "@orrery/graph";
import { isOutput, mayPassDeadline, softHandle } from "./join-of.ts";
import type { Structure } from "./structure.ts";
import type { Position } from "./visibility.ts";

interface Level {
  readonly slots: ReadonlyMap<string, number>;
  /** By node: what has ended for certain when it starts. */
  readonly before: ReadonlyMap<string, Uint32Array>;
}

/**
 * Which nodes have ended for certain when another starts. Where every join waits for all, that is everything that stands
 * before it. A join that does not wait for all only knows what stands before each of its edges, and whatever follows it
 * knows no more. A join with a deadline may fail before anything has arrived, though never before the run's entry has ended. What a join may end is not certain at the end
 * of an iteration either. Levels without such joins are not looked into.
 */
export class CertainBefore {
  readonly #structure: Structure;
  readonly #levels = new Map<string | null, Level | null>();

  constructor(structure: Structure) {
    this.#structure = structure;
  }

  /** Whether a node that stands before a position has ended for certain there. */
  atPosition(name: string, { nodeId, where }: Position): boolean {
    const { nodes } = this.#structure;
    const home = nodes.get(name)?.node.parentId;
    if (where === "iteration" && home === nodeId) return !this.#mayLose(name, nodeId);
    for (let at: string | undefined = nodeId; at !== undefined; at = nodes.get(at)?.node.parentId)
      if (nodes.get(at)?.node.parentId === home) return this.isEnded(name, at);
    return true;
  }

  /** Whether `earlier`, which stands before `later` in the same level, has ended for certain when `later` starts. */
  isEnded(earlier: string, later: string): boolean {
    const home = this.#structure.nodes.get(later)?.node.parentId;
    const named = this.#structure.nodes.get(earlier);
    if (named?.node.parentId !== home) return false;
    if (named?.definition?.traits.role === "entry") return true;
    const level = this.#level(home ?? null);
    return level === null || has(level, level.before.get(later), earlier);
  }

  #level(parentId: string | null): Level | null {
    const known = this.#levels.get(parentId);
    if (known !== undefined) return known;
    const order = this.#structure.levels.get(parentId)?.order ?? [];
    const special = order.some((id) => (this.#structure.nodes.get(id)?.join ?? "all") !== "all");
    const level = special ? this.#index(order) : null;
    this.#levels.set(parentId, level);
    return level;
  }

  #index(order: readonly string[]): Level {
    const slots = new Map(order.map((id, slot) => [id, slot]));
    const before = new Map<string, Uint32Array>();
    const words = (order.length + 31) >>> 5;
    /** What has ended once an edge has arrived, and once it has fired. */
    const known = (edge: GraphEdge, fired: boolean): Uint32Array => {
      const source = this.#structure.nodes.get(edge.source);
      const isEarly =
        source !== undefined && mayPassDeadline(source) && (!fired || softHandle(source) === edge.sourceHandle);
      const row = isEarly ? new Uint32Array(words) : (before.get(edge.source)?.slice() ?? new Uint32Array(words));
      const slot = slots.get(edge.source);
      if (slot !== undefined) row[slot >>> 5] = (row[slot >>> 5] ?? 0) | (1 << (slot & 31));
      return row;
    };
    for (const id of order) {
      const edges = this.#structure.incoming.get(id) ?? [];
      // At least one of the edges has fired; where the join waits for all, the others have arrived as well.
      let row = edges.map((edge) => known(edge, true)).reduce(both, undefined) ?? new Uint32Array(words);
      if (this.#structure.nodes.get(id)?.join === "all")
        for (const edge of edges) row = row.map((word, at) => word | (known(edge, false)[at] ?? 0));
      before.set(id, row);
    }
    return { slots, before };
  }

  /** Whether a join of the level may end the node before it has. */
  #mayLose(name: string, parentId: string): boolean {
    const level = this.#level(parentId);
    if (level === null) return false;
    for (const [id, row] of level.before) {
      const join = this.#structure.nodes.get(id)?.join;
      if (typeof join !== "object" || !join.cancelRest || has(level, row, name)) continue;
      if (this.#leadsOnlyTo(id, name, new Map())) return true;
    }
    return false;
  }

  #leadsOnlyTo(join: string, name: string, known: Map<string, boolean>): boolean {
    const found = known.get(name);
    if (found !== undefined) return found;
    const edges = this.#structure.outgoing.get(name) ?? [];
    const parsed = this.#structure.nodes.get(name);
    const leads =
      parsed !== undefined &&
      !isOutput(parsed) &&
      edges.length > 0 &&
      edges.every(({ target }) => target === join || this.#leadsOnlyTo(join, target, known));
    known.set(name, leads);
    return leads;
  }
}

function has({ slots }: Level, row: Uint32Array | undefined, name: string): boolean {
  const slot = slots.get(name);
  return slot !== undefined && ((row?.[slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0;
}

function both(a: Uint32Array | undefined, b: Uint32Array): Uint32Array {
  return a === undefined ? b : a.map((word, at) => word & (b[at] ?? 0));
}
