import { applyEdit } from "@orrery/graph";
import type { JsonObject, ToolFace } from "@orrery/node-kit";
import { catalog } from "@orrery/nodes/catalog";
import { expect, test } from "vitest";
import { createCompiler } from "./create-compiler.ts";
import { edges, graph, node, output, start } from "./diagnostic-catalogue/draw.ts";
import type { Interfaces } from "./workflow-face.ts";

const face: ToolFace = {
  title: "Search",
  description: "Finds books.",
  inputSchema: {
    type: "object",
    properties: { query: { type: "string" }, limit: { type: "integer" } },
    required: ["query"],
  },
  outputSchema: {
    type: "object",
    properties: { titles: { type: "array", items: { type: "string" } } },
    required: ["titles"],
  },
  effect: "repeatable",
  host: "library.example",
  hash: "a".repeat(64),
};

const having = (tool: ToolFace | undefined): Interfaces => ({
  get: () => undefined,
  tool: (server, name) => (server === "library" && name === "search" ? tool : undefined),
});

const drawn = (args: JsonObject, value = "{{ find.titles[0] }}") =>
  graph(
    [start(), node("find", "mcp-tool", { server: "library", tool: "search", args }), output("end", value)],
    edges("start -> find", "find -> end"),
  );

const { compile } = createCompiler({ catalog });
const codes = (found: ReturnType<typeof compile>) =>
  found.diagnostics.map(({ code, severity, nodeId, field }) => [code, severity, nodeId, field]);

test("an approved tool gives the step its effect, its place, and the type of what it gives", () => {
  const found = compile(drawn({ query: "moons" }), having(face));
  expect(codes(found)).toEqual([]);
  expect(found.plan?.nodes.find(({ id }) => id === "find")?.effect).toBe("repeatable");
  expect(found.capabilities).toEqual({
    hosts: ["library.example"],
    models: [],
    secrets: [],
    tools: ["library/search"],
    namespaces: [],
  });
  expect(found.outputs.get("end")).toEqual({ kind: "string" });
});

test("arguments that do not fit and members that it does not give are errors at their places", () => {
  const found = compile(drawn({ limit: "many" }, "{{ find.authors }}"), having(face));
  expect(codes(found)).toEqual([
    ["ORR_FIELD_TYPE", "error", "find", "args"],
    ["ORR_EXPR_UNKNOWN_MEMBER", "error", "end", "value"],
  ]);
});

test("a tool that does not say what it gives gives texts and blocks", () => {
  const found = compile(drawn({ query: "x" }, "{{ find.text }}"), having({ ...face, outputSchema: null }));
  expect(codes(found)).toEqual([]);
  expect(found.outputs.get("end")).toEqual({ kind: "string" });
});

test("a tool that is approved anew is another plan; its words in between change nothing else", () => {
  const one = compile(drawn({ query: "x" }), having(face));
  const same = compile(drawn({ query: "x" }), having({ ...face }));
  const other = compile(drawn({ query: "x" }), having({ ...face, effect: "once", hash: "b".repeat(64) }));
  expect(same.hash).toBe(one.hash);
  expect(other.hash).not.toBe(one.hash);
  expect(other.plan?.nodes.find(({ id }) => id === "find")?.effect).toBe("once");
});

test("the same document is looked at again when what is approved changes", () => {
  const document = drawn({ query: "x" });
  expect(codes(compile(document, having(undefined)))).toEqual([["ORR_TOOL_UNKNOWN", "error", "find", "tool"]]);
  expect(codes(compile(document, having(face)))).toEqual([]);
  expect(codes(compile(document, having(undefined)))).toEqual([["ORR_TOOL_UNKNOWN", "error", "find", "tool"]]);
});

test("a tool of a server is a tool of an agent, whose arguments have to fit it", () => {
  const entry = (parameters: JsonObject) => ({
    name: "search",
    description: "Finds books.",
    parameters,
    permission: "allow",
  });
  const helped = (parameters: JsonObject) =>
    graph(
      [
        start(),
        node("helper", "agent", { prompt: "Find it", tools: { find: entry(parameters) } }),
        node("find", "mcp-tool", { server: "library", tool: "search", args: "{{ call.args }}" }),
        output("end", "{{ helper.text }}"),
      ],
      edges("start -> helper", "helper -> end", "helper.tools -> find"),
    );
  const found = compile(helped(face.inputSchema), having(face));
  expect(codes(found)).toEqual([]);
  expect(found.capabilities?.tools).toEqual(["library/search"]);
  expect(found.plan?.nodes.find(({ id }) => id === "find")).toMatchObject({ role: "tool", effect: "repeatable" });
  const other = { type: "object", properties: { author: { type: "string" } }, required: ["author"] };
  expect(codes(compile(helped(other), having(face)))).toEqual([["ORR_FIELD_TYPE", "error", "find", "args"]]);
});

test("as an agent's tool it is described by what it says of itself, and gets what the agent calls it with", () => {
  const called = graph(
    [
      start(),
      node("helper", "agent", { prompt: "{{ start.topic }}", tools: {} }),
      node("find", "mcp-tool", { server: "library", tool: "search", args: {} }),
      output("end", "{{ helper.text }}"),
    ],
    edges("start -> helper", "helper -> end", "helper.tools -> find"),
  );
  const fix = compile(called, having(face)).diagnostics.find(({ code }) => code === "ORR_TOOL_UNSAID")?.fix;
  const mended = fix?.kind === "edit" ? applyEdit(called, fix.op) : null;
  if (mended?.ok !== true) throw new Error("There is no fix.");
  const found = compile(mended.graph, having(face));
  expect(codes(found)).toEqual([]);
  expect(found.plan?.nodes.find(({ id }) => id === "helper")?.tools).toEqual({
    find: { name: "search", description: "Finds books.", parameters: face.inputSchema, permission: "allow" },
  });
  expect(mended.graph.nodes.find(({ id }) => id === "find")?.config.args).toBe("{{ call.args }}");
});
