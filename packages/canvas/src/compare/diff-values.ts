import type { Json } from "@orrery/graph";
import { diffJson, diffLines } from "diff";

/** One line of two values laid over each other; `skipped` stands for that many lines that are the same. */
export type DiffLine =
  | { readonly kind: "same" | "removed" | "added"; readonly text: string }
  | { readonly kind: "skipped"; readonly lines: number };

export type ValueDifference =
  | { readonly kind: "same" }
  /** They are too long, or differ in too much, to be laid over each other. */
  | { readonly kind: "too-large" }
  | { readonly kind: "lines"; readonly lines: readonly DiffLine[] };

const LONGEST_TEXT = 200_000;
const MOST_EDITS = 2_000;
/** Lines that are the same, shown before and after what differs. */
const AROUND = 3;

/** What differs between two values, line by line: of texts their lines, of others their JSON, in which the order of keys tells nothing. */
export function diffValues(first: Json, second: Json): ValueDifference {
  const isText = typeof first === "string" && typeof second === "string";
  const [one, other] = isText ? [first, second] : [JSON.stringify(first), JSON.stringify(second)];
  if (one === other) return { kind: "same" };
  if (one.length + other.length > LONGEST_TEXT) return { kind: "too-large" };
  const parts = isText
    ? diffLines(ended(first), ended(second), { maxEditLength: MOST_EDITS })
    : diffJson(asObject(first), asObject(second), { maxEditLength: MOST_EDITS });
  if (parts === undefined) return { kind: "too-large" };
  if (!parts.some(({ added, removed }) => added || removed)) return { kind: "same" };
  const lines = parts.flatMap(({ added, removed, value }) => {
    const kind = added ? ("added" as const) : removed ? ("removed" as const) : ("same" as const);
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => ({ kind, text }));
  });
  return { kind: "lines", lines: shortened(lines) };
}

/** The last line of a text counts as one, whether or not it is ended. */
function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

/** The library takes a text for JSON that is written already. */
function asObject(value: Json): string | object {
  return typeof value === "object" && value !== null ? value : JSON.stringify(value);
}

type Line = Extract<DiffLine, { readonly text: string }>;

function shortened(lines: readonly Line[]): readonly DiffLine[] {
  const isNear = lines.map(() => false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind === "same") continue;
    for (let near = Math.max(0, index - AROUND); near <= Math.min(lines.length - 1, index + AROUND); near += 1) {
      isNear[near] = true;
    }
  }
  const shown: DiffLine[] = [];
  let skipped = 0;
  for (const [index, line] of lines.entries()) {
    if (!isNear[index]) {
      skipped += 1;
      continue;
    }
    if (skipped > 0) shown.push({ kind: "skipped", lines: skipped });
    skipped = 0;
    shown.push(line);
  }
  if (skipped > 0) shown.push({ kind: "skipped", lines: skipped });
  return shown;
}
