import type { JsonObject } from "@orrery/graph";
import { firstThere, untranslated, whole } from "../cel-text.ts";
import type { ForeignNode } from "../foreign-flow.ts";
import { at, listOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext, Mapping } from "../mapping.ts";
import { difyConditions } from "./dify-conditions.ts";
import { difySelector, difyValue } from "./dify-reference.ts";
import { assigner, iteration, loop } from "./loop-nodes.ts";

const TYPES: Readonly<Record<string, JsonObject>> = {
  number: { type: "number" },
  checkbox: { type: "boolean" },
  boolean: { type: "boolean" },
  json_object: { type: "object" },
  file: {},
  "file-list": { type: "array" },
};

const input: Mapping = {
  type: "input",
  single: true,
  build({ settings }, ctx) {
    const rows = objectsOf(settings.variables);
    const properties = rows.flatMap((row) => {
      const name = textOf(row.variable).slice(0, 100);
      const options = listOf(row.options).filter((one) => typeof one === "string");
      const kind = TYPES[textOf(row.type)] ?? { type: "string" };
      if (textOf(row.type).startsWith("file"))
        ctx.note("A file is given here as an upload: check the step that reads it.");
      const title = textOf(row.label).slice(0, 200);
      const schema = {
        ...kind,
        ...(row.type === "select" && options.length > 0 && { enum: options }),
        ...(title && { title }),
      };
      return name === "" || name === "__proto__" ? [] : [[name, schema] as const];
    });
    const required = rows.filter((row) => row.required === true).map((row) => textOf(row.variable));
    return { config: { schema: { type: "object", properties: Object.fromEntries(properties), required } } };
  },
};

const chat: Mapping = {
  type: "chat",
  single: true,
  reads: ([first]) => (first === undefined ? [] : null),
  build({ settings }, ctx) {
    const names = objectsOf(settings.variables).map(({ variable }) => textOf(variable));
    if (names.length > 0)
      ctx.note(
        `A Chat takes a message and nothing else: ${names.join(", ").slice(0, 200)} have to come from elsewhere.`,
      );
    return { config: {} };
  },
};

const end: Mapping = {
  type: "output",
  exits: () => null,
  build({ settings }, ctx) {
    const rows = objectsOf(settings.outputs).filter(({ variable }) => textOf(variable) !== "__proto__");
    const entries = rows.map((row) => [textOf(row.variable) || "output", difyValue(row.value_selector, ctx)] as const);
    return { config: { value: Object.fromEntries(entries) } };
  },
};

const answer: Mapping = {
  type: "output",
  exits: () => null,
  build: ({ settings }, ctx) => ({ config: { value: ctx.text(settings.answer) } }),
};

const answerOnTheWay: Mapping = {
  type: "template",
  reads: () => [],
  build({ settings }, ctx) {
    ctx.note("It answered while the run went on: here only what ends a run is its answer. This keeps the text.");
    return { config: { text: ctx.text(settings.answer), tidy: false } };
  },
};

interface Case {
  readonly id: string;
  readonly rows: unknown;
  readonly logical: unknown;
}

function casesOf({ settings }: ForeignNode): readonly Case[] {
  const cases = objectsOf(settings.cases).slice(0, 64);
  if (cases.length === 0) return [{ id: "true", rows: settings.conditions, logical: settings.logical_operator }];
  return cases.map((one) => ({
    id: textOf(one.case_id) || textOf(one.id),
    rows: one.conditions,
    logical: one.logical_operator,
  }));
}

function when({ rows, logical }: Case, ctx: MapContext): string {
  const cel = difyConditions(rows, logical, ctx);
  if (cel !== null) return whole(cel);
  ctx.note("A condition has no exact counterpart: write it anew, it is marked.");
  return untranslated("the condition");
}

const branch: Mapping = {
  type: "branch",
  exits: (exit, node) => (exit === casesOf(node)[0]?.id ? "true" : exit === "false" ? "false" : null),
  reads: () => null,
  build: (node, ctx) => ({ config: { when: casesOf(node)[0] ? when(casesOf(node)[0] ?? noCase, ctx) : "" } }),
};

const noCase: Case = { id: "", rows: [], logical: "and" };

const cases: Mapping = {
  type: "switch",
  reads: () => null,
  exits(exit, node) {
    const index = casesOf(node).findIndex(({ id }) => id === exit);
    return exit === "false" ? "otherwise" : index === -1 ? null : `case_${index + 1}`;
  },
  build: (node, ctx) => ({
    config: { cases: casesOf(node).map((one, index) => ({ id: `case_${index + 1}`, when: when(one, ctx) })) },
  }),
};

/** The first of several variables that is there. */
const aggregator: Mapping = {
  type: "transform",
  reads: (path) => (path.at(-1) === "output" ? path.slice(0, -1) : path),
  build({ settings }, ctx) {
    const firstOf = (selectors: unknown): string => {
      const read = listOf(selectors).map((one) => difySelector(listOf(one), ctx));
      const cel = read.includes(null) ? null : firstThere(read.flatMap((one) => one ?? []));
      if (cel === null) ctx.note("One of its variables is not there: choose them anew, it is marked.");
      return cel === null ? untranslated("the variables") : whole(cel);
    };
    if (at(settings, "advanced_settings", "group_enabled") !== true)
      return { config: { value: firstOf(settings.variables) } };
    const groups = objectsOf(at(settings, "advanced_settings", "groups"));
    const entries = groups.map((group) => [textOf(group.group_name) || "group", firstOf(group.variables)] as const);
    return { config: { value: Object.fromEntries(entries.filter(([name]) => name !== "__proto__")) } };
  },
};

const note: Mapping = {
  type: "note",
  build: ({ settings }) => ({ config: { text: plainOf(settings.text).slice(0, 100_000) } }),
};

/** The words of a note, which stands in the file as the JSON of its editor. */
function plainOf(value: unknown): string {
  const text = textOf(value);
  try {
    const found = Array.from(
      JSON.stringify(JSON.parse(text)).matchAll(/"text":("(?:[^"\\]|\\.)*")/g),
      (match) => match[1] ?? '""',
    );
    return found.map((one) => textOf(JSON.parse(one))).join("\n");
  } catch {
    return text;
  }
}

/** Where a workflow of Dify begins, goes on and ends. */
export const flowNodes: Readonly<Record<string, Mapping | ((node: ForeignNode) => Mapping | null)>> = {
  start: ({ settings }) => (settings.$chat === true ? chat : input),
  end,
  answer: ({ settings, parent }) => (settings.$leadsOn === true || parent !== undefined ? answerOnTheWay : answer),
  "if-else": (node) => (casesOf(node).length === 1 ? branch : cases),
  iteration,
  loop,
  assigner: ({ parent }) => (parent === undefined ? null : assigner),
  "variable-assigner": aggregator,
  "variable-aggregator": aggregator,
  note,
};
