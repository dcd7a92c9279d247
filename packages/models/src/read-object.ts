import { type Json, type JsonObject, StepFailure, validateJson } from "@orrery/node-kit";

function invalid(message: string, details: JsonObject = {}): StepFailure {
  return new StepFailure({ code: "MODEL_OUTPUT_INVALID", message, class: "permanent", details });
}

/** Some models put their JSON between code fences, in spite of all. */
function withoutFence(text: string): string {
  return /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
}

/**
 * The object in a model's answer, checked against the schema.
 * @throws StepFailure `MODEL_OUTPUT_INVALID`
 */
export function readObject(text: string, schema: JsonObject): Json {
  let value: Json;
  try {
    value = JSON.parse(withoutFence(text)) as Json;
  } catch {
    throw invalid(`The model did not answer with JSON. It begins: ${text.trim().slice(0, 80)}`);
  }
  checkObject(value, schema);
  return value;
}

/** @throws StepFailure `MODEL_OUTPUT_INVALID` naming the first problem. */
export function checkObject(value: Json, schema: JsonObject): void {
  const problems = validateJson(schema, value);
  const first = problems[0];
  if (first === undefined) return;
  const where = first.path === "" ? "" : ` at ${first.path}`;
  throw invalid(`The model's answer does not fit the shape${where}: ${first.message}`, {
    problems: problems.slice(0, 5).map(({ path, message }) => ({ path, message })),
    count: problems.length,
  });
}
