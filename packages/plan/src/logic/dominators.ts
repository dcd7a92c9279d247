interface Vertex {
  parent: number;
  depth: number;
}

/**
 * Which points of an acyclic graph every path to another point passes. Points are given in an order in which predecessors
 * come first, so each immediate dominator is the lowest common ancestor of its predecessors in the tree built so far
 * (Cooper, Harvey and Kennedy 2001, in one pass). A point without predecessors hangs at the entrance.
 */
export class Dominators {
  readonly #vertices: Vertex[] = [{ parent: 0, depth: 0 }];
  readonly #numbers = new Map<string, number>();

  add(point: string, predecessors: readonly string[]): void {
    let dominator: number | null = null;
    for (const predecessor of predecessors) {
      const at = this.#numbers.get(predecessor) ?? 0;
      dominator = dominator === null ? at : this.#meet(dominator, at);
    }
    const parent = dominator ?? 0;
    this.#numbers.set(point, this.#vertices.length);
    this.#vertices.push({ parent, depth: (this.#vertices[parent]?.depth ?? 0) + 1 });
  }

  /** Whether every path from the entrance to `point` passes `through`. */
  dominates(through: string, point: string): boolean {
    const wanted = this.#numbers.get(through);
    let at = this.#numbers.get(point);
    if (wanted === undefined || at === undefined) return false;
    const depth = this.#vertices[wanted]?.depth ?? 0;
    for (let vertex = this.#vertices[at]; vertex && vertex.depth > depth; vertex = this.#vertices[at])
      at = vertex.parent;
    return at === wanted;
  }

  #meet(a: number, b: number): number {
    let left = a;
    let right = b;
    while (left !== right) {
      const [above, below] = [this.#vertices[left]?.depth ?? 0, this.#vertices[right]?.depth ?? 0];
      if (above >= below) left = this.#vertices[left]?.parent ?? 0;
      if (below >= above) right = this.#vertices[right]?.parent ?? 0;
    }
    return left;
  }
}
