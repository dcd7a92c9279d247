import type { JsonPath } from "../graph.ts";
import type { Json } from "../json.ts";

/** A place where a text was found: in the name of a member, or in a value. */
export interface JsonHit {
  readonly path: JsonPath;
  /** What stands there, cut around what was found. */
  readonly words: string;
}

const around = 60;

/** Adds places that hold a text, whatever its case, up to `most` in all. In time linear in the value. */
export function findInJson(
  value: Json,
  wanted: string,
  to: { readonly hits: JsonHit[]; readonly most: number },
  at: JsonPath = [],
): void {
  const text = wanted.toLowerCase();
  const look = (one: Json, path: JsonPath, name: string | null): void => {
    if (to.hits.length >= to.most) return;
    if (typeof one === "object" && one !== null) {
      if (name?.toLowerCase().includes(text)) to.hits.push({ path, words: name });
      if (Array.isArray(one)) for (const [index, item] of one.entries()) look(item, [...path, index], null);
      else for (const [key, member] of Object.entries(one)) look(member, [...path, key], key);
      return;
    }
    const said = typeof one === "string" ? one : JSON.stringify(one);
    const place = said.toLowerCase().indexOf(text);
    if (place >= 0) to.hits.push({ path, words: cut(said, place, text.length) });
    else if (name?.toLowerCase().includes(text)) to.hits.push({ path, words: `${name}: ${said.slice(0, around)}` });
  };
  if (text !== "") look(value, at, null);
}

function cut(said: string, place: number, length: number): string {
  const from = Math.max(0, place - around);
  const to = Math.min(said.length, place + length + around);
  return `${from > 0 ? "…" : ""}${said.slice(from, to)}${to < said.length ? "…" : ""}`;
}
