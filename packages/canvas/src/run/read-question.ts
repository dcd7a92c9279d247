import type { Json, JsonObject } from "@orrery/graph";

/** What a person is asked: `{ title, show, fields }`, as a waiting step shows it. */
export interface Question {
  readonly title: string;
  readonly show: Json | undefined;
  /** The first words of what is shown, by which one question is told from another; null where nothing is. */
  readonly about: string | null;
  /** A JSON Schema of an object; what is to be filled in. */
  readonly fields: JsonObject | null;
  readonly hasFields: boolean;
  /** A JSON Schema of what is shown, where that may be changed before it is allowed. */
  readonly edits: JsonObject | null;
}

/** Reads a question; whatever does not fit is left out. */
export function readQuestion(value: Json): Question {
  const members = isObject(value) ? value : {};
  const fields = isObject(members.fields) ? members.fields : null;
  const properties = fields && isObject(fields.properties) ? fields.properties : {};
  return {
    title: typeof members.title === "string" && members.title !== "" ? members.title : "May this go on?",
    show: members.show,
    about: firstWords(members.show),
    fields,
    hasFields: Object.keys(properties).length > 0,
    edits: isObject(members.edits) ? members.edits : null,
  };
}

function firstWords(show: Json | undefined): string | null {
  if (show === undefined || show === null) return null;
  if (typeof show !== "object") return String(show).trim() === "" ? null : String(show).trim();
  for (const member of Object.values(show)) {
    const words = typeof member === "object" ? null : firstWords(member);
    if (words !== null) return words;
  }
  return JSON.stringify(show);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
