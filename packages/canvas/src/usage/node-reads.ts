import { variableReads } from "@orrery/expr";
import type { Graph, GraphNode, Json, JsonPath } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { fieldAt, placeWords } from "../fields/field-at.ts";

/** One place where a node reads another by its name. */
export interface NodeRead {
  readonly readerId: string;
  /** The variable: a node's id, or `run`. */
  readonly name: string;
  /** What is read of it: `item.title`; empty for all of it. */
  readonly path: string;
  /** Where it stands in the reader's config, in dots, and in words. */
  readonly field: string;
  readonly label: string;
  /** The whole text it stands in, and where in that. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<GraphNode, readonly NodeRead[]>();

/** What a node's fields read, in their order. Read once for each state of a node, so that a large drawing costs one look. */
export function nodeReads(catalog: Catalog, node: GraphNode): readonly NodeRead[] {
  let reads = known.get(node);
  if (!reads) {
    reads = readsIn(catalog, node);
    known.set(node, reads);
  }
  return reads;
}

/** Every place in the document where a node is read, reader by reader. */
export function usesOf(graph: Graph, catalog: Catalog, nodeId: string): readonly NodeRead[] {
  return graph.nodes.flatMap((node) => nodeReads(catalog, node).filter(({ name }) => name === nodeId));
}

/** The nodes whose values a node reads, each once, in the order in which it names them. */
export function sourcesOf(graph: Graph, catalog: Catalog, node: GraphNode): readonly GraphNode[] {
  const names = new Set(nodeReads(catalog, node).map(({ name }) => name));
  const byId = new Map(graph.nodes.map((one) => [one.id, one]));
  return [...names].flatMap((name) => byId.get(name) ?? []);
}

function readsIn(catalog: Catalog, node: GraphNode): readonly NodeRead[] {
  const definition = catalog.get(node.type);
  const reads: NodeRead[] = [];
  const walk = (value: Json, path: JsonPath): void => {
    if (typeof value === "string") {
      // Elsewhere two braces are text; of an unknown type nobody knows.
      if (!value.includes("{{") || (definition && !fieldAt(definition.fields, path)?.spec.expression)) return;
      for (const { name, path: of, start, end } of variableReads(value)) {
        const place = { field: path.join("."), label: placeWords(definition?.fields ?? [], path) };
        reads.push({ readerId: node.id, name, path: of, ...place, text: value, start, end });
      }
    } else if (isList(value)) {
      for (const [index, member] of value.entries()) walk(member, [...path, index]);
    } else if (value !== null && typeof value === "object") {
      for (const [key, member] of Object.entries(value)) walk(member, [...path, key]);
    }
  };
  walk(node.config, []);
  return reads;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
