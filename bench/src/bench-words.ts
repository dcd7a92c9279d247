/** What `pnpm bench` was asked for. */
export interface BenchWords {
  /** Names of measures; empty means all. */
  readonly only: readonly string[];
  readonly jsonFile: string | null;
  /** A Markdown page that has a place for the figures. */
  readonly page: string | null;
}

/**
 * Reads `[--only NAME,…] [--json FILE] [--page FILE]`.
 * @param known every measure's name.
 * @throws Error in one sentence for anything else.
 */
export function readBenchWords(words: readonly string[], known: readonly string[]): BenchWords {
  let only: readonly string[] = [];
  let jsonFile: string | null = null;
  let page: string | null = null;
  const rest = words[0] === "--" ? words.slice(1) : words;
  for (let at = 0; at < rest.length; at += 2) {
    const [word, value] = [rest[at], rest[at + 1]];
    if (value === undefined || (word !== "--only" && word !== "--json" && word !== "--page")) {
      throw new Error(`"${word}" is not understood. Usage: pnpm bench [--only NAME,…] [--json FILE] [--page FILE]`);
    }
    if (word === "--json") jsonFile = value;
    else if (word === "--page") page = value;
    else only = value.split(",").filter((name) => name !== "");
  }
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no benchmark "${unknown}". There are: ${known.join(", ")}.`);
  return { only, jsonFile, page };
}
