import type { Graph, GraphNode } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { branch, edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { compile } from "./index.ts";
import { found } from "./testing/found.ts";

/** `pre` stands before `a` and `b`, which lead to `meet`; `after` follows. */
function meeting(meet: Partial<GraphNode>, meetValue: string, afterValue = "{{ 1 }}"): Graph {
  return graph(
    [
      start(),
      transform("pre", 1),
      transform("a", 1),
      transform("b", 2),
      node("meet", "http-request", { url: "https://example.org/", body: meetValue, method: "POST" }, meet),
      transform("after", afterValue),
    ],
    edges(
      "start -> pre",
      "pre -> a",
      "pre -> b",
      "a -> meet",
      "b -> meet",
      meet.policy?.onError === "branch" ? "meet.error -> after" : "meet -> after",
    ),
  );
}

describe("reading where a join does not wait for all", () => {
  const lost = (id: string, field: string) => [`ORR_MAY_BE_ABSENT @ ${id} ${field}`];
  const soft = { policy: { onError: "branch" } } as const;

  it.each<[string, Graph, readonly string[]]>([
    ["all: every source", meeting({}, "{{ a + b + pre }}"), []],
    ["any: no source", meeting({ join: "any" }, "{{ a }}"), lost("meet", "body")],
    ["any: what stands before all of them", meeting({ join: "any" }, "{{ pre }} {{ start.topic }}"), []],
    ["any: not even one of all sources", meeting({ join: "any" }, "{{ default(a, b) }}"), lost("meet", "body")],
    ["any: through default", meeting({ join: "any" }, "{{ default(a, default(b, 0)) }}"), []],
    ["any: after asking", meeting({ join: "any" }, "{{ ran(a) ? a + pre : 0 }}"), []],
    ["quorum: no source", meeting({ join: { quorum: 2 } }, "{{ a }}"), lost("meet", "body")],
    ["what follows knows no more", meeting({ join: "any" }, "1", "{{ meet.status + a }}"), lost("after", "value")],
    ["what follows knows what the join knows", meeting({ join: "any" }, "1", "{{ meet.status + pre }}"), []],
    [
      "the failure of a deadline knows only the entry",
      meeting(
        { join: { quorum: 1, deadlineMs: 5 }, ...soft },
        "1",
        "{{ meet.error.code }} {{ start.topic }} {{ pre }}",
      ),
      lost("after", "value"),
    ],
    [
      "the failure of a quorum without a deadline knows what stands before all",
      meeting({ join: { quorum: 2 }, ...soft }, "1", "{{ meet.error.code }} {{ pre }}"),
      [],
    ],
    ["more edges than there are", meeting({ join: { quorum: 3 } }, "1"), ["ORR_QUORUM @ meet join"]],
  ])("%s", (_name, drawn, expected) => {
    expect(found(drawn)).toEqual(expected);
  });

  it("does not count on what a join ends, at the end of an iteration", () => {
    const inside = { parentId: "each" };
    const drawn = (cancelRest: boolean, collect: string) =>
      graph(
        [
          start(),
          node("each", "map", { items: [1], collect }),
          transform("a", 1, inside),
          transform("b", 2, inside),
          transform("meet", 3, { ...inside, join: { quorum: 1, cancelRest } }),
        ],
        edges("start -> each", "a -> meet", "b -> meet"),
      );
    expect(found(drawn(false, "{{ a + meet }}"))).toEqual([]);
    expect(found(drawn(true, "{{ a + meet }}"))).toEqual(lost("each", "collect"));
    expect(found(drawn(true, "{{ meet }}"))).toEqual([]);
  });

  it("puts the join into the plan, and into its hash only where it is not the default", () => {
    const joined = (meet: Partial<GraphNode>) => compile(meeting(meet, "1"), { catalog }).plan;
    const join = { quorum: 1, deadlineMs: null, cancelRest: false };
    expect(joined({ join: { quorum: 1 } })?.nodes.find(({ id }) => id === "meet")?.join).toEqual(join);
    const hashes = [{}, { join: "all" }, { join: "any" }, { join: { quorum: 1 } }] as const;
    expect(new Set(hashes.map((meet) => joined(meet)?.hash)).size).toBe(3);
    expect(joined({ disabled: false })?.hash).toBe(joined({})?.hash);
  });
});

describe("a node that is switched off", () => {
  const drawn = (value: string, config = {}) =>
    graph(
      [
        start(),
        node("off", "http-request", { url: "https://example.org/", ...config }, { disabled: true }),
        output("end", value),
      ],
      edges("start -> off", "off -> end"),
    );

  it("gives nothing, may reach nothing and costs nothing", () => {
    const { plan } = compile(drawn("{{ default(off.status, 0) }} {{ ran(off) }}"), { catalog });
    expect(plan?.capabilities.hosts).toEqual([]);
    expect(plan?.bounds.steps.max).toBe(2);
    expect(plan?.nodes.find(({ id }) => id === "off")?.disabled).toBe(true);
    expect(found(drawn("{{ off.status }}"))).toEqual(["ORR_MAY_BE_ABSENT @ end value"]);
  });

  it("may hold expressions that would not do", () => {
    const { plan, diagnostics } = compile(drawn("x", { url: "https://example.org/{{ nobody }}" }), { catalog });
    expect(diagnostics.map(({ nodeId, severity }) => [nodeId, severity])).toEqual([["off", "warning"]]);
    expect(plan).not.toBeNull();
  });

  it("leaves the handles of a branch dead", () => {
    const off = branch("b", "{{ start.topic == 'a' }}", { disabled: true });
    const split = graph(
      [start(), off, transform("yes", 1), output("end", "{{ default(yes, 0) }}")],
      edges("start -> b", "b.true -> yes", "yes -> end", "start -> end"),
    );
    expect(found(split)).toEqual([]);
  });

  it("lets what can never run read what it likes, in a container that waits for some too", () => {
    const inside = { parentId: "each" };
    const behind = (off: boolean) =>
      graph(
        [
          start(),
          transform("a", 1),
          node("each", "map", { items: [1], collect: 1 }, { join: { quorum: 1 } }),
          branch("b", "{{ start.topic == 'a' }}", { ...inside, disabled: off }),
          transform("yes", "{{ a }}", inside),
        ],
        edges("start -> a", "start -> each", "a -> each", "b.true -> yes"),
      );
    expect(found(behind(true))).toEqual([]);
    expect(found(behind(false))).toEqual(["ORR_MAY_BE_ABSENT @ yes value"]);
  });

  it("takes the inside of a container along", () => {
    const room = graph(
      [
        start(),
        node("each", "map", { items: "{{ start.topic }}" }, { disabled: true }),
        transform("a", "{{ nobody }}", { parentId: "each" }),
        output("end", "{{ default(each.results, []) }}"),
      ],
      edges("start -> each", "each -> end"),
    );
    const { plan, diagnostics } = compile(room, { catalog });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan?.nodes.map(({ id }) => id)).toEqual(["start", "each", "end"]);
  });
});
