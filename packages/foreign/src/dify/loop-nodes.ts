import type { Json, JsonObject } from "@orrery/graph";
import { celMember, celString, whole } from "../cel-text.ts";
import { listOf, numberOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { difyConditions } from "./dify-conditions.ts";
import { difySelector, difyValue } from "./dify-reference.ts";

/** Once for each entry of a list. */
export const iteration: Mapping = {
  type: "map",
  holds: true,
  reads: ([first, ...rest]) => {
    if (first === "item" || first === "index") return [first, ...rest];
    return first === undefined || first === "output" ? ["results", ...rest] : null;
  },
  build({ settings }, ctx) {
    const collect = difySelector(listOf(settings.output_selector), ctx);
    const parallel = settings.is_parallel === true ? (numberOf(settings.parallel_nums) ?? 10) : 1;
    if (settings.flatten_output === true) ctx.note("Lists of results were joined into one: use Aggregate after it.");
    const onError = { "continue-on-error": "null", "remove-abnormal-output": "skip" }[
      textOf(settings.error_handle_mode)
    ];
    return {
      config: {
        items: difyValue(settings.iterator_selector, ctx),
        concurrency: Math.round(Math.min(100, Math.max(1, parallel))),
        onItemError: onError ?? "fail",
        ...(collect !== null && { collect: whole(collect) }),
      },
    };
  },
};

/** Again and again, with variables of its own. */
export const loop: Mapping = {
  type: "loop",
  holds: true,
  reads: (path) => ["state", ...path],
  build(node, ctx) {
    const { settings } = node;
    const rows = objectsOf(settings.loop_variables).filter(({ label }) => textOf(label) !== "__proto__");
    const entries = (of: (row: JsonObject) => Json) =>
      Object.fromEntries(rows.map((row) => [textOf(row.label), of(row)]));
    const inside = ctx.flow.nodes.filter(({ parent, type }) => parent === node.key && type === "assigner");
    const [assigner] = inside;
    const assigned = assigner === undefined || inside.length > 1 ? null : ctx.idOf(assigner.key);
    if (inside.length > 1) ctx.note("Several steps in it assign variables: write “Go on with” anew.");
    const until = difyConditions(settings.break_conditions, settings.logical_operator, ctx);
    if (until === null && objectsOf(settings.break_conditions).length > 0)
      ctx.note("Its end has no exact counterpart: write “Until” anew.");
    const next = (row: JsonObject) => {
      const old = celMember(ctx.id, ["state", textOf(row.label)]);
      return whole(assigned === null ? old : `default(${celMember(assigned, [textOf(row.label)])}, ${old})`);
    };
    return {
      config: {
        initial: entries((row) => first(row, ctx)),
        next: entries(next),
        until: until === null ? false : whole(until),
        maxIterations: Math.round(Math.min(100_000, Math.max(1, numberOf(settings.loop_count) ?? 10))),
      },
    };
  },
};

function first(row: JsonObject, ctx: MapContext): Json {
  if (row.value_type === "variable") return difyValue(row.value, ctx);
  if (row.var_type === "number") return numberOf(row.value) ?? 0;
  if (row.var_type === "boolean") return row.value === true || row.value === "true";
  if (typeof row.value === "string" && row.var_type !== "string") {
    try {
      return ctx.json(JSON.parse(row.value));
    } catch {
      return ctx.text(row.value);
    }
  }
  return ctx.json(row.value ?? "");
}

const SUMS: Readonly<Record<string, string>> = { "+=": "+", "-=": "-", "*=": "*", "/=": "/" };

/** In a loop: the new values of its variables. */
export const assigner: Mapping = {
  type: "transform",
  build(node, ctx) {
    const rows = objectsOf(node.settings.items);
    const entries = rows.flatMap((row) => {
      const [holder, name] = listOf(row.variable_selector).map(textOf);
      const old = difySelector(listOf(row.variable_selector), ctx);
      if (holder !== node.parent || name === undefined || name === "__proto__" || old === null) {
        ctx.note("It assigns a variable that is not of its loop: keep that in a memory (Remember).");
        return [];
      }
      return [[name, assigned(row, old, ctx)] as const];
    });
    return { config: { value: Object.fromEntries(entries) } };
  },
};

function assigned(row: JsonObject, old: string, ctx: MapContext): Json {
  const operation = textOf(row.operation) || "over-write";
  const isReference = row.input_type === "variable";
  const given = isReference ? difySelector(listOf(row.value), ctx) : null;
  const literal = typeof row.value === "number" ? String(row.value) : celString(textOf(row.value));
  const cel = isReference ? given : literal;
  if (cel !== null && SUMS[operation] !== undefined) return whole(`${old} ${SUMS[operation]} ${cel}`);
  if (cel !== null && operation === "append") return whole(`${old} + [${cel}]`);
  if (cel !== null && operation === "extend") return whole(`${old} + ${cel}`);
  if (operation === "over-write" || operation === "set")
    return isReference ? difyValue(row.value, ctx) : ctx.json(row.value ?? "");
  ctx.note(`What it does (“${operation.slice(0, 40)}”) has no exact counterpart: it keeps the old value.`);
  return whole(old);
}
