import { copyNodes } from "@orrery/graph";

/** Whether a text may be of another tool: then it takes a moment to read, otherwise it is pasted at once. */
export function maybeForeign(text: string): boolean {
  if (/"?schema"?\s*:\s*"orrery\./.test(text.slice(0, 2_000))) return false;
  return /^\s*\{/.test(text)
    ? /"nodes"\s*:/.test(text)
    : /^(?:app|kind|version|workflow)\s*:/m.test(text.slice(0, 2_000));
}

/**
 * What was copied in another tool, or is a file of it, as a clip of ours with the report as a note; every other text as it
 * is. What reads it is loaded with the first of them.
 */
export async function readPaste(text: string): Promise<string> {
  const { readForeign, withReportNote } = await import("@orrery/foreign");
  const read = readForeign(text);
  if (read.kind !== "read") return text;
  const graph = withReportNote(read.graph, read.report);
  return JSON.stringify(copyNodes(graph, new Set(graph.nodes.map(({ id }) => id))));
}
