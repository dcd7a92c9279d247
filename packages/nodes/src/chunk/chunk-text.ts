import { markdownSections } from "./markdown-sections.ts";
import { type Stretch, safePlace, unitsOf } from "./text-units.ts";

export interface ChunkSettings {
  readonly by: "paragraphs" | "sentences" | "headings" | "characters";
  /** Most UTF-16 units of a chunk. */
  readonly size: number;
  /** At most half of `size`. */
  readonly overlap: number;
}

export interface Chunk extends Stretch {
  readonly text: string;
  /** Only by headings. */
  readonly heading?: string;
}

/**
 * Cuts a text into chunks of at most `size`, in order. A chunk is as many whole units as fit; the next one begins with as
 * many of the last units as fit into `overlap`. Sections under Markdown headings do not overlap each other. White space at
 * the ends of a chunk is left out, and a chunk that would only repeat the one before is, too.
 */
export function chunkText(text: string, settings: ChunkSettings): readonly Chunk[] {
  let reached = 0;
  return chunksOf(text, settings).filter(({ end }) => {
    const isNew = end > reached;
    if (isNew) reached = end;
    return isNew;
  });
}

/** One that is white space but for the overlap may say nothing new. */
function chunksOf(text: string, { by, size, overlap }: ChunkSettings): readonly Chunk[] {
  if (by === "characters") return characterChunks(text, size, overlap);
  if (by !== "headings") {
    const units = unitsOf(text, { start: 0, end: text.length }, by === "sentences" ? "sentence" : "paragraph", size);
    return pack(units, size, overlap).flatMap((stretch) => trimmed(text, stretch));
  }
  return markdownSections(text).flatMap(({ heading, ...section }) => {
    const units: readonly Stretch[] =
      section.end - section.start <= size ? [section] : unitsOf(text, section, "paragraph", size);
    return pack(units, size, overlap).flatMap((stretch) =>
      trimmed(text, stretch).map((chunk) => ({ ...chunk, heading })),
    );
  });
}

function characterChunks(text: string, size: number, overlap: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < text.length; ) {
    const end = start + size >= text.length ? text.length : safePlace(text, start + size);
    chunks.push(...trimmed(text, { start, end }));
    if (end === text.length) break;
    const again = safePlace(text, end - overlap);
    start = again > start ? again : safePlace(text, start + 2);
  }
  return chunks;
}

/** Units that follow each other, none longer than `size`, put together. */
function pack(units: readonly Stretch[], size: number, overlap: number): readonly Stretch[] {
  const packed: Stretch[] = [];
  for (let first = 0; first < units.length; ) {
    const start = units[first]?.start ?? 0;
    let last = first;
    while (last + 1 < units.length && (units[last + 1]?.end ?? 0) - start <= size) last += 1;
    const end = units[last]?.end ?? start;
    packed.push({ start, end });
    if (last === units.length - 1) break;
    let next = last + 1;
    const room = size - ((units[next]?.end ?? end) - (units[next]?.start ?? end));
    while (next - 1 > first && end - (units[next - 1]?.start ?? 0) <= Math.min(overlap, room)) next -= 1;
    first = next;
  }
  return packed;
}

function trimmed(text: string, { start, end }: Stretch): readonly Chunk[] {
  const whole = text.slice(start, end);
  const words = whole.trim();
  if (words === "") return [];
  const from = start + (whole.length - whole.trimStart().length);
  return [{ text: words, start: from, end: from + words.length }];
}
