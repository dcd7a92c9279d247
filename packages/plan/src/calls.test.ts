import { catalog } from "@orrery/nodes/catalog";
import { expect, test } from "vitest";
import { createCompiler } from "./create-compiler.ts";
import { edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { type Interfaces, type WorkflowFace, workflowFace } from "./workflow-face.ts";

const id = "01936b2e-0000-7000-8000-000000000000";
const call = (input: object) =>
  node("call_1", "subflow", { workflow: id, version: 1, input: JSON.parse(JSON.stringify(input)) });
const greeter = graph(
  [start({ topic: { type: "string" } }), transform("a", "Hello {{ start.topic }}"), output("end", { text: "{{ a }}" })],
  edges("start -> a", "a -> end"),
);

function publishedBy(of: typeof greeter, interfaces: Interfaces = { get: () => undefined }): WorkflowFace {
  const result = createCompiler({ catalog, interfaces }).compile(of);
  const face = workflowFace(result, { graph: of, catalog, interfaces });
  if (face === null) throw new Error(JSON.stringify(result.diagnostics));
  return face;
}
const one = (face: WorkflowFace): Interfaces => ({
  get: (workflow, version) => (workflow === id && version === 1 ? face : undefined),
});
const caller = (value: string, input: object = { topic: "{{ start.topic }}" }) =>
  graph([start(), call(input), output("end", value)], edges("start -> call_1", "call_1 -> end"));

const compiler = createCompiler({ catalog });
const face = publishedBy(greeter);

test("a call has the type that the published version gives, and its input must fit", () => {
  expect(compiler.compile(caller("{{ default(call_1, {'text': ''}).text }}"), one(face)).diagnostics).toEqual([]);
  const wrong = compiler.compile(caller("x", { topic: 7 }), one(face)).diagnostics;
  expect(wrong.map(({ code, field }) => `${code} ${field}`)).toEqual(["ORR_FIELD_TYPE input"]);
  const unknown = compiler.compile(caller("{{ call_1.body }}"), one(face)).diagnostics;
  expect(unknown.map(({ nodeId }) => nodeId)).toContain("end");
});

test("what is given for certain is never null to the caller; what a choice may leave out is", () => {
  expect(compiler.compile(caller("{{ call_1.text }}"), one(face)).diagnostics).toEqual([]);
  const wired = edges("start -> pick", "pick.true -> a", "a -> end");
  const pick = node("pick", "branch", { when: "{{ start.topic == 'a' }}" });
  const chosen = publishedBy({ ...greeter, nodes: [...greeter.nodes, pick], edges: wired });
  expect(compiler.compile(caller("{{ call_1.text }}"), one(chosen)).diagnostics.map(({ code }) => code)).toEqual([
    "ORR_EXPR_MAY_BE_NULL",
  ]);
  const off = { ...greeter, nodes: greeter.nodes.map((one) => (one.id === "end" ? { ...one, disabled: true } : one)) };
  expect(publishedBy(off).output).toEqual({ kind: "null" });
});

test("the hash covers what is called, and the same graph is compiled anew when that changes", () => {
  const drawn = caller("x");
  const first = compiler.compile(drawn, one(face)).hash;
  const other = compiler.compile(drawn, one({ ...face, planHash: "1".repeat(64) })).hash;
  expect([first, other].map((hash) => typeof hash)).toEqual(["string", "string"]);
  expect(other).not.toBe(first);
  expect(compiler.compile(drawn, one(face)).hash).toBe(first);
  expect(compiler.compile(drawn).plan).toBeNull();
});

test("bounds count what the called workflow may do, once for each attempt", () => {
  const drawn = caller("x");
  expect(compiler.compile(drawn, one(face)).bounds?.steps.max).toBe(3 + 3);
  const retried = {
    ...drawn,
    nodes: drawn.nodes.map((one) => (one.id === "call_1" ? { ...one, policy: { retry: { maxAttempts: 2 } } } : one)),
  };
  expect(compiler.compile(retried, one(face)).bounds?.steps.max).toBe(3 + 6);
});

test("depth grows with each call, and stops at eight", () => {
  const drawn = caller("x");
  let depth = publishedBy(drawn, one(face)).depth;
  expect(depth).toBe(1);
  depth = publishedBy(drawn, one({ ...face, depth: 7 })).depth;
  expect(depth).toBe(8);
  const codes = compiler.compile(drawn, one({ ...face, depth: 8 })).diagnostics.map(({ code }) => code);
  expect(codes).toEqual(["ORR_CALL_DEPTH"]);
});

test("a workflow that only triggers start cannot be called", () => {
  const hooked = graph([node("hook", "webhook", {}), output("end", "{{ hook.body }}")], edges("hook -> end"));
  expect(publishedBy(hooked).inputSchema).toBeNull();
});
