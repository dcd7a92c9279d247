import { type Json, type JsonSchema, validateJson } from "@orrery/node-kit";

export type FinalAnswer =
  | { readonly ok: true; readonly object: Json }
  /** In words that the model can mend it by. */
  | { readonly ok: false; readonly problem: string };

/** Some models put their JSON between code fences, in spite of all. */
function withoutFence(text: string): string {
  return /```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
}

/** The object in an agent's last words, checked against the schema. */
export function readFinalAnswer(text: string, schema: JsonSchema): FinalAnswer {
  let value: Json;
  try {
    value = JSON.parse(withoutFence(text));
  } catch {
    return { ok: false, problem: "It is not JSON." };
  }
  const [first] = validateJson(schema, value);
  if (first === undefined) return { ok: true, object: value };
  return { ok: false, problem: `${first.path === "" ? "" : `At ${first.path}: `}${first.message}` };
}
