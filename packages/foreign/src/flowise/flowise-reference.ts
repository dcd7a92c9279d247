import type { JsonObject } from "@orrery/graph";
import { type CelPath, celMember, inText, literal, untranslated } from "../cel-text.ts";
import { firstOfType } from "../first-of-type.ts";
import type { ForeignFlow, ForeignNode } from "../foreign-flow.ts";
import { objectsOf, textOf } from "../json-access.ts";
import type { MapContext } from "../mapping.ts";
import { plainText } from "../plain-text.ts";
import { splitBraces } from "../split-braces.ts";

/** A text of Flowise: rich, with `{{ name }}` for values. */
export function translateFlowise(
  value: string,
  ctx: MapContext,
): { readonly text: string; readonly lost: readonly string[] } {
  const lost: string[] = [];
  const parts = splitBraces(plainText(value)).map(({ kind, text }) => {
    if (kind === "text") return literal(text);
    const cel = flowiseVariable(text, ctx);
    if (cel === null) lost.push(`{{ ${text} }}`);
    return cel === null ? untranslated(text) : inText(cel);
  });
  return { text: parts.join(""), lost };
}

/** The expression for a field that is one variable and nothing else. */
export function flowiseExpression(value: string, ctx: MapContext): string | null {
  const pieces = splitBraces(plainText(value).trim());
  const [only] = pieces;
  return pieces.length === 1 && only?.kind === "expression" ? flowiseVariable(only.text, ctx) : null;
}

export const isChatStart = ({ settings }: ForeignNode): boolean => settings.startInputType !== "formInput";

/** `question`, `$form.name`, `$iteration.item`, `$flow.state.x`, `llmAgentflow_0.output.content`. */
function flowiseVariable(text: string, ctx: MapContext): string | null {
  const parts = text.trim().split(".");
  if (parts.some((part) => !/^\$?\w+$/.test(part))) return null;
  const [first = "", ...rest] = parts;
  const start = firstOfType(ctx.flow, "startAgentflow");
  const startId = start === undefined ? null : ctx.idOf(start.key);
  if (first === "question" && rest.length === 0) {
    if (start === undefined || startId === null) return null;
    return isChatStart(start) ? `${startId}.text` : null;
  }
  if (first === "chat_history" && start !== undefined && startId !== null && isChatStart(start))
    return `${startId}.messages`;
  if (first === "current_date_time" && rest.length === 0) return "now()";
  if (first === "$form" && startId !== null) return celMember(startId, rest);
  if (first === "$iteration") return iterationItem(rest, ctx);
  if (first === "$flow" && rest[0] === "state" && rest.length === 2) return state(rest[1] ?? "", ctx);
  return first.startsWith("$") ? null : ctx.output(first, rest);
}

function iterationItem(path: CelPath, ctx: MapContext): string | null {
  const holder = ctx.node.parent === undefined ? null : ctx.idOf(ctx.node.parent);
  return holder === null ? null : celMember(holder, ["item", ...path]);
}

/** A value of the state that exactly one node sets, from what that gives; what nothing sets is its first value. */
function state(name: string, ctx: MapContext): string | null {
  const setters = settersOf(ctx.flow).get(name) ?? [];
  const start = firstOfType(ctx.flow, "startAgentflow");
  const first = objectsOf(start?.settings.startState).find(({ key }) => textOf(key) === name);
  const [only] = setters;
  if (only === undefined) return first === undefined ? null : JSON.stringify(textOf(first.value));
  if (setters.length > 1 || ctx.idOf(only.node.key) === ctx.id) return null;
  const value = /^\{\{\s*([\w.$]+)\s*\}\}$/.exec(plainText(textOf(only.row.value)).trim())?.[1] ?? "";
  const [holder = "", ...rest] = value.split(".");
  const cel =
    holder === "output" || holder === "$output"
      ? ctx.output(only.node.key, ["output", ...rest])
      : ctx.output(holder, rest);
  if (cel !== null)
    ctx.note(`The state “${name.slice(0, 60)}” is read where it is set: by “${only.node.name.slice(0, 100)}”.`);
  return cel;
}

interface Setter {
  readonly node: ForeignNode;
  readonly row: JsonObject;
}

const known = new WeakMap<ForeignFlow, ReadonlyMap<string, readonly Setter[]>>();

/** Which nodes set which value of the state. */
function settersOf(flow: ForeignFlow): ReadonlyMap<string, readonly Setter[]> {
  const found = known.get(flow);
  if (found !== undefined) return found;
  const all = flow.nodes.flatMap((node) =>
    Object.entries(node.settings)
      .filter(([field]) => field.endsWith("UpdateState"))
      .flatMap(([, rows]) => objectsOf(rows).map((row) => ({ node, row }))),
  );
  const setters = Map.groupBy(all, ({ row }) => textOf(row.key));
  known.set(flow, setters);
  return setters;
}
