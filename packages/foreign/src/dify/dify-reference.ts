import { type CelPath, inText, literal, untranslated, whole } from "../cel-text.ts";
import { firstOfType } from "../first-of-type.ts";
import { at, listOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext } from "../mapping.ts";

/** The expression for a selector of Dify: `[node, member, …]`, `[sys, query]`, `[env, name]`. */
export function difySelector(selector: readonly unknown[], ctx: MapContext): string | null {
  const [first, ...rest] = selector.map((part) => textOf(part));
  if (first === undefined || first === "") return null;
  const path: CelPath = rest;
  if (first === "sys") return systemVariable(rest, ctx);
  if (first === "env") return environment(rest[0] ?? "", ctx);
  return given(first, path, ctx);
}

/** What a run was started with may lack what is not required: it is empty then. */
function given(key: string, path: CelPath, ctx: MapContext): string | null {
  const cel = ctx.output(key, path);
  const start = firstOfType(ctx.flow, "start");
  if (cel === null || start?.key !== key || start.settings.$chat === true) return cel;
  const row = objectsOf(start.settings.variables).find(({ variable }) => textOf(variable) === path[0]);
  if (row === undefined || row.required === true) return cel;
  return `default(${cel}, ${/^(?:text-input|paragraph|select)$/.test(textOf(row.type)) ? '""' : "null"})`;
}

/** What every run of Dify knows. */
function systemVariable([name]: readonly string[], ctx: MapContext): string | null {
  const start = firstOfType(ctx.flow, "start");
  const ours = { query: "text", conversation_id: "conversation", files: null }[name ?? ""] ?? null;
  if (start === undefined || ours === null || start.settings.$chat !== true) return null;
  const id = ctx.idOf(start.key);
  return id === null ? null : `${id}.${ours}`;
}

/** A setting of the workflow, where it is no secret: its value itself. */
function environment(name: string, ctx: MapContext): string | null {
  const start = firstOfType(ctx.flow, "start");
  const row = objectsOf(start?.settings.$environment).find((one) => one.name === name);
  if (row === undefined || row.value_type === "secret") return null;
  const { value } = row;
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return null;
  ctx.note(`The setting ${name.slice(0, 60)} stands here as its value.`);
  return JSON.stringify(value);
}

const REFERENCE = /\{\{#([^#{}]{1,300})#\}\}/g;

/** A text of Dify, where `{{#node.member#}}` stands for a value. */
export function translateDify(
  value: string,
  ctx: MapContext,
): { readonly text: string; readonly lost: readonly string[] } {
  const lost: string[] = [];
  let end = 0;
  let text = "";
  for (const match of value.matchAll(REFERENCE)) {
    text += literal(value.slice(end, match.index));
    end = match.index + match[0].length;
    const name = match[1] ?? "";
    const cel = name === "context" ? contextOf(ctx) : difySelector(name.split("."), ctx);
    if (cel === null) lost.push(match[0]);
    text += cel === null ? untranslated(name) : inText(cel);
  }
  return { text: text + literal(value.slice(end)), lost };
}

/** What a knowledge retrieval found for a model. */
function contextOf(ctx: MapContext): string | null {
  const selector = listOf(at(ctx.node.settings, "context", "variable_selector"));
  return selector.length === 0 ? null : difySelector(selector, ctx);
}

/** A selector as a field. */
export function difyValue(selector: unknown, ctx: MapContext): string {
  const parts = listOf(selector);
  const cel = difySelector(parts, ctx);
  if (cel !== null) return whole(cel);
  ctx.note(`What it reads at ${parts.map(textOf).join(".").slice(0, 120)} is not there: choose it anew, it is marked.`);
  return untranslated(parts.map(textOf).join("."));
}
