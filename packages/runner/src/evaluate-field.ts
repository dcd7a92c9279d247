import { type Bindings, type EvaluationError, evaluateJson, evaluateUrl, parseTemplate } from "@orrery/expr";
import { StepFailure } from "@orrery/node-kit";
import type { Json, JsonObject } from "@orrery/plan";
import { isJsonObject } from "./json-object.ts";
import type { PreparedField, PreparedNode } from "./prepared-plan.ts";

/** The config as a runtime receives it: every field that is not lazy evaluated. Throws `StepFailure`. */
export function evaluateConfig(prepared: PreparedNode, bindings: Bindings): JsonObject {
  let config: Json = prepared.node.config;
  for (const field of prepared.fields) {
    if (!holdsExpression(field.template)) continue;
    config = withMember(config, field.path, evaluateField(field, bindings));
  }
  return isJsonObject(config) ? config : {};
}

/** Evaluates one field. Throws `StepFailure` with the expression's code; `details` say the field and the range in it. */
export function evaluateField(field: PreparedField, bindings: Bindings): Json {
  const path = field.path.join(".");
  if (field.spec.expressionKind === "url" && typeof field.template === "string") {
    const result = evaluateUrl(parseTemplate(field.template), bindings);
    if (!result.ok) throw expressionFailure(path, result.error);
    return plainJson(result.value);
  }
  return evaluatePlace(field.template, path, bindings);
}

/** Evaluates any JSON with expressions in its strings; `field` names it in a failure. Throws `StepFailure`. */
export function evaluatePlace(template: Json, field: string, bindings: Bindings): Json {
  const result = evaluateJson(template, bindings);
  if (!result.ok) throw expressionFailure([field, ...result.error.path].join("."), result.error);
  return plainJson(result.value);
}

function expressionFailure(field: string, error: EvaluationError): StepFailure {
  return new StepFailure({
    code: error.code,
    message: error.message,
    class: "permanent",
    details: { field, range: { start: error.range.start, end: error.range.end } },
  });
}

/** What `evaluateJson` and `evaluateUrl` give is plain JSON by their contract; only their type does not say so. */
function plainJson(value: unknown): Json {
  return value as Json;
}

function holdsExpression(template: Json): boolean {
  if (typeof template === "string") return template.includes("{{");
  if (Array.isArray(template)) return template.some(holdsExpression);
  return typeof template === "object" && template !== null && Object.values(template).some(holdsExpression);
}

/** A copy of `json` with the member at `path` replaced; what lies beside the path is shared. */
function withMember(json: Json, path: readonly (string | number)[], member: Json): Json {
  const [head, ...rest] = path;
  if (head === undefined) return member;
  if (Array.isArray(json)) return json.map((item: Json, i) => (i === head ? withMember(item, rest, member) : item));
  if (!isJsonObject(json)) return json;
  return { ...json, [head]: withMember(json[head] ?? null, rest, member) };
}
