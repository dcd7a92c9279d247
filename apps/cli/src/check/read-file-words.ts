/** Words that cannot be meant. */
export class UnknownWord extends Error {}

export interface FileWords {
  readonly file: string;
  /** What follows each `--with`. */
  readonly called: readonly string[];
  readonly flags: ReadonlySet<string>;
}

/** Reads `FILE [--with WORD]…` and flags of these names, in any order. @throws UnknownWord */
export function readFileWords(words: readonly string[], known: readonly string[]): FileWords {
  const called: string[] = [];
  const flags = new Set<string>();
  let file: string | null = null;
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === "--with") called.push(left.shift() ?? "");
    else if (word.startsWith("--with=")) called.push(word.slice("--with=".length));
    else if (known.includes(word)) flags.add(word);
    else if (word.startsWith("--") || file !== null) throw new UnknownWord(word);
    else file = word;
  }
  if (file === null) throw new UnknownWord("");
  return { file, called, flags };
}
