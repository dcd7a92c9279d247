import type { Scope, ScopeVariable } from "@orrery/expr";

/** A scope whose variables are looked up when they are asked for, so that a thousand scopes cost nothing to make. */
export class ScopeView implements Scope, ReadonlyMap<string, ScopeVariable> {
  readonly #names: () => Iterable<string>;
  readonly #find: (name: string) => ScopeVariable | undefined;

  constructor(names: () => Iterable<string>, find: (name: string) => ScopeVariable | undefined) {
    this.#names = names;
    this.#find = find;
  }

  get variables(): ReadonlyMap<string, ScopeVariable> {
    return this;
  }

  get(name: string): ScopeVariable | undefined {
    return this.#find(name);
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  get size(): number {
    return [...this.#names()].length;
  }

  *keys(): MapIterator<string> {
    yield* this.#names();
  }

  *values(): MapIterator<ScopeVariable> {
    for (const [, variable] of this.entries()) yield variable;
  }

  *entries(): MapIterator<[string, ScopeVariable]> {
    for (const name of this.#names()) {
      const variable = this.#find(name);
      if (variable !== undefined) yield [name, variable];
    }
  }

  [Symbol.iterator](): MapIterator<[string, ScopeVariable]> {
    return this.entries();
  }

  forEach(visit: (variable: ScopeVariable, name: string, map: ReadonlyMap<string, ScopeVariable>) => void): void {
    for (const [name, variable] of this.entries()) visit(variable, name, this);
  }
}
