import type { Diagnostic } from "@orrery/plan";
import type { Span } from "./json-source.ts";
import { placeFinder } from "./place-of.ts";

export type Tone = "red" | "yellow" | "blue" | "green" | "bold" | "dim";
/** Colours a text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const toneOf = { error: "red", warning: "yellow", info: "blue" } as const;
const widest = 110;

interface Line {
  readonly number: number;
  readonly column: number;
  readonly text: string;
}

function lineAt(source: string, offset: number): Line {
  const begin = source.lastIndexOf("\n", offset - 1) + 1;
  const end = source.indexOf("\n", offset);
  const number = source.slice(0, begin).split("\n").length;
  return {
    number,
    column: offset - begin,
    text: source.slice(begin, end === -1 ? source.length : end).replace(/\r$/, ""),
  };
}

/** The line with carets below the span; of a long line the part around the span. */
function excerpt(line: Line, length: number): { readonly text: string; readonly carets: string } {
  const marked = Math.max(1, Math.min(length, line.text.length - line.column, widest));
  const from =
    line.text.length <= widest ? 0 : Math.max(0, line.column - Math.max(20, Math.floor((widest - marked) / 2)));
  const cutBefore = from > 0 ? "…" : "";
  const shown = line.text.slice(from, from + widest);
  const cutAfter = from + widest < line.text.length ? "…" : "";
  const pad = " ".repeat(cutBefore.length + line.column - from);
  return { text: `${cutBefore}${shown.replaceAll("\t", " ")}${cutAfter}`, carets: pad + "^".repeat(marked) };
}

function subject({ nodeId, edgeId, field }: Diagnostic): string {
  const parts = [
    nodeId === undefined ? "" : `node ${nodeId}`,
    edgeId === undefined ? "" : `edge ${edgeId}`,
    field === undefined ? "" : field,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function fixLine({ fix }: Diagnostic): string | null {
  if (fix === undefined) return null;
  return fix.kind === "replace" && !fix.title.includes(fix.text) ? `${fix.title}: ${fix.text}` : fix.title;
}

function block(diagnostic: Diagnostic, span: Span | null, { file, source, paint }: ReportOptions): string {
  const { severity, code, message } = diagnostic;
  const lines = [`${paint(toneOf[severity], `${severity}[${code}]`)}${paint("bold", `: ${message}`)}`];
  const place = subject(diagnostic);
  const line = span === null ? null : lineAt(source, span.start);
  const width = line === null ? 1 : String(line.number).length;
  const gutter = " ".repeat(width);
  const where = line === null ? file : `${file}:${line.number}:${line.column + 1}`;
  lines.push(`${gutter}${paint("blue", "-->")} ${where}${place === "" ? "" : ` (${place})`}`);
  if (line !== null && span !== null) {
    const { text, carets } = excerpt(line, span.end - span.start);
    const bar = paint("blue", "|");
    lines.push(`${gutter} ${bar}`, `${paint("blue", String(line.number))} ${bar} ${text}`);
    lines.push(`${gutter} ${bar} ${paint(toneOf[severity], carets)}`);
  }
  const fix = fixLine(diagnostic);
  if (fix !== null) lines.push(`${gutter} ${paint("blue", "=")} ${paint("green", "fix")}: ${fix}`);
  return lines.join("\n");
}

export interface ReportOptions {
  /** The file's name as the person gave it. */
  readonly file: string;
  readonly source: string;
  readonly paint: Paint;
}

function count(diagnostics: readonly Diagnostic[], severity: Diagnostic["severity"], word: string): string {
  const found = diagnostics.filter((one) => one.severity === severity).length;
  return found === 0 ? "" : `${found} ${word}${found === 1 ? "" : "s"}`;
}

/** "2 errors, 1 warning"; empty where there is nothing to count. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return [
    count(diagnostics, "error", "error"),
    count(diagnostics, "warning", "warning"),
    count(diagnostics, "info", "hint"),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/**
 * Diagnostics for people, as a good compiler tells them: what, where in the file, carets below the place, and the fix;
 * errors first, then in the order of the file.
 */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  const find = placeFinder(options.source);
  const rank = { error: 0, warning: 1, info: 2 };
  return diagnostics
    .map((diagnostic) => ({ diagnostic, span: find(diagnostic) }))
    .toSorted(
      (a, b) =>
        rank[a.diagnostic.severity] - rank[b.diagnostic.severity] || (a.span?.start ?? 0) - (b.span?.start ?? 0),
    )
    .map(({ diagnostic, span }) => block(diagnostic, span, options))
    .join("\n\n");
}
