import type { GraphNode, JsonObject } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { compile } from "./create-compiler.ts";
import { edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { found } from "./testing/found.ts";

const booking = (extras: Parameters<typeof transform>[2], undo: unknown, lines: readonly string[] = []) =>
  graph(
    [
      start(),
      transform("book", { at: "{{ start.topic }}" }, extras),
      node("undo_book", "transform", { value: undo as string }),
      output("end", "{{ book.at }}"),
    ],
    edges("start -> book", "book -> end", ...lines),
  );

describe("a node that undoes another", () => {
  it("is in the plan without edges, and may read what it undoes and what that could read", () => {
    const drawn = booking({ policy: { undo: "undo_book" } }, "{{ start.topic }} {{ book.at }}");
    const { plan, diagnostics } = compile(drawn, { catalog });
    expect(diagnostics).toEqual([]);
    expect(plan?.nodes.map(({ id, role, reads, policy }) => ({ id, role, reads, undo: policy.undo ?? null }))).toEqual([
      { id: "start", role: "entry", reads: [], undo: null },
      { id: "book", role: "step", reads: ["start"], undo: "undo_book" },
      { id: "end", role: "output", reads: ["book"], undo: null },
      { id: "undo_book", role: "undo", reads: ["book", "start"], undo: null },
    ]);
    expect(plan?.edges.map(({ source, target }) => `${source} ${target}`)).toEqual(["start book", "book end"]);
  });

  it("may not read what stands elsewhere", () => {
    expect(found(booking({ policy: { undo: "undo_book" } }, "{{ end }}"))).toEqual([
      "ORR_NOT_BEFORE @ undo_book value",
    ]);
  });

  it("stands in no order, and undoes one node only", () => {
    const drawn = booking({ policy: { undo: "undo_book" } }, 1, ["undo_book -> end"]);
    expect(found(drawn)).toContain("ORR_UNDO_EDGE @ e3");
    const twice = graph(
      [
        start(),
        transform("a", 1, { policy: { undo: "back" } }),
        transform("b", 1, { policy: { undo: "back" } }),
        transform("back", 1),
      ],
      edges("start -> a", "a -> b"),
    );
    expect(found(twice)).toEqual(["ORR_UNDO @ b policy.undo"]);
  });

  it("does one piece of work: it waits for nobody, and has no steps of its own", () => {
    const undoneBy = (type: string, config: JsonObject) =>
      found(
        graph(
          [start(), transform("a", 1, { policy: { undo: "back" } }), node("back", type, config)],
          edges("start -> a"),
        ),
      );
    const refused = ["ORR_UNDO @ a policy.undo", "ORR_NOT_WIRED @ back"];
    expect({
      approval: undoneBy("approval", { title: "Take it back?" }),
      wait: undoneBy("wait", { ms: 10 }),
      agent: undoneBy("agent", { model: "default", prompt: "Take it back" }),
      asking: undoneBy("code", { source: "return 1", hosts: "example.org" }),
      plain: undoneBy("code", { source: "return 1" }),
    }).toEqual({
      approval: refused,
      wait: refused,
      agent: refused,
      asking: refused,
      plain: [],
    });
  });

  it("is not what an iteration gives", () => {
    const drawn = graph(
      [
        start(),
        node("each", "map", { items: [1, 2] }),
        transform("book", 1, { parentId: "each", policy: { undo: "back" } }),
        transform("back", 1, { parentId: "each" }),
        output("end", "{{ each.results }}"),
      ],
      edges("start -> each", "each -> end"),
    );
    expect(found(drawn)).toEqual([]);
  });
});

describe("limits", () => {
  it("are in the plan and in its hash; a graph without them keeps its hash", () => {
    const drawn = graph([start(), output("end", 1)], edges("start -> end"));
    const plain = compile(drawn, { catalog }).plan;
    const limited = compile(
      { ...drawn, settings: { budget: { maxUsd: 1, maxTokens: 10, maxModelCalls: 2 }, onBudget: "pause" } },
      { catalog },
    ).plan;
    expect(limited?.budget).toEqual({
      maxSteps: 100_000,
      maxWallMs: 86_400_000,
      maxUsd: 1,
      maxTokens: 10,
      maxModelCalls: 2,
    });
    expect({ pauses: limited?.onBudget, plain: plain?.onBudget }).toEqual({ pauses: "pause", plain: undefined });
    expect(limited?.hash).not.toBe(plain?.hash);
    const failing = compile({ ...drawn, settings: { onBudget: "fail" } }, { catalog }).plan;
    expect(failing?.hash).toBe(plain?.hash);
  });

  it("asks for labels that an executor can have", () => {
    const drawn = (runsOn: string[]) =>
      graph([start(), node("a", "transform", { value: 1 }, { policy: { runsOn } })], edges("start -> a"));
    expect(found(drawn(["gpu", "eu-1"]))).toEqual([]);
    expect(found(drawn(["gpu", "a GPU"]))).toEqual(["ORR_LABEL @ a policy.runsOn"]);
  });

  it("and a cache are only for what may be made again", () => {
    const post = { method: "POST", url: "https://example.org/" };
    const get = { method: "GET", url: "https://example.org/" };
    const drawn = (config: typeof post) =>
      graph([start(), node("a", "http-request", config, { policy: { cache: { ttlMs: 1_000 } } })], edges("start -> a"));
    expect(found(drawn(post))).toEqual(["ORR_CACHE_EFFECT @ a policy.cache"]);
    expect(found(drawn(get))).toEqual([]);
    const kept = (type: string, config: JsonObject) =>
      found(graph([start(), node("a", type, config, { policy: { cache: { ttlMs: 1_000 } } })], edges("start -> a")));
    expect({
      approval: kept("approval", { title: "Go?" }),
      wait: kept("wait", { ms: 10 }),
      plainCode: kept("code", { source: "return 1" }),
      askingCode: kept("code", { source: "return 1", hosts: "example.org" }),
    }).toEqual({
      plainCode: [],
      askingCode: ["ORR_CACHE_EFFECT @ a policy.cache"],
      approval: ["ORR_CACHE_EFFECT @ a policy.cache"],
      wait: ["ORR_CACHE_EFFECT @ a policy.cache"],
    });
  });

  it("and attempts are not a container's", () => {
    const drawn = (policy: NonNullable<GraphNode["policy"]>) =>
      graph(
        [
          start(),
          node("each", "map", { items: [1] }, { policy }),
          transform("work", 1, { parentId: "each", policy: { retry: { maxAttempts: 2 }, timeoutMs: 100 } }),
        ],
        edges("start -> each"),
      );
    expect(found(drawn({ retry: { maxAttempts: 2 }, timeoutMs: 100 }))).toEqual([
      "ORR_NO_ATTEMPTS @ each policy.retry",
      "ORR_NO_ATTEMPTS @ each policy.timeoutMs",
    ]);
    expect(found(drawn({ retry: { maxAttempts: 1 }, onError: "continue" }))).toEqual([]);
  });

  it("and retries warn of what would be done twice, unless that is known to do no harm", () => {
    const drawn = (config: JsonObject, policy: NonNullable<GraphNode["policy"]>) =>
      graph(
        [start(), node("a", "http-request", { method: "POST", url: "https://example.org/", ...config }, { policy })],
        edges("start -> a"),
      );
    const retry = { maxAttempts: 3 };
    expect(found(drawn({}, { retry }))).toEqual(["ORR_RETRY_EFFECT @ a policy.retry"]);
    const harmless = [
      drawn({}, { retry: { maxAttempts: 1 } }),
      drawn({ idempotencyKey: "order-7" }, { retry }),
      drawn({ method: "GET" }, { retry }),
      drawn({}, { retry, onUncertain: "retry" }),
    ];
    expect(harmless.map(found)).toEqual([[], [], [], []]);
  });
});
