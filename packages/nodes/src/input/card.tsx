import { type CardFaceProps, defineCard } from "@orrery/node-kit/card";
import { inputFields } from "./input-fields.ts";

const MOST_SHOWN = 3;

/** What the run takes, a line a field. */
function InputFace({ config }: CardFaceProps) {
  const { schema } = config;
  const properties = isObject(schema) ? schema.properties : undefined;
  const names = isObject(schema) ? inputFields(schema) : [];
  if (names.length === 0) return <p className="px-2.5 pb-2 text-muted text-xs">Takes nothing</p>;
  return (
    <ul className="flex flex-col gap-0.5 px-2.5 pb-2">
      {names.slice(0, MOST_SHOWN).map((name) => (
        <li key={name} className="flex min-w-0 justify-between gap-2 text-xs">
          <span className="min-w-0 truncate font-mono text-code text-muted">{name}</span>
          <span className="shrink-0 text-dim">{kindWords(isObject(properties) ? properties[name] : undefined)}</span>
        </li>
      ))}
      {names.length > MOST_SHOWN && <li className="text-dim text-xs">{names.length - MOST_SHOWN} more</li>}
    </ul>
  );
}

function kindWords(property: unknown): string {
  if (!isObject(property)) return "anything";
  if (Array.isArray(property.enum)) return "choice";
  switch (property.type) {
    case "string":
      return property.format === "file-text" ? "file" : "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "yes or no";
    case "array":
      return "list";
    case "object":
      return "object";
    default:
      return "anything";
  }
}

function isObject(value: unknown): value is CardFaceProps["config"] {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const inputCard = defineCard({ type: "input", Face: InputFace });
