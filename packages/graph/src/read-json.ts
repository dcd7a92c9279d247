import type { GraphDiagnostic } from "./diagnostic.ts";
import { graphLimits } from "./limits.ts";

export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly diagnostic: GraphDiagnostic };

/** Reads JSON text after its size and nesting were measured, so that the parser never meets hostile depth. Never throws. */
export function readJson(text: string): ReadJson {
  if (text.length > graphLimits.bytes || utf8Length(text) > graphLimits.bytes) {
    return refuse("ORR_TOO_LARGE", "This file is larger than 5 MB. Split it into smaller workflows.");
  }
  const deepAt = tooDeepAt(text);
  if (deepAt !== null) {
    const message = `At ${lineAndColumn(text, deepAt)} this file is nested deeper than ${graphLimits.depth} levels. Flatten it.`;
    return refuse("ORR_TOO_DEEP", message);
  }
  try {
    const value: unknown = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
    return { ok: true, value };
  } catch (error) {
    return refuse("ORR_JSON_SYNTAX", `This file is not JSON: ${syntaxProblem(text, error)} Export the workflow again.`);
  }
}

function refuse(code: string, message: string): ReadJson {
  return { ok: false, diagnostic: { code, severity: "error", message } };
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7ff) bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2;
    else if (unit > 0x7f) bytes += 1;
  }
  return bytes;
}

/** The offset at which brackets outside strings open one level too many, or null. */
function tooDeepAt(text: string): number | null {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 0x5c) i += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > graphLimits.depth) return i;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return null;
}

function syntaxProblem(text: string, error: unknown): string {
  if (text.trim() === "") return "it is empty.";
  const message = error instanceof Error ? error.message : "";
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `something is wrong at ${lineAndColumn(text, Number(position))}.`;
  return /end of JSON/.test(message) ? "it ends too early." : "it could not be read.";
}

function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `line ${line}, column ${offset - before.lastIndexOf("\n")}`;
}
