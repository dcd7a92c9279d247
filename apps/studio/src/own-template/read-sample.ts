import type { Json } from "@orrery/graph";

export type SampleInForm =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly problem: string };

/** The sample input that a person has written as JSON; an empty field is an empty object. */
export function readSample(text: string): SampleInForm {
  if (text.trim() === "") return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, problem: 'This is not JSON. Write it such as { "text": "Hello" }.' };
  }
}
