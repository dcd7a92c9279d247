import { type CelPath, celMember, firstThere } from "./cel-text.ts";
import type { ForeignFlow, ForeignNode } from "./foreign-flow.ts";
import type { Mapping } from "./mapping.ts";

/** A node of the file with what it becomes. */
export interface Planned {
  readonly node: ForeignNode;
  readonly mapping: Mapping | null;
  readonly id: string;
}

const MOST_SOURCES = 8;
const MOST_HOPS = 64;
const LONGEST = 2_000;

/** Finds the expressions by which our graph reads what nodes of the file read of each other. */
export class Reading {
  readonly #planned: ReadonlyMap<string, Planned>;
  readonly #nodes: ReadonlyMap<string, ForeignNode>;
  readonly #order: ReadonlyMap<string, ForeignFlow["edges"]>;
  readonly #all: ReadonlyMap<string, ForeignFlow["edges"]>;

  /** `order` are the edges that carry data; the flow has also those that wire models and tools. */
  constructor(planned: ReadonlyMap<string, Planned>, flow: ForeignFlow, order: ForeignFlow["edges"]) {
    this.#nodes = new Map(flow.nodes.map((node) => [node.key, node]));
    this.#planned = planned;
    this.#order = Map.groupBy(order, ({ target }) => target);
    this.#all = Map.groupBy(flow.edges, ({ target }) => target);
  }

  /** What the node `key` gave, at a path; null where it is not kept here. */
  output(key: string, path: CelPath, hops = 0): string | null {
    const found = this.#planned.get(key);
    if (found === undefined || hops > MOST_HOPS) return null;
    const { mapping, node, id } = found;
    if (mapping === null) return celMember(id, path);
    if (mapping.passes) return this.given(key, path, undefined, hops + 1);
    const there = mapping.reads === undefined ? path : mapping.reads(path, node);
    return there === null ? null : celMember(id, there);
  }

  /** What the node `key` was given, at a path; several ways in give the first that is there. */
  given(key: string, path: CelPath, entry?: string, hops = 0): string | null {
    const into = (this.#order.get(key) ?? []).filter((edge) => entry === undefined || edge.entry === entry);
    if (hops > MOST_HOPS) return null;
    if (into.length === 0) {
      const parent = this.#planned.get(key)?.node.parent;
      const holder = parent === undefined ? undefined : this.#planned.get(parent);
      if (holder?.mapping?.holds !== true || entry !== undefined) return null;
      return celMember(holder.id, [holder.mapping.type === "map" ? "item" : "state", ...path]);
    }
    const sources = [...new Set(into.map(({ source }) => source))];
    if (sources.length > MOST_SOURCES) return null;
    // A choice among choices is followed once: each more would multiply the expression.
    const read = sources.map((source) => this.output(source, path, hops + (sources.length > 1 ? MOST_HOPS / 2 : 1)));
    const expression = read.some((one) => one === null) ? null : firstThere(read.flatMap((one) => one ?? []));
    return expression !== null && expression.length > LONGEST ? null : expression;
  }

  feeding(key: string, entry: string): readonly ForeignNode[] {
    const into = (this.#all.get(key) ?? []).filter((edge) => edge.entry === entry);
    return into.flatMap(({ source }) => this.#nodes.get(source) ?? []);
  }
}
