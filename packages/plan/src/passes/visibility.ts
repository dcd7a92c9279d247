import type { Structure } from "./structure.ts";

/** Where expressions stand: in a node's own fields, or at the end of an iteration of a container (`collect`). */
export interface Position {
  readonly nodeId: string;
  readonly where: "node" | "iteration";
}

/**
 * What a name means at a position: a node that stands `before` it, the `item` of a container around it, or why it cannot
 * be read: nothing orders it before (`not-before`), it is inside a container that the position is not in (`elsewhere`),
 * it is in no run (`left-out`), it is the node itself (`self`), it is a tool, whose output only its caller gets (`tool`),
 * it is the node whose tool the position is (`caller`), there is no such node (`unknown`).
 */
export type Relation =
  | "before"
  | "item"
  | "not-before"
  | "elsewhere"
  | "left-out"
  | "self"
  | "tool"
  | "caller"
  | "unknown";

/** Where a position stands in the order: a tool is called by its caller and stands where that does. */
export function standing(position: Position, { toolbox }: Structure): Position {
  const caller = toolbox.callerOf.get(position.nodeId);
  return caller === undefined ? position : { ...position, nodeId: caller };
}

/** Answers which node may read which, by place and order alone. */
export class Visibility {
  readonly #structure: Structure;
  readonly #slots = new Map<string, number>();
  readonly #ancestors = new Map<string, Uint32Array>();

  constructor(structure: Structure) {
    this.#structure = structure;
    for (const { order } of structure.levels.values()) this.#indexLevel(order);
  }

  relation(name: string, position: Position): Relation {
    const { nodes, live, toolbox } = this.#structure;
    const { nodeId, where } = standing(position, this.#structure);
    const named = nodes.get(name);
    if (named === undefined || named.definition?.traits.role === "note") return "unknown";
    if (!live.has(name)) return "left-out";
    const home = named.node.parentId;
    if (toolbox.callerOf.has(name)) return name === position.nodeId ? "self" : "tool";
    if (name === nodeId && nodeId !== position.nodeId) return "caller";
    if (name === nodeId) return where === "iteration" ? "item" : "self";
    if (where === "iteration" && home === nodeId) return "before";
    for (let at = nodeId; ; ) {
      const around = nodes.get(at)?.node.parentId;
      if (home === around) return this.isBefore(name, at) ? "before" : "not-before";
      if (around === undefined) return "elsewhere";
      if (around === name) return "item";
      at = around;
    }
  }

  /** Whether a path of edges leads from one node to the other; both stand in the same level. */
  isBefore(earlier: string, later: string): boolean {
    const slot = this.#slots.get(earlier);
    if (slot === undefined) return false;
    const word = this.#ancestors.get(later)?.[slot >>> 5] ?? 0;
    return (word & (1 << (slot & 31))) !== 0;
  }

  /** Every name that may be read at a position. */
  *readable(position: Position): Iterable<string> {
    for (const name of this.#structure.live) {
      const relation = this.relation(name, position);
      if (relation === "before" || relation === "item") yield name;
    }
  }

  #indexLevel(order: readonly string[]): void {
    const words = (order.length + 31) >>> 5;
    order.forEach((id, slot) => {
      this.#slots.set(id, slot);
      const row = new Uint32Array(words);
      for (const { source } of this.#structure.incoming.get(id) ?? []) {
        const above = this.#ancestors.get(source);
        const bit = this.#slots.get(source);
        if (above === undefined || bit === undefined) continue;
        for (let word = 0; word < words; word += 1) row[word] = (row[word] ?? 0) | (above[word] ?? 0);
        row[bit >>> 5] = (row[bit >>> 5] ?? 0) | (1 << (bit & 31));
      }
      this.#ancestors.set(id, row);
    });
  }
}
