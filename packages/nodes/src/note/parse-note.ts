/** A piece of a line: plain, or marked. */
export type Inline =
  | { readonly kind: "text" | "strong" | "emphasis" | "struck" | "code"; readonly text: string }
  /** Only addresses of the web are links; everything else stays text. */
  | { readonly kind: "link"; readonly text: string; readonly href: string };

export type NoteBlock =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly inline: readonly Inline[] }
  | { readonly kind: "paragraph" | "quote"; readonly lines: readonly (readonly Inline[])[] }
  | {
      readonly kind: "list";
      readonly ordered: boolean;
      /** `done`: of a line that can be ticked. */
      readonly items: readonly { readonly inline: readonly Inline[]; readonly done: boolean | null }[];
    }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "rule" };

const FENCE = /^\s*```/;
const HEADING = /^(#{1,3})\s+(.+)$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const QUOTE = /^>\s?(.*)$/;
const ITEM = /^\s*(?:([-*+])|\d{1,9}[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;

/**
 * The Markdown of a note: headings, paragraphs, lists with ticks, quotes, code, and strong, emphasised, struck and linked words
 * in them. HTML and images are plain text here, so that nothing of a note is ever carried out or fetched. In linear time.
 */
export function parseNote(text: string): readonly NoteBlock[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks: NoteBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const take = (fits: (line: string) => boolean): string[] => {
      const found: string[] = [];
      for (; at < lines.length && fits(lines[at] ?? ""); at += 1) found.push(lines[at] ?? "");
      return found;
    };
    const heading = HEADING.exec(line);
    if (line.trim() === "") at += 1;
    else if (FENCE.test(line)) {
      at += 1;
      const code = take((one) => !FENCE.test(one));
      at += 1;
      blocks.push({ kind: "code", text: code.join("\n") });
    } else if (heading) {
      at += 1;
      blocks.push({ kind: "heading", level: levelOf(heading[1] ?? ""), inline: parseInline(heading[2] ?? "") });
    } else if (RULE.test(line)) {
      at += 1;
      blocks.push({ kind: "rule" });
    } else if (QUOTE.test(line)) {
      const quoted = take((one) => QUOTE.test(one));
      blocks.push({ kind: "quote", lines: quoted.map((one) => parseInline(QUOTE.exec(one)?.[1] ?? "")) });
    } else if (ITEM.test(line)) {
      const ordered = ITEM.exec(line)?.[1] === undefined;
      const items = take((one) => ITEM.test(one) && !RULE.test(one) && (ITEM.exec(one)?.[1] === undefined) === ordered);
      blocks.push({ kind: "list", ordered, items: items.map(itemOf) });
    } else {
      const words = take((one) => one.trim() !== "" && !isBeginning(one));
      blocks.push({ kind: "paragraph", lines: words.map(parseInline) });
    }
  }
  return blocks;
}

function isBeginning(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line) || ITEM.test(line);
}

function levelOf(marks: string): 1 | 2 | 3 {
  return marks.length === 1 ? 1 : marks.length === 2 ? 2 : 3;
}

function itemOf(line: string) {
  const [, , tick, words = ""] = ITEM.exec(line) ?? [];
  return { inline: parseInline(words), done: tick === undefined ? null : tick !== " " };
}

const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|~~([^~]+)~~|\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b|(?<!!)\[([^[\]]+)\]\((https?:\/\/[^\s()<>"]+)\)|(https?:\/\/[^\s()<>"]+)/g;

/** The marked pieces of one line, in order. */
export function parseInline(line: string): readonly Inline[] {
  // Longer than any line that is read; the marks of such a one are shown as they are.
  if (line.length > 5000) return [{ kind: "text", text: line }];
  const pieces: Inline[] = [];
  let last = 0;
  for (const match of line.matchAll(INLINE)) {
    if (match.index > last) pieces.push({ kind: "text", text: line.slice(last, match.index) });
    last = match.index + match[0].length;
    pieces.push(pieceOf(match));
  }
  if (last < line.length) pieces.push({ kind: "text", text: line.slice(last) });
  return pieces;
}

function pieceOf(match: RegExpExecArray): Inline {
  const [whole, code, strong, strong2, struck, emphasis, emphasis2, words, href, address] = match;
  if (code !== undefined) return { kind: "code", text: code };
  const bold = strong ?? strong2;
  if (bold !== undefined) return { kind: "strong", text: bold };
  if (struck !== undefined) return { kind: "struck", text: struck };
  const slanted = emphasis ?? emphasis2;
  if (slanted !== undefined) return { kind: "emphasis", text: slanted };
  if (words !== undefined && href !== undefined) return { kind: "link", text: words, href };
  return { kind: "link", text: address ?? whole, href: address ?? whole };
}
