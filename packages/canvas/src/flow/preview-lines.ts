import type { Json } from "@orrery/graph";
import type { HandleSpec } from "@orrery/node-kit";
import type { NodeRun } from "../run/node-run.ts";

const MOST_LINES = 2;

/**
 * What a card shows of what its node gave, in one or two lines: in the type's own words where it has some; otherwise the
 * way it went, where there are several, and the value.
 * @param say the type's own words for a whole value.
 */
export function previewLines(
  run: Pick<NodeRun, "preview" | "handle">,
  outputs: readonly HandleSpec[],
  say: ((value: Json) => readonly string[] | null) | undefined,
): readonly string[] {
  const way = wayWords(run.handle, outputs);
  const lines = way === null ? [] : [way];
  const { preview } = run;
  if (preview === null || preview === "") return lines;
  const value = wholeValue(preview);
  const own = value === undefined ? null : (say?.(value) ?? null);
  if (own !== null) return own.slice(0, MOST_LINES);
  return saysOnly(value, run.handle) ? lines : [...lines, plainWords(preview)];
}

/** Which of several ways was taken: `went to “bug”`. The plain way out needs no words. */
export function wayWords(handle: string | null, outputs: readonly HandleSpec[]): string | null {
  if (handle === null || handle === "out" || outputs.length < 2) return null;
  return `went to “${outputs.find(({ id }) => id === handle)?.label ?? handle}”`;
}

/** A preview is cut at its length, so it may be no value any more. */
function wholeValue(preview: string): Json | undefined {
  try {
    return JSON.parse(preview);
  } catch {
    return undefined;
  }
}

/** An object whose one member names the handle tells nothing that the way has not told. */
function saysOnly(value: Json | undefined, handle: string | null): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const members = Object.values(value);
  return handle !== null && members.length === 1 && members[0] === handle;
}

/** What gives a text among other things is shown by its text; a preview may be cut in the middle of it. */
function plainWords(preview: string): string {
  if (!/^[{["]/.test(preview)) return preview;
  const text = /^\{"text":"((?:[^"\\]|\\.)*)/.exec(preview)?.[1];
  return (text || preview).replaceAll("\\n", " ").replaceAll('\\"', '"');
}
