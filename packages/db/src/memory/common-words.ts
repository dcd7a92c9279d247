const keptMs = 10 * 60 * 1000;
const mostWords = 2_000;
const mostNamespaces = 200;

interface Known {
  readonly until: number;
  readonly lexemes: Set<string>;
}

/** Which words so many records of a namespace have that they say little, as lexemes. What is known is believed for ten minutes. */
export class CommonWords {
  readonly #known = new Map<string, Known>();

  knows(namespaceId: string): boolean {
    return (this.#known.get(namespaceId)?.until ?? 0) > performance.now();
  }

  of(namespaceId: string): readonly string[] {
    return this.knows(namespaceId) ? [...(this.#known.get(namespaceId)?.lexemes ?? [])] : [];
  }

  learn(namespaceId: string, lexemes: readonly string[]): void {
    const known = this.#known.get(namespaceId);
    const kept =
      known !== undefined && this.knows(namespaceId)
        ? known
        : { until: performance.now() + keptMs, lexemes: new Set<string>() };
    for (const lexeme of lexemes) if (kept.lexemes.size < mostWords) kept.lexemes.add(lexeme);
    this.#known.set(namespaceId, kept);
    if (this.#known.size > mostNamespaces) this.#known.delete(this.#known.keys().next().value ?? "");
  }
}
