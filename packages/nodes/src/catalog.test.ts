import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type NodeDefinition, typeFromJsonSchema } from "@orrery/node-kit";
import { nodeIcon } from "@orrery/ui";
import dynamicIconImports from "lucide-react/dynamicIconImports.mjs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { catalog } from "./catalog.ts";
import { runtimes } from "./runtimes.ts";

const text = { kind: "string" } as const;
const number = { kind: "number" } as const;
const any = { kind: "any" } as const;
const orNull = { kind: "union", of: [number, { kind: "null" }] } as const;

function listOf(items: object) {
  return { kind: "list", items };
}

function one(...values: readonly string[]) {
  return { kind: "string", values };
}

/** What a model answered, with what it cost. */
function answered(properties: object) {
  const usage = closed({ inputTokens: number, outputTokens: number, usd: number });
  return closed({ ...properties, usage, model: text });
}

function definition(type: string): NodeDefinition {
  const found = catalog.get(type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

function outputOf(type: string, config: object) {
  const found = definition(type);
  return found.output({ config: found.config.parse(config), typeOf: () => number, collected: text });
}

function closed(properties: object) {
  const members = Object.entries(properties).map(([name, member]) => [name, { type: member, optional: false }]);
  return { kind: "object", properties: Object.fromEntries(members), open: false };
}

describe("the catalogue", () => {
  it("has a folder, a page, and a runtime where one is needed, for every type", () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(catalog.types.map(({ type }) => type)).toEqual(folders.map(({ name }) => name).toSorted());
    for (const { type, traits } of catalog.types) {
      expect(existsSync(join(import.meta.dirname, type, "docs.md")), type).toBe(true);
      const driven = traits.container !== undefined || traits.role === "note";
      expect(runtimes.get(type) === undefined, type).toBe(driven);
    }
  });

  it("has an icon that the canvas knows for every type", () => {
    const unknown = nodeIcon("there is no such icon");
    expect(
      catalog.types.filter(({ icon }) => nodeIcon(icon) === unknown).map(({ type, icon }) => `${type} ${icon}`),
    ).toEqual([]);
  });

  it.each(catalog.types.map((one) => [one.type, one] as const))(
    "%s: its first config fits, its fields exist, its schema can be published",
    (_type, one) => {
      expect(one.config.parse(one.initial)).toEqual(one.initial);
      const schema = z.toJSONSchema(one.config, { io: "input", unrepresentable: "any" });
      const known = Object.keys(schema.properties ?? {});
      for (const field of one.fields) {
        expect(known, field.path).toContain(field.path.split(".")[0]);
        expect(field.expression === true, field.path).toBe(field.expressionKind !== undefined);
        expect(field.control === "choice", field.path).toBe(field.choices !== undefined);
      }
      expect(known.filter((name) => !one.fields.some((field) => field.path === name))).toEqual([]);
      expect(Object.keys(dynamicIconImports)).toContain(one.icon);
      expect(one.summary(one.initial).length).toBeLessThanOrEqual(2);
      expect(one.config.safeParse({ ...one.initial, unknown: 1 }).success).toBe(false);
    },
  );

  it.each<[string, object, object]>([
    [
      "input",
      { schema: { type: "object", properties: { a: { type: "number" } }, required: ["a"] } },
      closed({ a: number }),
    ],
    ["output", { value: 1 }, number],
    ["transform", { value: 1 }, number],
    ["branch", { when: true }, closed({ taken: { kind: "string", values: ["true", "false"] } })],
    ["switch", { cases: [{ id: "a", when: true }] }, closed({ taken: { kind: "string", values: ["a", "otherwise"] } })],
    ["wait", { ms: 1 }, closed({ at: text })],
    [
      "loop",
      { initial: 1, next: 1, until: true, maxIterations: 2 },
      closed({ state: text, iterations: number, done: { kind: "boolean" } }),
    ],
    [
      "http-request",
      { url: "x" },
      closed({ status: number, headers: { kind: "object", properties: {}, open: true }, body: any }),
    ],
    [
      "http-request",
      { url: "x", responseType: "text" },
      closed({ status: number, headers: { kind: "object", properties: {}, open: true }, body: text }),
    ],
    [
      "prompt",
      { prompt: "x" },
      closed({ text, usage: closed({ inputTokens: number, outputTokens: number, usd: number }), model: text }),
    ],
    [
      "approval",
      { title: "x", fields: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } },
      closed({
        approved: { kind: "boolean" },
        values: { kind: "object", properties: { n: { type: number, optional: true } }, open: false },
        note: text,
        by: text,
        at: text,
      }),
    ],
    ["note", {}, { kind: "absent" }],
    ["template", { text: "x" }, text],
    ["validate", { value: 1, schema: { type: "string" } }, text],
    ["validate", { value: 1, schema: {} }, number],
    ["split", { value: "x" }, closed({ items: listOf(text), count: number })],
    ["split", { value: [1], by: "batches", size: 2 }, closed({ items: listOf(listOf(any)), count: number })],
    [
      "chunk",
      { text: "x", by: "headings" },
      closed({
        chunks: listOf(closed({ index: number, text, start: number, end: number, heading: text })),
        count: number,
      }),
    ],
    ["dedupe", { items: [1] }, closed({ items: listOf(any), removed: number })],
    ["aggregate", { items: [1] }, closed({ items: listOf(any), count: number })],
    [
      "aggregate",
      { items: [1], by: [1], numbers: [1] },
      closed({
        items: listOf(any),
        count: number,
        sum: number,
        avg: orNull,
        min: orNull,
        max: orNull,
        groups: listOf(
          closed({ key: any, items: listOf(any), count: number, sum: number, avg: number, min: number, max: number }),
        ),
      }),
    ],
    ["code", { source: "" }, any],
    ["code", { source: "", outputSchema: { type: "number" } }, number],
    ["parse", { document: "x" }, any],
    ["parse", { document: "x", format: "html" }, closed({ text, title: text })],
    [
      "classify",
      { text: "x", cases: [{ id: "a", when: "" }] },
      answered({ taken: one("a", "otherwise"), because: text }),
    ],
    ["extract", { text: "x", schema: { properties: {} } }, answered({ value: closed({}) })],
    [
      "judge",
      { text: "x", criteria: { clear: "" } },
      answered({ score: number, passed: { kind: "boolean" }, scores: closed({ clear: number }), because: text }),
    ],
    ["guard", { value: 1 }, closed({ value: number, masked: number, found: listOf(text) })],
  ])("gives the type of the output of %s %j", (type, config, expected) => {
    expect(outputOf(type, config)).toEqual(expected);
  });

  it("gives a prompt's object the type of its schema", () => {
    const outputSchema = { type: "object", properties: { mood: { enum: ["good", "bad"] } }, required: ["mood"] };
    expect(outputOf("prompt", { prompt: "x", outputSchema })).toMatchObject({
      properties: { object: { type: typeFromJsonSchema(outputSchema), optional: false } },
    });
  });

  it.each<[string, object, string]>([
    ["transform", { value: 1 }, "pure"],
    ["code", { source: "" }, "pure"],
    ["guard", { value: 1 }, "pure"],
    ["guard", { value: 1, topic: "x" }, "repeatable"],
    ["prompt", { prompt: "x" }, "repeatable"],
    ["http-request", { url: "x", method: "GET" }, "repeatable"],
    ["http-request", { url: "x", method: "HEAD" }, "repeatable"],
    ["http-request", { url: "x", method: "POST" }, "once"],
    ["http-request", { url: "x", method: "DELETE" }, "once"],
    ["http-request", { url: "x", method: "POST", idempotencyKey: "k" }, "keyed"],
  ])("knows what repeating %s %j would mean", (type, config, effect) => {
    const found = definition(type);
    expect(found.effect(found.config.parse(config))).toBe(effect);
  });

  it.each<[string, object, readonly string[]]>([
    [
      "switch",
      {
        cases: [
          { id: "error", when: true },
          { id: "a", when: true },
          { id: "a", when: true },
        ],
      },
      ["cases.0.id", "cases.2.id"],
    ],
    ["wait", {}, ["ms"]],
    ["wait", { ms: 1, until: "2027-01-31T09:00:00Z" }, ["until"]],
    ["http-request", { url: "ftp://example.org/" }, ["url"]],
    ["http-request", { url: "https://me:secret@example.org/" }, ["url"]],
    ["http-request", { url: "https://example.org/", body: 1 }, ["body"]],
    ["input", { schema: { type: "array" } }, ["schema.type"]],
    ["input", { schema: { type: "object", required: ["a"] } }, ["schema.required"]],
    [
      "input",
      { schema: { type: "object", properties: { a: { $ref: "https://example.org/x" } } } },
      ["schema.properties.a.$ref"],
    ],
    ["approval", { title: "x", fields: { type: "string" } }, ["fields.type"]],
    ["validate", { value: 1, schema: { type: "text" } }, ["schema.type"]],
    ["split", { value: "x", by: "separator" }, ["separator"]],
    ["split", { value: "x", by: "batches" }, ["size"]],
    ["chunk", { text: "x", size: 100, overlap: 60 }, ["overlap"]],
    ["aggregate", { items: [], flatten: true, by: [] }, ["flatten"]],
    ["parse", { document: "x", format: "pdf" }, ["encoding"]],
    ["parse", { document: "x", format: "csv", delimiter: '"' }, ["delimiter"]],
    ["classify", { text: "x", cases: [{ id: "error", when: "" }] }, ["cases.0.id"]],
    ["extract", { text: "x", schema: { type: "array" } }, ["schema.type"]],
    ["judge", { text: "x", criteria: {} }, ["criteria"]],
    ["vote", { prompt: "x", choices: ["a", "a"] }, ["choices"]],
    ["guard", { value: "x", minLength: 2, maxLength: 1 }, ["minLength"]],
    [
      "prompt",
      { prompt: "x", outputSchema: { properties: { a: { type: "text" } } } },
      ["outputSchema.properties.a.type"],
    ],
  ])("finds what is wrong with %s %j", (type, config, paths) => {
    const found = definition(type);
    expect(found.check?.(found.config.parse(config)).map(({ path }) => path)).toEqual(paths);
  });
});
