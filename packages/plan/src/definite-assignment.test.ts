import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { branch, edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { compile } from "./index.ts";
import { found } from "./testing/found.ts";

/** start → b; b.true → yes, b.false → no; both → end. */
function diamond(value: string, ...more: readonly string[]): Graph {
  return graph(
    [start(), branch("b"), transform("yes", { n: 1 }), transform("no", { n: 2 }), output("end", value)],
    edges("start -> b", "b.true -> yes", "b.false -> no", "yes -> end", "no -> end", ...more),
  );
}

const absent = ["ORR_MAY_BE_ABSENT @ end value"];

describe("definite assignment", () => {
  it.each<[string, string, readonly string[]]>([
    ["a node before both ways", "{{ start.topic }}", []],
    ["the branch itself", "{{ b.taken }}", []],
    ["one of two ways, bare", "{{ yes.n }}", absent],
    ["one of two ways with a value instead", "{{ default(yes.n, 0) }}", []],
    ["one way or the other", "{{ default(yes.n, no.n) }}", []],
    ["the same way twice", "{{ default(yes.n, yes.n) }}", absent],
    ["a nested default", "{{ default(yes.n, default(no.n, 1)) }}", []],
    ["asked by ran", "{{ ran(yes) ? yes.n : 0 }}", []],
    ["the wrong one after ran", "{{ ran(yes) ? no.n : 0 }}", absent],
    ["the other one where ran said no", "{{ ran(yes) ? yes.n : default(no.n, 0) }}", []],
    ["ran and more", "{{ ran(yes) && yes.n > 0 }}", []],
    ["ran as an answer", "{{ ran(yes) }}", []],
  ])("of a diamond: %s", (_name, value, expected) => {
    expect(found(diamond(value))).toEqual(expected);
  });

  it("offers to mend the very text", () => {
    const { diagnostics } = compile(diamond("Sum: {{ yes.n + 1 }}"), { catalog });
    expect(diagnostics).toEqual([
      {
        code: "ORR_MAY_BE_ABSENT",
        severity: "error",
        message:
          "“yes” may not be there when “end” runs: “yes” does not run on every way that leads here. Give another value by default(yes.n, …), ask ran(yes) first, or wire it differently.",
        nodeId: "end",
        field: "value",
        range: { start: 8, end: 13 },
        fix: {
          kind: "replace",
          title: "Use null instead: default(yes.n, null)",
          start: 8,
          end: 13,
          text: "default(yes.n, null)",
        },
      },
    ]);
  });

  it("needs a path, not only a condition that holds", () => {
    const drawn = graph(
      [start(), transform("a", 1), transform("c", "{{ a }}"), output("end", 1)],
      edges("start -> a", "start -> c", "a -> end", "c -> end"),
    );
    expect(found(drawn)).toEqual(["ORR_NOT_BEFORE @ c value"]);
    expect(found(graph([start(), transform("a", "{{ a }}")], edges("start -> a")))).toEqual([
      "ORR_READS_ITSELF @ a value",
    ]);
    expect(
      found(
        graph([start(), transform("a", "{{ default(c, 1) }}"), transform("c", 1)], edges("start -> a", "start -> c")),
      ),
    ).toEqual(["ORR_NOT_BEFORE @ a value"]);
  });

  it("sees that a way joined again is certain again, and one that ends early is not", () => {
    const drawn = (line: string) =>
      graph(
        [
          start(),
          branch("b"),
          transform("yes", 1),
          transform("no", 2),
          transform("both", 3),
          output("end", "{{ both }}"),
        ],
        edges("start -> b", "b.true -> yes", "b.false -> no", "yes -> both", line, "both -> end", "start -> end"),
      );
    expect(found(drawn("no -> both"))).toEqual([]);
    expect(found(drawn("no -> end"))).toEqual(absent);
  });

  it("knows that the cases of a switch exclude and exhaust each other", () => {
    const cases = ["one", "two"].map((id) => ({ id, when: "{{ start.topic == 'x' }}" }));
    const drawn = (value: string) =>
      graph(
        [
          start(),
          node("s", "switch", { cases }),
          transform("a", 1),
          transform("b", 2),
          transform("c", 3),
          output("end", value),
        ],
        edges("start -> s", "s.one -> a", "s.two -> b", "s.otherwise -> c", "a -> end", "b -> end", "c -> end"),
      );
    expect(found(drawn("{{ default(a, default(b, c)) }}"))).toEqual([]);
    expect(found(drawn("{{ default(a, b) }}"))).toEqual(absent);
  });

  it("counts error and out as handles: the output on one, the error on the other, both only by default", () => {
    const fetch = (onError: "branch" | "continue" | "fail") =>
      node("fetch", "http-request", { url: "https://example.org/" }, { policy: { onError } });
    const drawn = (onOut: string, onErr: string, both: string) =>
      graph(
        [start(), fetch("branch"), transform("good", onOut), transform("bad", onErr), output("end", both)],
        edges("start -> fetch", "fetch -> good", "fetch.error -> bad", "good -> end", "bad -> end"),
      );
    expect(
      found(drawn("{{ fetch.status }}", "{{ fetch.error.code }}", "{{ default(fetch.body, fetch.error) }}")),
    ).toEqual([]);
    expect(found(drawn("{{ fetch.error.code }}", "{{ fetch.status }}", "{{ fetch.body }}"))).toEqual([
      "ORR_MAY_BE_ABSENT @ bad value",
      "ORR_MAY_BE_ABSENT @ good value",
      "ORR_MAY_BE_ABSENT @ end value",
    ]);
    const soft = (value: string, onError: "continue" | "fail") =>
      graph([start(), fetch(onError), output("end", value)], edges("start -> fetch", "fetch -> end"));
    expect(found(soft("{{ fetch.status }}", "continue"))).toEqual(absent);
    expect(found(soft("{{ default(fetch.body, fetch.error.message) }}", "continue"))).toEqual([]);
    expect(found(soft("{{ fetch.status }}", "fail"))).toEqual([]);
    expect(found(soft("{{ fetch.error.code }}", "fail"))).toEqual(["ORR_EXPR_UNKNOWN_MEMBER @ end value"]);
  });

  it("carries conditions into containers", () => {
    const drawn = (value: string) =>
      graph(
        [
          start({ topic: { type: "string" }, list: { type: "array", items: { type: "number" } } }),
          branch("b"),
          transform("yes", 1),
          node("each", "map", { items: "{{ start.list }}" }),
          transform("in_1", value, { parentId: "each" }),
        ],
        edges("start -> b", "b.true -> yes", "yes -> each", "start -> each"),
      );
    expect(found(drawn("{{ yes }}"))).toEqual(["ORR_MAY_BE_ABSENT @ in_1 value"]);
    expect(found(drawn("{{ default(yes, each.item) }}"))).toEqual([]);
  });

  it("looks no further than twelve deciding nodes, but never doubts what every path passes", () => {
    const count = 14;
    const ids = Array.from({ length: count }, (_, index) => `b_${index}`);
    const steps = ids.map((_, index) => `s_${index}`);
    const wide = (value: string) =>
      graph(
        [
          start(),
          ...ids.map((id) => branch(id)),
          ...steps.map((id) => transform(id, 1)),
          transform("x", 1),
          output("end", value),
        ],
        edges(
          ...ids.map((id) => `start -> ${id}`),
          ...ids.map((id, index) => `${id}.true -> s_${index}`),
          ...steps.map((id) => `${id} -> x`),
          "x -> end",
        ),
      );
    expect(found(wide("{{ x + size(start.topic) }}"))).toEqual([]);
    expect(found(wide("{{ s_0 }}"))).toEqual(absent);
    const deep = graph(
      [start(), ...ids.map((id) => branch(id)), transform("x", "{{ b_0.taken + b_13.taken }}")],
      edges("start -> b_0", ...ids.slice(1).map((id, index) => `b_${index}.true -> ${id}`), "b_13.true -> x"),
    );
    expect(found(deep)).toEqual([]);
  });
});

describe("the run's output", () => {
  it.each<[string, readonly string[], boolean]>([
    ["outputs on ways that exclude each other", ["b.true -> o_1", "b.false -> o_2"], true],
    ["outputs of which both can run", ["b.true -> o_1", "start -> o_2"], false],
  ])("%s", (_name, lines, single) => {
    const drawn = graph([start(), branch("b"), output("o_1", 1), output("o_2", 2)], edges("start -> b", ...lines));
    expect(compile(drawn, { catalog }).plan?.singleOutput).toBe(single);
  });
});
