/** A boolean function over decisions. 0 is never, 1 is always; UNKNOWN is one that grew too large to be kept. */
export type Formula = number;
export const NEVER: Formula = 0;
export const ALWAYS: Formula = 1;
export const UNKNOWN: Formula = -1;

const MAX_CELLS = 40_000;

/**
 * Boolean formulas over variables with several values, kept as reduced ordered decision diagrams (Bryant 1986, with
 * multi-valued variables): two formulas mean the same exactly where they are the same number, and paths that part and
 * come together again cost nothing. A formula that would grow past the budget becomes UNKNOWN, which proves nothing.
 */
export class Decisions {
  readonly #variableOf: number[] = [-1, -1];
  readonly #childrenOf: (readonly Formula[])[] = [[], []];
  readonly #known = new Map<string, Formula>();
  readonly #memo = new Map<string, Formula>();
  readonly #supports = new Map<Formula, ReadonlySet<number>>();
  #variables = 0;

  /** A new variable, ordered after all earlier ones. */
  variable(): number {
    this.#variables += 1;
    return this.#variables - 1;
  }

  /** True where the variable has one of the values. */
  oneOf(variable: number, values: readonly boolean[]): Formula {
    return this.#make(
      variable,
      values.map((value) => (value ? ALWAYS : NEVER)),
    );
  }

  and(a: Formula, b: Formula): Formula {
    if (a === NEVER || b === NEVER) return NEVER;
    if (a === ALWAYS || a === b) return b;
    if (b === ALWAYS) return a;
    if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
    return this.#combine("&", a, b, (x, y) => this.and(x, y));
  }

  or(a: Formula, b: Formula): Formula {
    if (a === ALWAYS || b === ALWAYS) return ALWAYS;
    if (a === NEVER || a === b) return b;
    if (b === NEVER) return a;
    if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
    return this.#combine("|", a, b, (x, y) => this.or(x, y));
  }

  /** Whether the two can never be true together. Not proved is no. */
  exclude(a: Formula, b: Formula): boolean {
    return this.and(a, b) === NEVER;
  }

  /** Whether b is true wherever a is. Not proved is no. */
  implies(a: Formula, b: Formula): boolean {
    if (a === b && a !== UNKNOWN) return true;
    if (a === NEVER || b === ALWAYS) return true;
    return a !== UNKNOWN && b !== UNKNOWN && this.or(a, b) === b;
  }

  /** The variables a formula depends on. */
  support(formula: Formula): ReadonlySet<number> {
    const known = this.#supports.get(formula);
    if (known !== undefined) return known;
    const found = new Set<number>();
    const variable = this.#variableOf[formula];
    if (variable !== undefined && variable >= 0) {
      found.add(variable);
      for (const child of this.#childrenOf[formula] ?? []) for (const deeper of this.support(child)) found.add(deeper);
    }
    this.#supports.set(formula, found);
    return found;
  }

  #make(variable: number, children: readonly Formula[]): Formula {
    const first = children[0] ?? NEVER;
    if (children.includes(UNKNOWN)) return UNKNOWN;
    if (children.every((child) => child === first)) return first;
    const key = `${variable}:${children.join(",")}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#variableOf.length >= MAX_CELLS) return UNKNOWN;
    this.#variableOf.push(variable);
    this.#childrenOf.push(children);
    this.#known.set(key, this.#variableOf.length - 1);
    return this.#variableOf.length - 1;
  }

  #combine(sign: string, a: Formula, b: Formula, below: (x: Formula, y: Formula) => Formula): Formula {
    const key = a < b ? `${a}${sign}${b}` : `${b}${sign}${a}`;
    const known = this.#memo.get(key);
    if (known !== undefined) return known;
    const variableA = this.#variableOf[a] ?? 0;
    const variableB = this.#variableOf[b] ?? 0;
    const variable = Math.min(variableA, variableB);
    const forkA = variableA === variable ? this.#childrenOf[a] : undefined;
    const forkB = variableB === variable ? this.#childrenOf[b] : undefined;
    const width = forkA?.length ?? forkB?.length ?? 0;
    const children = Array.from({ length: width }, (_, value) => below(forkA?.[value] ?? a, forkB?.[value] ?? b));
    const made = this.#make(variable, children);
    this.#memo.set(key, made);
    return made;
  }
}
