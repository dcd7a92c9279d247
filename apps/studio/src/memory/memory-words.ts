import type { describeVectorSearch, MemoryRow } from "@orrery/services";

type VectorSearch = NonNullable<Awaited<ReturnType<typeof describeVectorSearch>>>;

const offlineWords = "offline, shared words only";

/** Whose memory it is, in words. */
export function whoseWords({ scope, subject }: Pick<MemoryRow, "scope" | "subject">): string {
  switch (scope) {
    case "workspace":
      return "of the workspace";
    case "workflow":
      return `of the workflow ${subject}`;
    case "person":
      return `about ${subject}`;
    case "run":
      return `of the run ${subject.slice(0, 8)}`;
  }
}

/** How many of something: `1 record`, `1,200 records`. */
export function countWords(count: number, one: string): string {
  return `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
}

/** The embedding model as people are told of it. */
export function embedderWords(embedder: string): string {
  return embedder === "offline" ? offlineWords : embedder;
}

/** How the vectors of an answer were compared, in words. */
export function comparedWords(compared: VectorSearch["kind"]): string {
  return compared === "hnsw" ? "found by HNSW (pgvector)" : "compared exactly";
}

/** How this database's vectors are searched, and why, in words. */
export function vectorSearchWords(search: VectorSearch): string {
  if (search.kind === "hnsw") {
    return `Vectors are found by HNSW, an index of pgvector ${search.version} in the database: quick with many, and nearly all of the nearest.`;
  }
  const exact = "Vectors are compared exactly, each with every question, by Orrery itself.";
  if (search.why === "old") return `${exact} The database's pgvector is too old for HNSW: it needs 0.8.`;
  if (search.why === "refused") return `${exact} The database has pgvector, and did not let Orrery use it.`;
  return exact;
}

/** Why a record was found, in words. */
export function foundWords(found: {
  readonly words?: { readonly rank: number; readonly matched: readonly string[] };
  readonly spelling?: { readonly rank: number; readonly similarity: number };
  readonly meaning?: { readonly rank: number; readonly similarity: number };
}): readonly string[] {
  const { words, spelling, meaning } = found;
  return [
    ...(words === undefined ? [] : [`${ordinal(words.rank)} by words: ${words.matched.join(", ")}`]),
    ...(spelling === undefined
      ? []
      : [`${ordinal(spelling.rank)} by spelling, ${Math.round(spelling.similarity * 100)} % alike`]),
    ...(meaning === undefined
      ? []
      : [`${ordinal(meaning.rank)} by vector, ${Math.round(meaning.similarity * 100)} % alike`]),
  ];
}

/** `1st`, `2nd`, `11th`. */
function ordinal(n: number): string {
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(n);
  return `${n}${{ one: "st", two: "nd", few: "rd", other: "th", many: "th", zero: "th" }[rule]}`;
}
