import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { branch, edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { compile, compileText, planSchema } from "./index.ts";
import { found } from "./testing/found.ts";

const simple = graph(
  [start(), transform("a", "{{ start.topic }}"), output("end", "{{ a }}")],
  edges("start -> a", "a -> end"),
);

describe("edges and entries", () => {
  it.each<[string, Graph, readonly string[]]>([
    ["a sound graph", simple, []],
    ["null as a value", graph([start(), transform("a", null)], edges("start -> a")), []],
    [
      "a root node that nothing leads to is left out with a warning, and what only follows it too",
      graph(
        [start(), transform("lost", 1), transform("after", "{{ lost }}"), output("end", "{{ start.topic }}")],
        edges("start -> end", "lost -> after"),
      ),
      ["ORR_NOT_WIRED @ lost", "ORR_UNREACHABLE @ after"],
    ],
    ["nothing that runs", graph([transform("a", 1)], []), ["ORR_NOT_WIRED @ a", "ORR_NOTHING_RUNS @ graph"]],
    [
      "an edge over the border of a container",
      graph(
        [start(), map("each"), transform("in_1", 1, { parentId: "each" })],
        edges("start -> each", "start -> in_1"),
      ),
      ["ORR_EDGE_SCOPE @ e2", "ORR_COLLECT @ each collect"],
    ],
    [
      "a handle that does not exist",
      graph(
        [start(), branch("b"), transform("a", 1), transform("c", 1)],
        edges("start -> b", "b.out -> a", "b.true -> c.on"),
      ),
      ["ORR_EDGE_HANDLE @ e2", "ORR_EDGE_HANDLE @ e3"],
    ],
    [
      "an edge into an input",
      graph([start(), transform("a", 1)], edges("start -> a", "a -> start")),
      ["ORR_EDGE_HANDLE @ e2"],
    ],
    [
      "error without a policy that branches",
      graph([start(), transform("a", 1), transform("b", 1)], edges("start -> a", "a.error -> b")),
      ["ORR_EDGE_HANDLE @ e2"],
    ],
    [
      "a circle, told at each of its nodes and not behind it",
      graph(
        [start(), transform("a", 1), transform("b", 1), transform("c", 1), transform("d", 1)],
        edges("start -> a", "a -> b", "b -> c", "c -> a", "c -> d"),
      ),
      ["ORR_CYCLE @ a", "ORR_CYCLE @ b", "ORR_CYCLE @ c"],
    ],
    [
      "a node that follows itself",
      graph([start(), transform("a", 1)], edges("start -> a", "a -> a")),
      ["ORR_CYCLE @ a"],
    ],
    [
      "the same edge twice",
      graph([start(), transform("a", 1)], edges("start -> a", "start -> a")),
      ["ORR_EDGE_TWICE @ e2"],
    ],
    [
      "two inputs",
      graph([start(), node("again", "input", { schema: { type: "object" } })], []),
      ["ORR_TOO_MANY_OF_TYPE @ start", "ORR_TOO_MANY_OF_TYPE @ again"],
    ],
    [
      "an output inside a container",
      graph([start(), map("each"), node("o", "output", { value: 1 }, { parentId: "each" })], edges("start -> each")),
      ["ORR_ROOT_ONLY @ o"],
    ],
    [
      "a child of something that holds nothing",
      graph([start(), transform("a", 1), transform("b", 1, { parentId: "a" })], edges("start -> a")),
      ["ORR_PARENT_NOT_CONTAINER @ b parentId"],
    ],
  ])("finds %s", (_name, drawn, expected) => {
    expect(found(drawn)).toEqual(expected);
  });

  it("names both ends of an edge, and the way round of a circle", () => {
    const { diagnostics } = compile(
      graph([start(), transform("a", 1), transform("b", 1)], edges("start -> a", "a -> b", "b -> a", "a.nope -> b")),
      { catalog },
    );
    expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
      "The edge a.nope → b.in starts at a handle that does not exist. “a” has: out.",
      "“a” is part of a circle: a → b → a. Remove one of these edges; to repeat steps, put them into a container.",
      "“b” is part of a circle: a → b → a. Remove one of these edges; to repeat steps, put them into a container.",
    ]);
  });
});

describe("types and configs", () => {
  it.each<[string, Graph, readonly string[]]>([
    ["an unknown type", graph([start(), node("a", "promt", {})], edges("start -> a")), ["ORR_UNKNOWN_TYPE @ a type"]],
    [
      "a later version",
      graph([start(), transform("a", 1, { typeVersion: 2 })], edges("start -> a")),
      ["ORR_TYPE_VERSION @ a typeVersion"],
    ],
    [
      "what a config does not know or has wrong",
      graph([start(), node("a", "prompt", { prompt: 1, colour: "red", maxTokens: -1 })], edges("start -> a")),
      ["ORR_CONFIG @ a prompt", "ORR_CONFIG @ a maxTokens", "ORR_UNKNOWN_KEY @ a colour"],
    ],
    [
      "an empty field",
      graph([start(), node("a", "branch", { when: " " })], edges("start -> a")),
      ["ORR_FIELD_EMPTY @ a when"],
    ],
    ["a missing field", graph([start(), node("a", "branch", {})], edges("start -> a")), ["ORR_FIELD_EMPTY @ a when"]],
    [
      "a value of the wrong type",
      graph(
        [start(), branch("b", "{{ start.topic }}"), node("m", "map", { items: "{{ start.topic }}" })],
        edges("start -> b", "start -> m"),
      ),
      ["ORR_FIELD_TYPE @ b when", "ORR_COLLECT @ m collect", "ORR_FIELD_TYPE @ m items"],
    ],
    [
      "an expression in a list inside JSON",
      graph([start(), transform("a", { list: ["x", "{{ start.nope }}"] })], edges("start -> a")),
      ["ORR_EXPR_UNKNOWN_MEMBER @ a value.list.1"],
    ],
    [
      "a pattern in a schema",
      graph(
        [
          node("start", "input", {
            schema: { type: "object", properties: { a: { type: "string", pattern: "(a+)+" } } },
          }),
        ],
        [],
      ),
      ["ORR_SCHEMA @ start schema.properties.a.pattern"],
    ],
    [
      "a host that only the run knows",
      graph([start(), node("a", "http-request", { url: "{{ start.topic }}" })], edges("start -> a")),
      ["ORR_HOST_ANY @ a"],
    ],
  ])("finds %s", (_name, drawn, expected) => {
    expect(found(drawn)).toEqual(expected);
  });

  it("suggests the nearest type", () => {
    const { diagnostics } = compile(graph([start(), node("a", "promt", {})], edges("start -> a")), { catalog });
    expect(diagnostics[0]?.message).toBe('“a” has the type "promt", which does not exist. Did you mean "prompt"?');
  });

  it("says where a node may run, and which places its runs take", () => {
    const settings = { concurrency: { key: "{{ start.topic }}", limit: 2 }, priority: 3 };
    const drawn = graph(
      [start(), transform("a", 1, { policy: { runsOn: ["gpu", "eu", "gpu"] } }), output("end", 1)],
      edges("start -> a", "a -> end"),
    );
    const [bare, { plan, diagnostics }] = [compile(drawn, { catalog }), compile({ ...drawn, settings }, { catalog })];
    expect(diagnostics).toEqual([]);
    expect(plan?.nodes.map(({ id, policy }) => [id, policy.runsOn])).toEqual([
      ["start", undefined],
      ["a", ["eu", "gpu"]],
      ["end", undefined],
    ]);
    expect([plan?.concurrency, plan?.priority]).toEqual([settings.concurrency, 3]);
    expect(plan && planSchema.parse(plan)).toEqual(plan);
    expect(plan?.hash).not.toBe(bare.hash);
  });

  it.each<[string, string, readonly string[]]>([
    ["a text", "everything", []],
    ["what the entry gives", "{{ start.topic + '!' }}", []],
    ["another node", "{{ a }}", ["ORR_EXPR_UNKNOWN_VARIABLE @ graph settings.concurrency.key"]],
    ["an object", "{{ start }}", ["ORR_FIELD_TYPE @ graph settings.concurrency.key"]],
    ["nothing that can be read", "{{ start. }}", ["ORR_EXPR_SYNTAX @ graph settings.concurrency.key"]],
  ])("checks a key that is %s", (_name, key, expected) => {
    expect(found({ ...simple, settings: { concurrency: { key, limit: 1 } } })).toEqual(expected);
  });

  it("accepts what is the default anyway", () => {
    const settings = { budget: { maxSteps: 5, maxWallMs: 5 }, priority: 0, onBudget: "fail" } as const;
    const drawn = graph(
      [start(), transform("a", 1, { join: "all", disabled: false, policy: {} })],
      edges("start -> a"),
      { settings },
    );
    expect(found(drawn)).toEqual([]);
    expect(compile(drawn, { catalog }).plan?.budget).toEqual({ maxSteps: 5, maxWallMs: 5 });
  });
});

describe("a node that is drawn and not wired yet", () => {
  it("may be unfinished while the rest runs", () => {
    const drawn = { ...simple, nodes: [...simple.nodes, node("later", "prompt", { prompt: "" })] };
    const { plan, diagnostics } = compile(drawn, { catalog });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["ORR_FIELD_EMPTY", "warning"],
      ["ORR_NOT_WIRED", "warning"],
    ]);
    expect(plan?.hash).toBe(compile(simple, { catalog }).hash);
  });
});

describe("compileText", () => {
  it("tells what is wrong with a file that is no graph at all", () => {
    const codes = (input: unknown) => compileText(input, { catalog }).diagnostics.map(({ code }) => code);
    expect(codes("{")).toEqual(["ORR_JSON_SYNTAX"]);
    expect(codes("[]")).toEqual(["ORR_SCHEMA_VERSION"]);
    expect(codes(JSON.stringify(simple))).toEqual([]);
    expect(compileText("{", { catalog })).toMatchObject({ plan: null, hash: null, bounds: null, capabilities: null });
  });
});

function map(id: string, items = "{{ [1, 2] }}") {
  return node(id, "map", { items });
}
