import { literal, untranslated, whole } from "../cel-text.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { textOf } from "../json-access.ts";
import type { MapContext } from "../mapping.ts";

/** What a field holds: what feeds it, or else its own words. Null where there is neither. */
export function fieldOf(node: ForeignNode, name: string, ctx: MapContext): string | null {
  if (ctx.feeding(name).length > 0) {
    const given = ctx.given([], name);
    if (given !== null) return whole(given);
    ctx.note(`What feeds its field “${name.slice(0, 60)}” could not be told: choose it, it is marked.`);
    return untranslated(name);
  }
  const own = node.settings[name];
  return typeof own === "string" || typeof own === "number" ? literal(textOf(own)) : null;
}
