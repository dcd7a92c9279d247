import type { Json } from "@orrery/graph";
import type { OutputDifference } from "./compare-words.ts";
import { diffValues } from "./diff-values.ts";

/** What is known of an output without reading it: its length as JSON, in bytes, and its beginning; null where that has not come. */
export interface GlimpsedOutput {
  readonly bytes: number;
  readonly preview: string | null;
}

/** Whether two outputs differ, as far as their beginnings tell; the order of keys tells nothing. */
export function outputDifference(first: GlimpsedOutput, second: GlimpsedOutput): OutputDifference {
  if (first.bytes !== second.bytes) return "other";
  if (first.preview === null || second.preview === null) return "unknown";
  const isWhole = first.bytes <= first.preview.length;
  if (first.preview === second.preview) return isWhole ? "same" : "unknown";
  const [one, other] = [readJson(first.preview), readJson(second.preview)];
  if (one === undefined || other === undefined) return "other";
  return diffValues(one, other).kind === "same" ? "same" : "other";
}

/** Undefined where the text is cut. */
function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
