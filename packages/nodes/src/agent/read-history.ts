import type { Json, ModelMessage } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";

/** What one side said, and what came of it: a message of the user's with all that follows it before the next. */
export type Exchange = readonly ModelMessage[];

/**
 * What was said before, as a chat gives it (`{ role, text }`, oldest first), by exchanges. What a caller calls `system` is said
 * as the user's: only the agent's own rules are rules. Null where it is no such list; empty texts are left out.
 */
export function readHistory(history: Json | undefined): readonly Exchange[] | null {
  if (history === undefined || history === null || history === "") return [];
  if (!Array.isArray(history)) return null;
  const exchanges: ModelMessage[][] = [];
  for (const entry of history) {
    const { role, text } = isObject(entry) ? entry : {};
    if (typeof text !== "string") return null;
    if (role !== "user" && role !== "assistant" && role !== "system") return null;
    if (text === "") continue;
    if (role !== "assistant" || exchanges.length === 0) exchanges.push([]);
    exchanges.at(-1)?.push(role === "assistant" ? { role, text, calls: [] } : { role: "user", text });
  }
  return exchanges;
}

/** Exchanges as text that a summary can be made of. */
export function historyText(exchanges: readonly Exchange[]): string {
  return exchanges
    .flat()
    .flatMap((message) =>
      message.role === "tool" ? [] : [`${message.role === "user" ? "User" : "Assistant"}: ${message.text}`],
    )
    .join("\n\n");
}
