import type { Stretch } from "./text-units.ts";

export interface Section extends Stretch {
  /** The headings above it, from the outermost, joined by ` › `; empty before the first. */
  readonly heading: string;
}

/** The sections of a Markdown text, each from its `#` heading to the next one. Lines in fenced code are no headings. */
export function markdownSections(text: string): readonly Section[] {
  const sections: Section[] = [];
  const above: string[] = [];
  let heading = "";
  let start = 0;
  let fence: string | null = null;
  for (let line = 0; line < text.length; ) {
    const newline = text.indexOf("\n", line);
    const next = newline === -1 ? text.length : newline + 1;
    const words = text.slice(line, Math.min(next, line + 1_000)).trimEnd();
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(words)?.[1];
    const found = fence === null ? /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(words) : null;
    if (mark !== undefined && (fence === null || (mark.startsWith(fence) && words.trim() === mark))) {
      fence = fence === null ? mark : null;
    } else if (found !== null) {
      if (line > start) sections.push({ start, end: line, heading });
      start = line;
      above.length = Math.min(above.length, (found[1] ?? "").length - 1);
      while (above.length < (found[1] ?? "").length - 1) above.push("");
      above.push(withoutClosing(found[2] ?? ""));
      heading = above.filter((one) => one !== "").join(" › ");
    }
    line = next;
  }
  if (start < text.length) sections.push({ start, end: text.length, heading });
  return sections;
}

/** A heading may be closed by `#` again. */
function withoutClosing(words: string): string {
  let end = words.length;
  while (end > 0 && words[end - 1] === "#") end -= 1;
  const open = words.slice(0, end);
  return (end < words.length && open !== "" && !/\s$/.test(open) ? words : open).trim();
}
