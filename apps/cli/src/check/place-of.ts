import type { Diagnostic } from "@orrery/plan";
import { type Path, type Span, spanInString, spanOfValue } from "./json-source.ts";

/** The keys of a path in dots; whole numbers are places in a list. */
function keysOf(field: string): Path {
  return field.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

function indexOf(list: unknown, id: string): number | null {
  if (!Array.isArray(list)) return null;
  const index = list.findIndex(
    (one: unknown) => typeof one === "object" && one !== null && Reflect.get(one, "id") === id,
  );
  return index === -1 ? null : index;
}

/** Where a diagnostic may point, the most exact place first. */
function candidates(document: unknown, diagnostic: Diagnostic): readonly Path[] {
  const { nodeId, edgeId, field } = diagnostic;
  const member = (name: string): unknown =>
    typeof document === "object" && document !== null ? Reflect.get(document, name) : undefined;
  const keys = field === undefined ? [] : keysOf(field);
  const node = nodeId === undefined ? null : indexOf(member("nodes"), nodeId);
  const edge = edgeId === undefined ? null : indexOf(member("edges"), edgeId);
  return [
    ...(node === null
      ? []
      : [
          ...(field === undefined
            ? []
            : [
                ["nodes", node, "config", ...keys],
                ["nodes", node, ...keys],
              ]),
        ]),
    ...(edge === null ? [] : [["edges", edge]]),
    ...(node === null ? [] : [["nodes", node, "id"]]),
    ...(field === undefined ? [] : [keys]),
  ];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

/** A finder of places in one file: where in its text a diagnostic points; null where it points nowhere. */
export function placeFinder(text: string): (diagnostic: Diagnostic) => Span | null {
  const document = parse(text);
  return (diagnostic) => {
    if (document === null) return syntaxPlace(text, diagnostic);
    for (const path of candidates(document, diagnostic)) {
      const span = spanOfValue(text, path);
      if (span === null) continue;
      const { range } = diagnostic;
      return range !== undefined && text[span.start] === '"' ? spanInString(text, span, range) : span;
    }
    return null;
  };
}

/** Of a file that is not JSON only the message knows the place: `line 3, column 7`. */
function syntaxPlace(text: string, { message }: Diagnostic): Span | null {
  const found = /line (\d+)(?:,? column (\d+))?/.exec(message);
  if (found === null) return null;
  let start = 0;
  for (let line = 1; line < Number(found[1]); line += 1) {
    const next = text.indexOf("\n", start);
    if (next === -1) break;
    start = next + 1;
  }
  start = Math.min(start + Number(found[2] ?? 1) - 1, text.length);
  return { start, end: start + 1 };
}
