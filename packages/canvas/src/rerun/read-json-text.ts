import type { Json } from "@orrery/graph";

export type JsonText = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly why: string };

/** Reads what somebody typed as JSON; says where it stops being that. */
export function readJsonText(text: string): JsonText {
  if (text.trim() === "") return { ok: false, why: "Write a value: text stands in quotes, nothing is null." };
  try {
    const value: Json = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, why: `This is not JSON${whereWords(text, error)}.` };
  }
}

function whereWords(text: string, error: unknown): string {
  const said = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (said === undefined) return ": it ends too early, or a quote or a comma is missing";
  const before = text.slice(0, Number(said)).split("\n");
  return `: look at line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1}`;
}
