import { type Graph, graphLimits, parseGraph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readForeign } from "./index.ts";
import { readSample, sampleNames } from "./testing/read-sample.ts";

/** Whatever comes in is told apart, refused in words, or a document that the editor takes. */
function holds(text: string): void {
  const read = readForeign(text);
  if (read.kind === "other") return;
  if (read.kind === "refused") {
    expect(read.diagnostics.length).toBeGreaterThan(0);
    for (const { code, message } of read.diagnostics) {
      expect(code).toMatch(/^ORR_[A-Z_]+$/);
      expect(message.length).toBeGreaterThan(10);
    }
    return;
  }
  expect(parseGraph(JSON.stringify(read.graph))).toMatchObject({ ok: true });
  const unknown = read.graph.nodes.filter(({ type }) => catalog.get(type) === undefined);
  expect(unknown).toEqual([]);
  expect(hasCircle(read.graph)).toBe(false);
  expect(read.report.nodes.length).toBeGreaterThan(0);
}

/** Takes away what nothing leads to until nothing is left, or a circle. */
function hasCircle({ nodes, edges }: Graph): boolean {
  const open = new Map(nodes.map(({ id }) => [id, edges.filter(({ target }) => target === id).length]));
  const free = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  let left = open.size;
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    left -= 1;
    for (const { target } of edges.filter(({ source }) => source === id)) {
      const count = (open.get(target) ?? 0) - 1;
      open.set(target, count);
      if (count === 0) free.push(target);
    }
  }
  return left > 0;
}

const documents = sampleNames.map((name) =>
  name.endsWith(".yml") ? parse(readSample(name)) : JSON.parse(readSample(name)),
);

/** The places of a JSON value, as ways to change each. */
function places(value: unknown): { owner: object; key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [{ owner: value, key }, ...places(one)]);
}

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    "",
    "={{ $json.x }}",
    "={{ $('Webhook').item.json[",
    "{{#1.x#}}",
    "{{",
    "}}",
    "__proto__",
    "0",
    "1e999",
  ),
  fc.constantFrom<unknown>(null, [], {}, -1, 1e308, true, [[null]], { name: null, value: {} }),
);

describe("files that were changed by chance", () => {
  test.each(documents.map((document, index) => [sampleNames[index], document] as const))("%s", (_name, document) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(4), anything), { minLength: 1, maxLength: 8 }), (changes) => {
        const copy = structuredClone(document);
        for (const [at, how, value] of changes) {
          const all = places(copy);
          const place = all[at % Math.max(1, all.length)];
          if (place === undefined) continue;
          const old = Reflect.get(place.owner, place.key);
          if (how === 0) Reflect.deleteProperty(place.owner, place.key);
          else if (how === 1 && Array.isArray(old)) old.push(...structuredClone(old.slice(0, 20)));
          else if (how === 2 && typeof old === "string") Reflect.set(place.owner, place.key, `${old} ${old}`);
          else Reflect.set(place.owner, place.key, structuredClone(value));
        }
        holds(JSON.stringify(copy));
      }),
      { numRuns: 60 },
    );
  });
});

test("texts of any kind are told apart without harm", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 400 }),
      fc.constantFrom("", "kind: app\n", "{", '{"nodes":[', "app: "),
      (text, head) => holds(head + text),
    ),
  );
});

const n8n = (nodes: readonly object[], connections: object = {}) => JSON.stringify({ name: "x", nodes, connections });
const step = (name: string, parameters: object = {}) => ({
  name,
  type: "n8n-nodes-base.noOp",
  typeVersion: 1,
  position: [0, 0],
  parameters,
});
const to = (...names: string[]) => ({ main: [names.map((node) => ({ node, type: "main", index: 0 }))] });
const codes = (text: string) => {
  const read = readForeign(text);
  return read.kind === "refused" ? [...new Set(read.diagnostics.map(({ code }) => code))] : read.kind;
};

test("what is no workflow of one of them is left to others, or refused with what it is", () => {
  expect(codes("")).toBe("other");
  expect(codes("hello")).toBe("other");
  expect(codes('{"schema":"orrery.graph/v1","name":"x","nodes":[],"edges":[]}')).toBe("other");
  expect(codes('{"nodes":[],"connections":{}}')).toBe("other");
  expect(codes("kind: app\napp: { mode: chat }\nmodel_config: {}")).toEqual(["ORR_FOREIGN_KIND"]);
  const chatflow = { nodes: [{ id: "a", data: { name: "chatOpenAI", inputAnchors: [] } }], edges: [] };
  expect(codes(JSON.stringify(chatflow))).toEqual(["ORR_FOREIGN_KIND"]);
});

test("YAML that repeats itself, is deep, broken or too large is refused", () => {
  const names = Array.from({ length: 12 }, (_, n) => String.fromCharCode(97 + n));
  const bomb = names.map((name, n) => {
    const before =
      n === 0
        ? '"lol"'
        : Array(9)
            .fill(`*${names[n - 1]}`)
            .join(", ");
    return `${name}: &${name} [${before}]`;
  });
  expect(codes(`kind: app\n${bomb.join("\n")}`)).toEqual(["ORR_YAML_REPEATS"]);
  expect(codes(`kind: app\nworkflow: ${"[".repeat(50_000)}`)).toEqual(["ORR_TOO_DEEP"]);
  expect(
    codes(`kind: app\nworkflow:\n${Array.from({ length: 300 }, (_, n) => `${" ".repeat(n + 1)}a:`).join("\n")}`),
  ).toEqual(["ORR_TOO_DEEP"]);
  expect(codes("kind: app\nworkflow: [1, 2")).toEqual(["ORR_YAML_SYNTAX"]);
  expect(codes(`kind: app\nx: ${"a".repeat(3_000_000)}`)).toEqual(["ORR_TOO_LARGE"]);
  expect(codes("kind: app\nworkflow: { graph: { nodes: [], edges: [] } }\n__proto__: { a: 1 }")).toEqual([
    "ORR_FORBIDDEN_KEY",
  ]);
});

test("keys that reach a prototype, too many nodes and deep settings are refused", () => {
  expect(codes(`{"nodes":[{"type":"x","parameters":{"__proto__":{}}}],"connections":{}}`)).toEqual([
    "ORR_FORBIDDEN_KEY",
  ]);
  expect(codes(n8n(Array.from({ length: graphLimits.nodes + 1 }, (_, n) => step(`${n}`))))).toEqual([
    "ORR_TOO_MANY_NODES",
  ]);
  expect(
    codes(`{"nodes":[{"type":"x","parameters":${'{"a":'.repeat(100)}1${"}".repeat(100)}}],"connections":{}}`),
  ).toBe("other");
});

test("circles are opened and said, however long", () => {
  const read = readForeign(n8n([step("a"), step("b"), step("c")], { a: to("b"), b: to("c"), c: to("a", "c") }));
  expect(read).toMatchObject({
    kind: "read",
    graph: {
      edges: [
        { source: "a", target: "b" },
        { source: "b", target: "c" },
      ],
    },
    report: { nodes: [{ fidelity: "exact" }, { fidelity: "exact" }, { fidelity: "changed" }] },
  });
  const many = Array.from({ length: 5_000 }, (_, n) => `n${n}`);
  const ring = Object.fromEntries(many.map((name, n) => [name, to(many[(n + 1) % many.length] ?? "")]));
  expect(
    codes(
      n8n(
        many.map((name) => step(name)),
        ring,
      ),
    ),
  ).toBe("read");
});
