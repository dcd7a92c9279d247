import { catalog } from "@orrery/nodes/catalog";
import { expect, test } from "vitest";
import { compile } from "../create-compiler.ts";
import { edges, graph, node, output, transform } from "../diagnostic-catalogue/draw.ts";

const hook = node("hook", "webhook", {});
const chat = node("chat_1", "chat", {});

const codesOf = (nodes: Parameters<typeof graph>[0], wires: string[]) =>
  compile(graph(nodes, edges(...wires)), { catalog }).diagnostics.map(({ code, nodeId }) => `${code} ${nodeId}`);

test("a node behind two entries may read neither of them bare, since only one starts the run", () => {
  const both = codesOf(
    [hook, chat, transform("a", "{{ hook.body }}"), output("end", "{{ a }}")],
    ["hook -> a", "chat_1 -> a", "a -> end"],
  );
  expect(both).toHaveLength(1);
  expect(both[0]).toMatch(/^ORR_.* a$/);
});

test("one of them is certain, so default of both is", () => {
  expect(
    codesOf(
      [hook, chat, transform("a", "{{ default(hook.query.q, chat_1.text) }}"), output("end", "{{ a }}")],
      ["hook -> a", "chat_1 -> a", "a -> end"],
    ),
  ).toEqual([]);
});

test("ways that begin at different entries exclude each other: two outputs are one", () => {
  const plan = compile(
    graph(
      [hook, chat, output("x", "{{ hook.body }}"), output("y", "{{ chat_1.text }}")],
      edges("hook -> x", "chat_1 -> y"),
    ),
    { catalog },
  ).plan;
  expect(plan?.singleOutput).toBe(true);
});

test("what a run takes is what its Input says, where there is one beside triggers", () => {
  const start = node("start", "input", { schema: { type: "object", properties: { n: { type: "number" } } } });
  const plan = compile(graph([hook, start, output("end", 1)], edges("hook -> end", "start -> end")), { catalog }).plan;
  expect(plan?.inputSchema).toEqual({ type: "object", properties: { n: { type: "number" } } });
});
