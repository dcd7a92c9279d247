export interface Sentence {
  readonly text: string;
  /** True for one that stood in a list. */
  readonly item: boolean;
  /** True for the first of its paragraph or item. */
  readonly lead: boolean;
}

const maxSentences = 300;
/** Bounds for hostile text: the patterns below look ahead over a block at each of its marks. */
const maxLine = 2_000;
const maxBlock = 4_000;

/** Marks of Markdown that only matter to the eye, and the noise of change logs: hashes, numbers of requests. */
function plain(text: string): string {
  return text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\(\s*\[[^\]]*\]\([^)]*\)\s*\)/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__)(.*?)\1/g, "$2")
    .replace(/(^|\s)\*([^*\s][^*]*)\*(?=\s|[.,;:!?]|$)/g, "$1$2")
    .replace(/\((?:#\d+[,\s]*)+\)|`#\d+`/g, "")
    .replace(/(?:\s+`[0-9a-f]{7,40}`)+$/, "")
    .replace(/^(?:`?[0-9a-f]{7,40}`?\s*:?\s+)+/, "")
    .replace(/\s+/g, " ")
    .replace(/ ([.,;:])(?= |$)/g, "$1")
    .trim();
}

/** Lines that belong together: paragraphs and entries of lists; headings, rules, tables and code are left out. */
function blocksOf(text: string): readonly Omit<Sentence, "lead">[] {
  const blocks: { lines: string[]; item: boolean }[] = [];
  let open = false;
  let fenced = false;
  for (const whole of text.split(/\r?\n/)) {
    const line = whole.slice(0, maxLine);
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const skipped = fenced || /^\s*(```|~~~|#{1,6}\s|[-=*_|:\s]+$|\||<[^>]+>\s*$)/.test(line);
    const bullet = /^\s*(?:[-*+•]|\d+[.)])\s+(.*)$/.exec(line);
    if (skipped) open = false;
    else if (bullet) {
      blocks.push({ lines: [bullet[1] ?? ""], item: true });
      open = true;
    } else if (open) blocks.at(-1)?.lines.push(line);
    else {
      blocks.push({ lines: [line], item: false });
      open = true;
    }
  }
  return blocks
    .map(({ lines, item }) => ({ text: plain(lines.join(" ").slice(0, maxBlock)), item }))
    .filter(({ text }) => text !== "");
}

const abbreviation = /(?:^|\s|\()(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|st|no|approx|fig|cf|al)\.$/i;

/** Ends at . ! or ? before a space and something that may begin a sentence; not behind an abbreviation. */
function splitBlock(text: string): readonly string[] {
  const sentences: string[] = [];
  let begin = 0;
  for (const match of text.matchAll(/[.!?…]["”'’)]*\s+(?=["“'‘(`]?[\p{Lu}\p{N}`])/gu)) {
    const end = match.index + match[0].length;
    const sentence = text.slice(begin, end).trim();
    if (abbreviation.test(sentence)) continue;
    sentences.push(sentence);
    begin = end;
  }
  const rest = text.slice(begin).trim();
  return rest === "" ? sentences : [...sentences, rest];
}

/** The sentences of a text or Markdown document, as plain text, in order; at most 300. */
export function sentencesOf(text: string): readonly Sentence[] {
  return blocksOf(text)
    .flatMap((block) =>
      splitBlock(block.text).map((sentence, at) => ({ text: sentence, item: block.item, lead: at === 0 })),
    )
    .filter((sentence) => /\p{L}{2}/u.test(sentence.text))
    .slice(0, maxSentences);
}
