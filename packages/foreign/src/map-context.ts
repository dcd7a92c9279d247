import type { Json, JsonObject } from "@orrery/graph";
import type { ForeignFlow } from "./foreign-flow.ts";
import { isObject, textOf } from "./json-access.ts";
import type { Dialect, MapContext } from "./mapping.ts";
import type { Planned, Reading } from "./reading.ts";

interface Around {
  readonly flow: ForeignFlow;
  readonly dialect: Dialect;
  readonly planned: ReadonlyMap<string, Planned>;
  readonly reading: Reading;
  readonly note: (sentence: string) => void;
}

/** What the mapping of one node may ask. */
export function createMapContext({ node, id }: Planned, around: Around): MapContext {
  const { flow, dialect, planned, reading, note } = around;
  const ctx: MapContext = {
    id,
    node,
    flow,
    note,
    text(value) {
      const { text, lost } = dialect.translate(textOf(value), ctx);
      for (const one of lost)
        note(`The expression ${short(one)} has no exact counterpart: write it anew, it is marked.`);
      return text;
    },
    json: (value) => deep(value, (one) => ctx.text(one)),
    given: (path = [], entry) => reading.given(node.key, path, entry),
    output: (key, path) => reading.output(key, path),
    expression: (value) => dialect.expression(value, ctx),
    feeding: (entry) => reading.feeding(node.key, entry),
    idOf: (key) => planned.get(key)?.id ?? null,
  };
  return ctx;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 120 ? `“${line.slice(0, 119)}…”` : `“${line}”`;
}

function deep(value: unknown, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => deep(one, change));
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, one]) => [key, deep(one, change)] as const);
    return Object.fromEntries(entries) satisfies JsonObject;
  }
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}
