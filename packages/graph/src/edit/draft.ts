import type { Graph, GraphEdge, GraphNode } from "../graph.ts";
import { Ordered } from "./ordered.ts";

/** A document while one edit is applied to it. Thrown away when the edit is refused; read back by `toGraph` when not. */
export class Draft {
  /** Everything but nodes and edges. */
  head: Omit<Graph, "nodes" | "edges">;
  readonly #original: Graph;
  readonly #nodes: Ordered<GraphNode>;
  readonly #edges: Ordered<GraphEdge>;
  #children: Map<string, Set<string>> | null = null;
  #incident: Map<string, Set<string>> | null = null;

  constructor(graph: Graph) {
    this.#original = graph;
    this.head = graph;
    this.#nodes = new Ordered(graph.nodes);
    this.#edges = new Ordered(graph.edges);
  }

  get nodeCount(): number {
    return this.#nodes.size;
  }

  get edgeCount(): number {
    return this.#edges.size;
  }

  node(id: string): GraphNode | undefined {
    return this.#nodes.get(id);
  }

  edge(id: string): GraphEdge | undefined {
    return this.#edges.get(id);
  }

  nodes(): Iterable<GraphNode> {
    return this.#nodes.values();
  }

  addNode(node: GraphNode, before: string | undefined): void {
    this.#nodes.insert(node, before);
    this.#indexParent(node, true);
  }

  removeNode(node: GraphNode): { readonly before?: string } {
    this.#indexParent(node, false);
    return this.#nodes.remove(node.id);
  }

  replaceNode(old: GraphNode, node: GraphNode): void {
    this.#indexParent(old, false);
    this.#nodes.replace(old.id, node);
    this.#indexParent(node, true);
  }

  addEdge(edge: GraphEdge, before: string | undefined): void {
    this.#edges.insert(edge, before);
    this.#indexEnds(edge, true);
  }

  removeEdge(edge: GraphEdge): { readonly before?: string } {
    this.#indexEnds(edge, false);
    return this.#edges.remove(edge.id);
  }

  replaceEdge(old: GraphEdge, edge: GraphEdge): void {
    this.#indexEnds(old, false);
    this.#edges.replace(old.id, edge);
    this.#indexEnds(edge, true);
  }

  childrenOf(id: string): readonly string[] {
    if (this.#children === null) {
      this.#children = new Map();
      for (const node of this.#nodes.values()) this.#indexParent(node, true);
    }
    return [...(this.#children.get(id) ?? [])];
  }

  /** Ids of the edges that touch a node. */
  edgesOf(id: string): readonly string[] {
    if (this.#incident === null) {
      this.#incident = new Map();
      for (const edge of this.#edges.values()) this.#indexEnds(edge, true);
    }
    return [...(this.#incident.get(id) ?? [])];
  }

  toGraph(): Graph {
    const nodes = this.#nodes.toArray();
    const edges = this.#edges.toArray();
    const untouched = nodes === this.#original.nodes && edges === this.#original.edges && this.head === this.#original;
    return untouched ? this.#original : { ...this.head, nodes, edges };
  }

  #indexParent(node: GraphNode, present: boolean): void {
    if (this.#children !== null && node.parentId !== undefined) mark(this.#children, node.parentId, node.id, present);
  }

  #indexEnds(edge: GraphEdge, present: boolean): void {
    if (this.#incident === null) return;
    mark(this.#incident, edge.source, edge.id, present);
    mark(this.#incident, edge.target, edge.id, present);
  }
}

function mark(index: Map<string, Set<string>>, key: string, id: string, present: boolean): void {
  const set = index.get(key) ?? new Set<string>();
  if (present) set.add(id);
  else set.delete(id);
  index.set(key, set);
}
