interface Cell<T> {
  item: T;
  previous: Cell<T> | null;
  next: Cell<T> | null;
}

/**
 * A list of things with ids that is edited in place and read back as an array. Every operation is O(1) after the first
 * look, so a batch over the whole of a large document stays linear. An untouched list gives back its own array.
 */
export class Ordered<T extends { readonly id: string }> {
  readonly #original: readonly T[];
  #cells: Map<string, Cell<T>> | null = null;
  #first: Cell<T> | null = null;
  #last: Cell<T> | null = null;
  #changed = false;

  constructor(items: readonly T[]) {
    this.#original = items;
  }

  get size(): number {
    return this.#cells?.size ?? this.#original.length;
  }

  get(id: string): T | undefined {
    return this.#index().get(id)?.item;
  }

  has(id: string): boolean {
    return this.#index().has(id);
  }

  *values(): Iterable<T> {
    if (this.#cells === null) yield* this.#original;
    else for (let cell = this.#first; cell !== null; cell = cell.next) yield cell.item;
  }

  /** Puts `item` where the thing with `id` stands; the item may have another id. */
  replace(id: string, item: T): void {
    const cells = this.#index();
    const cell = cells.get(id);
    if (cell === undefined || cell.item === item) return;
    cell.item = item;
    this.#changed = true;
    if (item.id === id) return;
    cells.delete(id);
    cells.set(item.id, cell);
  }

  /** Puts `item` before the thing with the id `before`, or last. */
  insert(item: T, before: string | undefined): void {
    const cells = this.#index();
    const next = before === undefined ? null : (cells.get(before) ?? null);
    const cell: Cell<T> = { item, next, previous: next === null ? this.#last : next.previous };
    this.#link(cell);
    cells.set(item.id, cell);
    this.#changed = true;
  }

  /** Takes the thing out and tells the id of what stood after it. */
  remove(id: string): { readonly before?: string } {
    const cells = this.#index();
    const cell = cells.get(id);
    if (cell === undefined) return {};
    if (cell.previous === null) this.#first = cell.next;
    else cell.previous.next = cell.next;
    if (cell.next === null) this.#last = cell.previous;
    else cell.next.previous = cell.previous;
    cells.delete(id);
    this.#changed = true;
    return cell.next === null ? {} : { before: cell.next.item.id };
  }

  toArray(): readonly T[] {
    return this.#changed ? [...this.values()] : this.#original;
  }

  #index(): Map<string, Cell<T>> {
    if (this.#cells !== null) return this.#cells;
    this.#cells = new Map();
    for (const item of this.#original) {
      const cell: Cell<T> = { item, previous: this.#last, next: null };
      this.#link(cell);
      this.#cells.set(item.id, cell);
    }
    return this.#cells;
  }

  #link(cell: Cell<T>): void {
    if (cell.previous === null) this.#first = cell;
    else cell.previous.next = cell;
    if (cell.next === null) this.#last = cell;
    else cell.next.previous = cell;
  }
}
