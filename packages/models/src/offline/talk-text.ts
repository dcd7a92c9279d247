import type { Json, ModelMessage } from "@orrery/node-kit";
import { isList, isObject } from "./read-schema.ts";

const maxChars = 100_000;
const maxLines = 400;

/** What was said and what tools gave in a conversation, as text to answer from: data becomes lines `name: value`. */
export function talkText(messages: readonly ModelMessage[]): string {
  const parts = messages.flatMap((message) =>
    message.role === "tool"
      ? message.results.filter(({ isError }) => !isError).map(({ text }) => plainText(text))
      : [message.text],
  );
  return parts
    .filter((part) => part !== "")
    .join("\n\n")
    .slice(0, maxChars);
}

function plainText(text: string): string {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const lines: string[] = [];
  write(isObject(value) && value.result !== undefined ? value.result : value, "", lines);
  return lines.join("\n");
}

function write(value: Json, name: string, lines: string[]): void {
  if (lines.length >= maxLines) return;
  if (isList(value)) {
    for (const entry of value) write(entry, name, lines);
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) write(member, key.replace(/[_-]+/g, " "), lines);
  } else if (value !== null && value !== "") {
    lines.push(name === "" ? String(value) : `${name}: ${String(value)}`);
  }
}
