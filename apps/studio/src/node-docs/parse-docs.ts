/** A piece of a line: plain, `code` or **strong**. */
export interface Span {
  readonly kind: "text" | "code" | "strong";
  readonly text: string;
}

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: "paragraph"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "table"; readonly rows: readonly (readonly (readonly Span[])[])[] };

/**
 * Reads the part of Markdown that the pages of node types use: headings, paragraphs, lists, tables, fenced code, inline
 * code and strong words. Anything else stays text. A table's first row is its head and its second row is passed over.
 */
export function parseDocs(markdown: string): Block[] {
  const lines = markdown.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;

  const takeWhile = (fits: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    for (let line = lines[at]; line !== undefined && fits(line); line = lines[at]) {
      taken.push(line);
      at += 1;
    }
    return taken;
  };

  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = /^(#{1,6}) +(.*)$/.exec(line);
    if (line.trim() === "") at += 1;
    else if (heading) {
      blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, spans: parseSpans(heading[2] ?? "") });
      at += 1;
    } else if (line.startsWith("```")) {
      at += 1;
      blocks.push({ kind: "code", text: takeWhile((inside) => !inside.startsWith("```")).join("\n") });
      at += 1;
    } else if (isRow(line)) {
      const rows = takeWhile(isRow);
      blocks.push({ kind: "table", rows: rows.filter((_, index) => index !== 1).map(parseRow) });
    } else if (isItem(line)) {
      blocks.push({ kind: "list", items: takeWhile(isItem).map((item) => parseSpans(item.slice(2))) });
    } else {
      blocks.push({ kind: "paragraph", spans: parseSpans(takeWhile(isPlain).join(" ")) });
    }
  }
  return blocks;
}

const isRow = (line: string) => line.startsWith("|");
const isItem = (line: string) => /^[-*] /.test(line);
const isPlain = (line: string) =>
  line.trim() !== "" && !isRow(line) && !isItem(line) && !line.startsWith("```") && !/^#{1,6} /.test(line);

function parseRow(line: string): Span[][] {
  const cells = line.replace(/^\||\|\s*$/g, "").split(/(?<!\\)\|/);
  return cells.map((cell) => parseSpans(cell.trim().replaceAll("\\|", "|")));
}

function parseSpans(text: string): Span[] {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== "")
    .map((part): Span => {
      if (/^`[^`]+`$/.test(part)) return { kind: "code", text: part.slice(1, -1) };
      if (/^\*\*[^*]+\*\*$/.test(part)) return { kind: "strong", text: part.slice(2, -2) };
      return { kind: "text", text: part };
    });
}
