const keptMs = 10 * 60 * 1000;
const mostWords = 2_000;
const mostNamespaces = 200;

/** Which words so many records of a namespace have that they say little; each is believed for ten minutes. */
export class CommonWords {
  readonly #words = new Map<string, Map<string, number>>();

  of(namespaceId: string): readonly string[] {
    const now = performance.now();
    return [...(this.#words.get(namespaceId) ?? [])].flatMap(([word, until]) => (until > now ? [word] : []));
  }

  learn(namespaceId: string, words: readonly string[]): void {
    if (words.length === 0) return;
    const now = performance.now();
    const known = this.#words.get(namespaceId) ?? new Map<string, number>();
    if (known.size > mostWords) known.clear();
    for (const word of words) if ((known.get(word) ?? 0) <= now) known.set(word, now + keptMs);
    this.#words.set(namespaceId, known);
    if (this.#words.size > mostNamespaces) this.#words.delete(this.#words.keys().next().value ?? "");
  }
}
