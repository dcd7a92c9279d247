/** A stretch of a text, in UTF-16 units from its beginning; `end` is the first that does not belong to it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What a text can be cut between, from the coarsest: the finer ways are for stretches that are too long. */
type Unit = "paragraph" | "sentence" | "character";

/**
 * Takes a stretch apart into stretches that follow each other without a gap, none longer than `size` (at least 2). Those of
 * `unit` that are longer are taken apart by the next finer one. A pair of surrogates is never cut.
 */
export function unitsOf(text: string, stretch: Stretch, unit: Unit, size: number): readonly Stretch[] {
  if (unit === "character") return windows(text, stretch, size);
  const found = unit === "paragraph" ? paragraphs(text, stretch) : sentences(text, stretch);
  const finer = unit === "paragraph" ? "sentence" : "character";
  return found.flatMap((one) => (one.end - one.start <= size ? [one] : unitsOf(text, one, finer, size)));
}

/** The next place at or before `at` that does not cut a pair of surrogates. */
export function safePlace(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff && at > 0 ? at - 1 : at;
}

function windows(text: string, { start, end }: Stretch, size: number): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let at = start; at < end; ) {
    const next = at + size >= end ? end : Math.max(safePlace(text, at + size), at + 1);
    found.push({ start: at, end: next });
    at = next;
  }
  return found;
}

/** Each with the blank lines behind it. */
function paragraphs(text: string, { start, end }: Stretch): readonly Stretch[] {
  const found: Stretch[] = [];
  let from = start;
  let line = start;
  let isBlank = false;
  while (line < end) {
    const newline = text.indexOf("\n", line);
    const next = newline === -1 || newline >= end ? end : newline + 1;
    const blank = text.slice(line, next).trim() === "";
    if (isBlank && !blank) {
      found.push({ start: from, end: line });
      from = line;
    }
    isBlank = blank;
    line = next;
  }
  if (from < end) found.push({ start: from, end });
  return found;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

function sentences(text: string, { start, end }: Stretch): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const { index, segment } of segmenter.segment(text.slice(start, end))) {
    found.push({ start: start + index, end: start + index + segment.length });
  }
  return found;
}
