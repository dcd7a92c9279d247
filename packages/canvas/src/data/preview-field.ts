import { evaluateJson } from "@orrery/expr";
import { namesIn } from "../run/resolve-input.ts";
import { type LastValuesArgs, lastValues } from "./last-values.ts";

/** What a field would come to, in a line: its value, or why there is none. */
export interface FieldPreview {
  readonly kind: "value" | "none";
  readonly text: string;
}

const mostText = 400;

/** Evaluates a field's text over what its names gave last, by the evaluator of runs, which ends after a bounded time. */
export async function previewField(args: LastValuesArgs, text: string): Promise<FieldPreview> {
  const bindings = await lastValues(args, namesIn(text));
  if (typeof bindings === "string") return { kind: "none", text: bindings };
  const result = evaluateJson(text, bindings);
  if (!result.ok) return { kind: "none", text: result.error.message };
  return { kind: "value", text: inLine(result.value) };
}

/** A value in one line, cut where it is long. */
export function inLine(value: unknown, longest: number = mostText): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  const line = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return line === "" ? "empty text" : line;
}

/** What a name, or a path behind it, gave last; undefined where that is not known. */
export async function lastValueAt(args: LastValuesArgs, path: string): Promise<unknown> {
  const bindings = await lastValues(args, namesIn(`{{ ${path} }}`));
  if (typeof bindings === "string") return undefined;
  const result = evaluateJson(`{{ ${path} }}`, bindings);
  return result.ok ? result.value : undefined;
}
