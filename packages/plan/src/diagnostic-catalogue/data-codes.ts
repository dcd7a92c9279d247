import { edges, graph, node, start } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const one = (type: string, config: Parameters<typeof node>[2]) => () =>
  graph([start({ text: { type: "string" } }), node("a", type, config)], edges("start -> a"));

/** Settings of the types that shape data and ask models, which contradict one another. */
export const dataCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_CHUNK_OVERLAP",
    title: "Pieces of a text overlap too much",
    explanation: "What each piece repeats of the one before may be half of a piece at most.",
    mend: "Make the overlap smaller, or the pieces larger.",
    example: one("chunk", { text: "{{ start.text }}", size: 100, overlap: 80 }),
  },
  {
    code: "ORR_FLATTEN",
    title: "Lists are joined and grouped in one step",
    explanation: "Keys and numbers belong to the items as given, and joining makes other items of them.",
    mend: "Join the lists in one step, and group in the next.",
    example: one("aggregate", { items: "{{ [[1], [2]] }}", flatten: true, numbers: "{{ [1, 2] }}" }),
  },
  {
    code: "ORR_SPLIT",
    title: "It is not said where to split",
    explanation: "A split at a separator needs the separator, and one into batches needs their size.",
    mend: "Enter it, or split by lines or paragraphs.",
    example: one("split", { value: "{{ start.text }}", by: "separator" }),
  },
  {
    code: "ORR_PARSE_BYTES",
    title: "A document of bytes is given as text",
    explanation: "A PDF or a Word file is bytes, which no text can hold unchanged.",
    mend: "Give it as base64: an HTTP request reads its answer as bytes when told to.",
    example: one("parse", { document: "{{ start.text }}", format: "pdf", encoding: "text" }),
  },
  {
    code: "ORR_PARSE_DELIMITER",
    title: "Cells cannot be divided by this",
    explanation: "Quotes and line breaks have a meaning of their own in CSV.",
    mend: "Enter a comma, a semicolon, a tab or the like, or leave it empty to have it found.",
    example: one("parse", { document: "{{ start.text }}", format: "csv", delimiter: '"' }),
  },
  {
    code: "ORR_GUARD_LENGTH",
    title: "The least length is above the most",
    explanation: "No text could pass.",
    mend: "Lower the one or raise the other.",
    example: one("guard", { value: "{{ start.text }}", minLength: 10, maxLength: 5 }),
  },
  {
    code: "ORR_JUDGE_CRITERIA",
    title: "There is nothing to judge by",
    explanation: "A score is the mean over criteria, so it needs one at least.",
    mend: "Name a criterion, and say in words what is good.",
    example: one("judge", { text: "{{ start.text }}", criteria: {} }),
  },
  {
    code: "ORR_VOTE_CHOICES",
    title: "A vote has no choice",
    explanation: "Votes are counted by answer, so there must be two or more, each another one.",
    mend: "Give another answer, or remove the one that is there twice.",
    example: one("vote", { prompt: "{{ start.text }}", choices: ["yes", "yes"] }),
  },
];
