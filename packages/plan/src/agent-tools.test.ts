import type { JsonObject } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { compile, createCompiler } from "./create-compiler.ts";
import { branch, edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { planSchema } from "./plan-schema.ts";
import { found } from "./testing/found.ts";

const entry: JsonObject = {
  name: "look_up",
  description: "Looks up an order.",
  parameters: { type: "object", properties: { order: { type: "string" }, n: { type: "number" } }, required: ["order"] },
  permission: "allow",
};
const agent = (config: JsonObject = {}) =>
  node("helper", "agent", { prompt: "{{ start.topic }}", tools: { find: entry }, ...config });
const drawn = (
  find = "{{ start.topic }} {{ call.args.order }}",
  lines: readonly string[] = [],
  end = "{{ helper.text }}",
) =>
  graph(
    [start(), agent(), transform("find", find), output("end", end)],
    edges("start -> helper", "helper -> end", "helper.tools -> find", ...lines),
  );

describe("the tools of an agent", () => {
  it("are in the plan without edges, said by their caller, which reads what they read", () => {
    const { plan, diagnostics } = compile(drawn(), { catalog });
    expect(diagnostics).toEqual([]);
    expect(plan?.nodes.map(({ id, role, reads, tools }) => ({ id, role, reads, tools: tools ?? null }))).toEqual([
      { id: "start", role: "entry", reads: [], tools: null },
      { id: "helper", role: "step", reads: ["start"], tools: { find: entry } },
      { id: "end", role: "output", reads: ["helper"], tools: null },
      { id: "find", role: "tool", reads: ["start"], tools: null },
    ]);
    expect(plan?.edges.map(({ source, target }) => `${source} ${target}`)).toEqual(["start helper", "helper end"]);
    expect(planSchema.safeParse(plan).success).toBe(true);
  });

  it("read their arguments by type", () => {
    expect(found(drawn("{{ call.args.order + 1 }}"))).toEqual(["ORR_EXPR_TEXT_PLUS_NUMBER @ find value"]);
    expect(found(drawn("{{ call.args.other }}"))).toEqual(["ORR_EXPR_UNKNOWN_MEMBER @ find value"]);
    expect(found(drawn("{{ call.args.n }}"))).toEqual(["ORR_EXPR_MAY_BE_MISSING @ find value"]);
    expect(found(drawn("{{ default(call.args.n, 0) + 1 }}"))).toEqual([]);
  });

  it("warn of a limit in dollars of their caller's whose model has no price", () => {
    const limited = graph(
      [start(), node("helper", "agent", { prompt: "Help", maxUsd: 1 }), output("end", "{{ helper.text }}")],
      edges("start -> helper", "helper -> end"),
    );
    const warned = (isKnown: boolean) =>
      compile(limited, { catalog, prices: { isKnown: () => isKnown } }).diagnostics.map(
        ({ code, severity, nodeId, field }) => [code, severity, nodeId, field],
      );
    expect(warned(true)).toEqual([]);
    expect(warned(false)).toEqual([["ORR_PRICE_UNKNOWN", "warning", "helper", "model"]]);
  });

  it("are the only ones that have a call", () => {
    expect(found(drawn("x", [], "{{ call.args.order }}"))).toEqual(["ORR_EXPR_UNKNOWN_VARIABLE @ end value"]);
  });

  it("give what they give to their caller alone, and cannot read it", () => {
    expect(found(drawn("x", [], "{{ find }}"))).toEqual(["ORR_TOOL_READ @ end value"]);
    expect(found(drawn("{{ helper.text }}"))).toEqual(["ORR_TOOL_READ @ find value"]);
  });

  it("may read what is there whenever their caller runs, and no more", () => {
    const split = (find: string) =>
      graph(
        [
          start(),
          branch("ask"),
          transform("yes", 1),
          agent(),
          transform("find", find),
          output("end", "{{ helper.text }}"),
        ],
        edges(
          "start -> ask",
          "ask.true -> yes",
          "yes -> helper",
          "ask.false -> helper",
          "helper -> end",
          "helper.tools -> find",
        ),
      );
    expect(found(split("{{ yes }}"))).toEqual(["ORR_MAY_BE_ABSENT @ find value"]);
    expect(found(split("{{ default(yes, 0) }} {{ ask.taken }}"))).toEqual([]);
  });

  it("stand in no order", () => {
    expect(found(drawn("x", ["find -> end"]))).toEqual(["ORR_TOOL_EDGE @ e4"]);
    expect(found(drawn("x", ["start -> find"]))).toEqual(["ORR_TOOL_EDGE @ e4"]);
    expect(found(drawn("x", ["helper.tools -> end"]))).toContain("ORR_TOOL_TYPE @ e4");
  });

  it("work inside a container, and read its item", () => {
    const inner = (id: string, type: string, config: JsonObject) => node(id, type, config, { parentId: "each" });
    const { plan, diagnostics } = compile(
      graph(
        [
          start({ list: { type: "array", items: { type: "string" } } }),
          node("each", "map", { items: "{{ start.list }}" }),
          inner("helper", "agent", { prompt: "{{ each.item }}", tools: { find: entry } }),
          inner("find", "transform", { value: "{{ each.item + call.args.order }}" }),
          output("end", "{{ each.results }}"),
        ],
        edges("start -> each", "each -> end", "helper.tools -> find"),
      ),
      { catalog },
    );
    expect(diagnostics).toEqual([]);
    expect(plan?.nodes.map(({ id, role }) => `${id} ${role}`)).toEqual([
      "start entry",
      "each step",
      "helper step",
      "find tool",
      "end output",
    ]);
  });

  it("that are switched off are not called", () => {
    const base = drawn("{{ call.args.order }}");
    const off = { ...base, nodes: base.nodes.map((one) => (one.id === "find" ? { ...one, disabled: true } : one)) };
    const { plan } = compile(off, { catalog });
    const helper = plan?.nodes.find(({ id }) => id === "helper");
    expect({ tools: helper?.tools, config: helper?.config.tools }).toEqual({ tools: {}, config: {} });
  });

  it("decide what their caller is: its hash changes with theirs", () => {
    const hashOf = (find: string) =>
      compile(drawn(find), { catalog }).plan?.nodes.find(({ id }) => id === "helper")?.nodeHash;
    expect(hashOf("a {{ call.args.order }}")).not.toBe(hashOf("b {{ call.args.order }}"));
    expect(hashOf("a")).toBe(hashOf("a"));
  });

  it("count in the worst case as often as they may be called", () => {
    const { bounds, capabilities } = compile(
      graph(
        [
          start(),
          agent({ maxTurns: 3, maxToolCalls: 4, maxTokens: 500 }),
          node("find", "prompt", { prompt: "{{ call.args.order }}", maxTokens: 10, model: "small" }),
          output("end", "{{ helper.text }}"),
        ],
        edges("start -> helper", "helper -> end", "helper.tools -> find"),
      ),
      { catalog },
    );
    expect({ steps: bounds?.steps.max, modelCalls: bounds?.modelCalls.max, tokens: bounds?.tokens.max }).toEqual({
      steps: 1 + 1 + 3 + 4 + 1,
      modelCalls: 3 + 4,
      tokens: 500 + 40,
    });
    expect(capabilities?.models).toEqual(["default", "small"]);
  });

  it("are compiled anew when what is said of them changes", () => {
    const compiler = createCompiler({ catalog });
    const first = drawn("{{ call.args.order }}");
    expect(compiler.compile(first).diagnostics).toEqual([]);
    const parameters = { type: "object", properties: { item: { type: "string" } } };
    const changed = {
      ...first,
      nodes: first.nodes.map((one) =>
        one.id === "helper" ? agent({ tools: { find: { ...entry, parameters } } }) : one,
      ),
    };
    expect(compiler.compile(changed).diagnostics.map(({ code }) => code)).toEqual(["ORR_EXPR_UNKNOWN_MEMBER"]);
    expect(compiler.compile(first).plan?.hash).toBe(compile(first, { catalog }).plan?.hash);
  });
});
