import type { Json, JsonObject } from "@orrery/graph";

export interface SaidTurn {
  /** It is a model's turn, of which nothing more is to be shown. */
  readonly isTurn: boolean;
  readonly text: string;
  readonly calls: readonly SaidCall[];
}

export interface SaidCall {
  readonly id: string;
  readonly name: string;
  /** As the model wrote them. */
  readonly args: string;
}

export interface ToldResult {
  readonly id: string;
  readonly text: string;
}

/** What a turn gave: `{ text, calls }` of a model's, and nothing of any other. */
export function readTurn(output: Json): SaidTurn {
  if (!isObject(output) || typeof output.text !== "string") return { isTurn: false, text: "", calls: [] };
  return { isTurn: true, text: output.text, calls: listOf(output.calls).flatMap((call) => readCall(call) ?? []) };
}

/** What the model was told of the calls of the turn before: `results` in the input of a turn. */
export function resultsIn(input: Json): readonly ToldResult[] {
  if (!isObject(input)) return [];
  return listOf(input.results).flatMap((result) => {
    if (!isObject(result) || typeof result.id !== "string" || typeof result.text !== "string") return [];
    return [{ id: result.id, text: result.text }];
  });
}

function readCall(call: Json): SaidCall | null {
  if (!isObject(call)) return null;
  const { id, name, args } = call;
  return typeof id === "string" && typeof name === "string" && typeof args === "string" ? { id, name, args } : null;
}

/** JSON where the text is some, so that it is shown as data. */
export function asData(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
