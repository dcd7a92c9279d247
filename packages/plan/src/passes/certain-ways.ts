import { Dominators } from "../logic/dominators.ts";
import { mayPassDeadline, softHandle } from "./join-of.ts";
import type { Structure } from "./structure.ts";
import type { Position } from "./visibility.ts";

/**
 * Whether every way to a position leads through a node and out of it by a handle on which its output is there. Used where
 * conditions rest on too many decisions to be looked into: then only what holds on every single path is known. Each
 * level is looked at when first asked about.
 */
export class CertainWays {
  readonly #structure: Structure;
  readonly #levels = new Map<string | null, Dominators>();

  constructor(structure: Structure) {
    this.#structure = structure;
  }

  passThrough(name: string, { nodeId, where }: Position): boolean {
    const { nodes } = this.#structure;
    const through = nodes.get(name);
    if (through === undefined || through.policy.onError === "continue" || through.node.disabled === true) return false;
    const home = through.node.parentId;
    if (where === "iteration" && home === nodeId) return false;
    let target = nodeId;
    for (let around = nodes.get(target)?.node.parentId; around !== home; around = nodes.get(target)?.node.parentId) {
      if (around === undefined) return false;
      target = around;
    }
    return this.#level(home ?? null).dominates(this.#exit(name), target);
  }

  #level(parentId: string | null): Dominators {
    const known = this.#levels.get(parentId);
    if (known !== undefined) return known;
    const level = new Dominators();
    for (const id of this.#structure.levels.get(parentId)?.order ?? []) {
      const edges = this.#structure.incoming.get(id) ?? [];
      level.add(
        id,
        edges.map(({ source, sourceHandle }) => {
          const parsed = this.#structure.nodes.get(source);
          // Its deadline may pass before anything has arrived: no point that is known leads there.
          if (parsed && mayPassDeadline(parsed) && softHandle(parsed) === sourceHandle) return `${source} deadline`;
          return sourceHandle === "error" ? source : this.#exit(source);
        }),
      );
      if (this.#exit(id) !== id) level.add(this.#exit(id), [id]);
    }
    this.#levels.set(parentId, level);
    return level;
  }

  /** The point behind a node at which its output is surely there. */
  #exit(id: string): string {
    return this.#structure.nodes.get(id)?.policy.onError === "branch" ? `${id} out` : id;
  }
}
