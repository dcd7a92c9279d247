import type { Json, JsonObject } from "@orrery/graph";

/** What a person is asked: `{ title, show, fields }`, as a waiting step shows it. */
export interface Question {
  readonly title: string;
  readonly show: Json | undefined;
  /** A JSON Schema of an object; what is to be filled in. */
  readonly fields: JsonObject | null;
  readonly hasFields: boolean;
}

/** Reads a question; whatever does not fit is left out. */
export function readQuestion(value: Json): Question {
  const members = isObject(value) ? value : {};
  const fields = isObject(members.fields) ? members.fields : null;
  const properties = fields && isObject(fields.properties) ? fields.properties : {};
  return {
    title: typeof members.title === "string" && members.title !== "" ? members.title : "May this go on?",
    show: members.show,
    fields,
    hasFields: Object.keys(properties).length > 0,
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
