import { describeType } from "@orrery/expr";
import type { Graph, JsonObject } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { compile } from "./index.ts";
import { found } from "./testing/found.ts";

function loop(id: string, config: JsonObject, extras?: Parameters<typeof node>[3]) {
  return node(id, "loop", { initial: 0, next: `{{ ${id}.state }}`, until: true, maxIterations: 3, ...config }, extras);
}

function looped(config: JsonObject, ...inside: Parameters<typeof graph>[0]): Graph {
  return graph(
    [start(), loop("again", config), ...inside, output("end", "{{ again.state }}")],
    edges("start -> again", "again -> end"),
  );
}

const within = { parentId: "again" };

describe("loops", () => {
  it.each<[string, Graph, readonly string[]]>([
    ["state and index inside", looped({}, transform("a", "{{ again.state + again.index }}", within)), []],
    ["nothing inside", looped({ next: "{{ again.state + 1 }}", until: "{{ again.state > 9 }}" }), []],
    [
      "children and outer nodes in next",
      looped({ next: "{{ a + size(start.topic) }}" }, transform("a", 1, within)),
      [],
    ],
    [
      "the output inside, and the state outside",
      graph(
        [start(), loop("again", {}), transform("a", "{{ again.done }}", within), output("end", "{{ again.index }}")],
        edges("start -> again", "again -> end"),
      ),
      ["ORR_EXPR_UNKNOWN_MEMBER @ a value", "ORR_EXPR_UNKNOWN_MEMBER @ end value"],
    ],
    ["its own state in initial", looped({ initial: "{{ again.state }}" }), ["ORR_READS_ITSELF @ again initial"]],
    ["until that gives no boolean", looped({ until: "{{ again.state }}" }), ["ORR_FIELD_TYPE @ again until"]],
    ["no bound", looped({ maxIterations: 0 }), ["ORR_CONFIG @ again maxIterations"]],
  ])("%s", (_name, drawn, expected) => {
    expect(found(drawn)).toEqual(expected);
  });

  it("refuses to read bare what an iteration may leave out", () => {
    const drawn = graph(
      [
        start(),
        loop("again", { next: "{{ a }}" }),
        node("b", "branch", { when: "{{ again.index > 1 }}" }, within),
        transform("a", 1, within),
      ],
      edges("start -> again", "b.true -> a"),
    );
    expect(found(drawn)).toEqual(["ORR_MAY_BE_ABSENT @ again next"]);
  });

  it.each<[string, JsonObject, string]>([
    ["the same as it begins with", { initial: 0, next: "{{ again.state + 1 }}" }, "number"],
    ["one of two", { initial: null, next: "{{ again.index }}" }, "nothing or number"],
    ["a list that grows", { initial: [], next: "{{ again.state + [again.index] }}" }, "list of number"],
    ["what never settles", { initial: 1, next: "{{ [again.state] }}" }, "anything"],
    ["what is not known", { initial: 1, next: "{{ parseJson('1') }}" }, "anything"],
  ])("types its state: %s", (_name, config, expected) => {
    const { diagnostics, outputs } = compile(looped(config), { catalog });
    expect(diagnostics).toEqual([]);
    const type = outputs.get("again");
    const state = type?.kind === "object" ? type.properties.state?.type : undefined;
    expect(state && describeType(state)).toBe(expected);
  });

  it("gives the plan its container and its bounds", () => {
    const config = { initial: [1], next: "{{ again.state }}", until: false, maxIterations: 7 };
    const { plan } = compile(looped(config, transform("a", 1, within), transform("b", 2, within)), { catalog });
    expect(plan?.nodes.find(({ id }) => id === "again")?.container).toEqual({ kind: "loop", ...config });
    // start, again, end, and twice seven inside.
    expect(plan?.bounds.steps).toEqual({ max: 17, unboundedBy: [], perItem: {} });
  });

  it("multiplies the bounds of a loop in a loop", () => {
    const inner = loop("inner", { maxIterations: 4 }, within);
    const deep = transform("deep", "{{ inner.state + again.state }}", { parentId: "inner" });
    const { plan, diagnostics } = compile(looped({ next: "{{ inner.state }}" }, inner, deep), { catalog });
    expect(diagnostics).toEqual([]);
    expect(plan?.bounds.steps.max).toBe(1 + 1 + 1 + 3 * (1 + 4));
  });

  it("is worked out soon however deep loops that widen their state lie in each other", () => {
    const nested = Array.from({ length: 16 }, (_, depth) =>
      loop(
        `l_${depth}`,
        { initial: depth === 0 ? 0 : `{{ [l_${depth - 1}.state] }}`, next: `{{ [l_${depth}.state] }}` },
        depth === 0 ? {} : { parentId: `l_${depth - 1}` },
      ),
    );
    const drawn = graph([start(), ...nested], edges("start -> l_0"));
    expect(found(drawn)).toEqual([]);
  });
});
