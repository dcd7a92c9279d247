import { dotProductsModule } from "./dot-products-module.ts";

export interface Neighbour {
  readonly id: string;
  /** The scalar product: of vectors of length 1, the cosine of their angle. */
  readonly similarity: number;
}

const pageBytes = 65_536;
const floatsAStep = 16;
const firstCapacity = 256;

let compiled: WebAssembly.Module | undefined;

/**
 * Vectors of one length in one block of memory, compared with a query all at once and exactly. Rows that are removed are
 * filled by the last one, so there are no holes.
 */
export class VectorMatrix {
  readonly dimensions: number;
  readonly #stride: number;
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly #dotProducts: (rows: number, count: number, stride: number, query: number, out: number) => void;
  readonly #rowOf = new Map<string, number>();
  readonly #ids: string[] = [];
  /** Epoch ms; Infinity: never. */
  readonly #expiry: number[] = [];
  #capacity = 0;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.#stride = Math.ceil(dimensions / floatsAStep) * floatsAStep * 4;
    compiled ??= new WebAssembly.Module(dotProductsModule());
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.#dotProducts = callable(exports.dotProducts);
    this.#reserve(firstCapacity);
  }

  get size(): number {
    return this.#ids.length;
  }

  get bytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** Adds it or puts it in the place of the one with this id. @param expiresAt epoch ms; null: never. */
  set(id: string, vector: Float32Array, expiresAt: number | null): void {
    const row = this.#rowOf.get(id) ?? this.#ids.length;
    if (row === this.#capacity) this.#reserve(this.#capacity * 2);
    this.#floatsAt(row).set(vector.subarray(0, this.dimensions));
    this.#rowOf.set(id, row);
    this.#ids[row] = id;
    this.#expiry[row] = expiresAt ?? Number.POSITIVE_INFINITY;
  }

  delete(id: string): void {
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    this.#rowOf.delete(id);
    const last = this.#ids.length - 1;
    const moved = this.#ids[last];
    if (row < last && moved !== undefined) {
      this.#floatsAt(row).set(this.#floatsAt(last));
      this.#ids[row] = moved;
      this.#expiry[row] = this.#expiry[last] ?? 0;
      this.#rowOf.set(moved, row);
    }
    this.#ids.pop();
    this.#expiry.pop();
  }

  /** The `limit` nearest of those that have not expired at `now` and are in `allowed` (null: all), the nearest first. */
  nearest(
    query: Float32Array,
    {
      limit,
      now,
      allowed,
    }: { readonly limit: number; readonly now: number; readonly allowed: ReadonlySet<string> | null },
  ): readonly Neighbour[] {
    const padded = new Float32Array(this.#memory.buffer, 0, this.#stride / 4).fill(0);
    padded.set(query.subarray(0, this.dimensions));
    const count = this.#ids.length;
    const out = this.#stride * (this.#capacity + 1);
    this.#dotProducts(this.#stride, count, this.#stride, 0, out);
    const scores = new Float32Array(this.#memory.buffer, out, count);
    const best: { row: number; score: number }[] = [];
    let floor = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < count; row += 1) {
      const score = scores[row] ?? 0;
      if (score <= floor && best.length === limit) continue;
      if ((this.#expiry[row] ?? 0) <= now || allowed?.has(this.#ids[row] ?? "") === false) continue;
      insert(best, { row, score });
      if (best.length > limit) best.pop();
      floor = best.at(-1)?.score ?? floor;
    }
    return best.map(({ row, score }) => ({ id: this.#ids[row] ?? "", similarity: score }));
  }

  /** In memory: the query, the rows, the results. */
  #reserve(capacity: number): void {
    this.#capacity = capacity;
    const needed = this.#stride * (capacity + 1) + capacity * 4;
    const missing = Math.ceil((needed - this.#memory.buffer.byteLength) / pageBytes);
    if (missing > 0) this.#memory.grow(missing);
  }

  #floatsAt(row: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#stride * (row + 1), this.#stride / 4);
  }
}

/** Keeps the best first; equal ones in the order in which they came. */
function insert(best: { row: number; score: number }[], one: { readonly row: number; readonly score: number }): void {
  let [low, high] = [0, best.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((best[middle]?.score ?? 0) >= one.score) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, one);
}

/** Our own module exports nothing but this function. */
function callable(exported: WebAssembly.ExportValue | undefined): (...numbers: number[]) => void {
  if (typeof exported !== "function") throw new Error("The module of scalar products is not whole.");
  return exported as (...numbers: number[]) => void;
}
