import { describe, expect, test } from "vitest";
import type { EventBody, ForkRequest, PinnedOutput, RunCommand } from "../events.ts";
import type { Outcome } from "../on-outcome.ts";
import { indexPlan } from "../plan-index.ts";
import { readBy } from "../testing/behaviour.ts";
import { type NodeSpec, planOf } from "../testing/plan-of.ts";
import { anyValue, ReferenceShell } from "../testing/reference-shell.ts";
import { broken, done, finishAll, shellOf, start } from "../testing/rule-shell.ts";
import { type ForkPlan, planFork } from "./plan-fork.ts";

interface Drawn {
  readonly nodes: readonly NodeSpec[];
  readonly edges: readonly string[];
  /** Nodes whose config is another than before. */
  readonly edited?: readonly string[];
  /** The steps whose addresses a node reads. */
  readonly signals?: Readonly<Record<string, readonly string[]>>;
  /** What a node may call. */
  readonly tools?: Readonly<Record<string, readonly string[]>>;
}

const tool = { description: "", parameters: {}, permission: "allow" } as const;

function factsOf({ nodes, edges, edited = [], signals = {}, tools = {} }: Drawn) {
  const shape = planOf([start, ...nodes], edges);
  const facts = {
    edges: shape.edges,
    nodes: shape.nodes.map((node) => ({
      ...node,
      type: "work",
      typeVersion: 1,
      nodeHash: edited.includes(node.id) ? `${node.id}*` : node.id,
      config: {},
      reads: [...new Set(readBy(shape, node))],
      ...(tools[node.id] !== undefined && {
        tools: Object.fromEntries((tools[node.id] ?? []).map((id) => [id, { ...tool, name: id }])),
      }),
      ...(signals[node.id] !== undefined && { signals: signals[node.id] }),
      container: node.container === null ? null : withTemplates(node.container),
    })),
  };
  return { shape, facts };
}

function withTemplates(container: NonNullable<ReturnType<typeof planOf>["nodes"][number]["container"]>) {
  return container.kind === "each"
    ? { ...container, items: [], collect: null }
    : { ...container, initial: null, next: null, until: false };
}

/** Plays a run to its end, or to its first wait, and forks it. */
function forkOf(
  before: Drawn,
  asked: Partial<ForkRequest> & {
    readonly pins?: readonly PinnedOutput[];
    readonly pinned?: readonly PinnedOutput[];
    readonly told?: Readonly<Record<string, Outcome>>;
    readonly to?: Drawn;
  } = {},
): ForkPlan & { readonly shell: ReferenceShell } {
  const old = factsOf(before);
  const now = factsOf(asked.to ?? before);
  const shell = finishAll(shellOf(before.nodes, before.edges, asked.told, undefined, asked.pinned));
  const request: ForkRequest = {
    runId: "old",
    seq: shell.state.seq,
    rerun: asked.rerun ?? [],
    outputs: asked.outputs ?? [],
    ...(asked.asIs === true && { asIs: true }),
  };
  const command: RunCommand = {
    id: "go",
    kind: "start",
    by: "test",
    input: anyValue,
    planHash: now.shape.hash,
    entry: null,
    fork: request,
    ...(asked.pins !== undefined && { pins: asked.pins }),
  };
  const source = { from: shell.state, oldPlan: old.facts, plan: now.facts, request };
  return { ...planFork(indexPlan(now.shape), source, { command, now: 7 }), shell };
}

const brief = ({ events }: ForkPlan): string[] => events.slice(1).map(inShort);

function inShort(event: EventBody): string {
  const index = event.type === "scope.finished" ? ` ${event.index}` : "";
  return `${event.type}${"stepKey" in event && event.stepKey !== undefined ? ` ${event.stepKey}` : ""}${index}`;
}

const chain: Drawn = {
  nodes: [{ id: "a" }, { id: "b" }, { id: "c" }, { id: "side" }],
  edges: ["start -> a -> b -> c", "start -> side"],
};

describe("what a fork keeps", () => {
  test("everything but what is made again and what follows from it", () => {
    expect(brief(forkOf(chain))).toEqual(["start", "a", "side", "b", "c"].map((id) => `step.reused ${id}`));
    expect(brief(forkOf(chain, { rerun: ["b"] }))).toEqual(["start", "a", "side"].map((id) => `step.reused ${id}`));
  });

  test("each event says where it was kept from, and counts for no limit", () => {
    const { events, shell } = forkOf(chain, { rerun: ["b"] });
    expect(events[0]).toMatchObject({ type: "run.started", forkOf: { runId: "old", seq: shell.state.seq } });
    const a = shell.log.find((event) => event.type === "step.succeeded" && event.stepKey === "a");
    expect(events[2]).toEqual({
      type: "step.reused",
      at: 7,
      stepKey: "a",
      from: { runId: "old", seq: a?.seq },
      output: anyValue,
      handle: "out",
    });
    const next = new ReferenceShell(planOf([start, ...chain.nodes], chain.edges), { outcome: () => done });
    for (const event of events) next.append(event);
    expect(next.state.stepsStarted).toBe(0);
  });

  test("a node that was edited, and one that another was put before, are made again", () => {
    const edited = { ...chain, edited: ["b"] };
    expect(brief(forkOf(chain, { to: edited }))).toEqual(["start", "a", "side"].map((id) => `step.reused ${id}`));
    const inserted = {
      nodes: [...chain.nodes, { id: "new" }],
      edges: ["start -> a -> new -> b -> c", "start -> side"],
    };
    expect(brief(forkOf(chain, { to: inserted }))).toEqual(["start", "a", "side"].map((id) => `step.reused ${id}`));
  });

  test("a step is made again when what it may call was edited, or what that may call in turn", () => {
    const calling: Drawn = {
      nodes: [
        { id: "a", subSteps: true },
        { id: "inner", role: "tool", subSteps: true },
        { id: "mail", role: "tool" },
      ],
      edges: ["start -> a"],
      tools: { a: ["inner"], inner: ["mail"] },
    };
    expect(brief(forkOf(calling))).toEqual(["step.reused start", "step.reused a"]);
    expect(brief(forkOf(calling, { to: { ...calling, edited: ["inner"] } }))).toEqual(["step.reused start"]);
    expect(brief(forkOf(calling, { to: { ...calling, edited: ["mail"] } }))).toEqual(["step.reused start"]);
  });

  test("what a person gives stands, and what reads it is made again", () => {
    const value = { id: "mine", bytes: 1 };
    const fork = forkOf(chain, { outputs: [{ stepKey: "a", value }] });
    expect(brief(fork)).toEqual(["start", "a", "side"].map((id) => `step.reused ${id}`));
    expect(fork.events[2]).toEqual({
      type: "step.reused",
      at: 7,
      stepKey: "a",
      by: "person",
      output: value,
      handle: "out",
    });
    expect(forkOf(chain, { rerun: ["a"], outputs: [{ stepKey: "b", value }] }).unused).toEqual(["b"]);
  });

  test("whoever was given an address that was not called yet is given the new run's", () => {
    const called: Drawn = {
      nodes: [{ id: "tell" }, { id: "hold" }, { id: "after" }],
      edges: ["start -> tell -> hold -> after"],
      signals: { tell: ["hold"] },
    };
    const waits = { hold: { kind: "wait", for: "signal", dueAt: null } } as const;
    expect(brief(forkOf(called, { rerun: ["after"] }))).toEqual(
      ["start", "tell", "hold"].map((id) => `step.reused ${id}`),
    );
    expect(brief(forkOf(called, { told: waits }))).toEqual(["step.reused start"]);
    expect(brief(forkOf(called, { rerun: ["hold"] }))).toEqual(["step.reused start"]);
    expect(brief(forkOf(called, { to: { ...called, edited: ["hold"] } }))).toEqual(["step.reused start"]);
  });

  test("an iteration that is over is kept whole, but for addresses of what still waits outside", () => {
    const inside: Drawn = {
      nodes: [{ id: "each", map: {} }, { id: "tell", in: "each" }, { id: "hold" }, { id: "inner", in: "each" }],
      edges: ["start -> each -> hold", "tell -> inner"],
      signals: { tell: ["inner"] },
    };
    const two = { each: { kind: "opened", count: 2 } } as const;
    const kept = brief(forkOf(inside, { told: two }));
    expect(kept).toContain("scope.finished each 0");
    const outside = { ...inside, signals: { tell: ["hold"] } };
    const waits = { ...two, hold: { kind: "wait", for: "signal", dueAt: null } } as const;
    expect(brief(forkOf(outside, { told: two }))).toEqual(kept);
    expect(brief(forkOf(outside, { told: waits })).filter((line) => /finished|tell/.test(line))).toEqual([]);
  });

  test("a failure is made again, one that its policy handled is kept", () => {
    const told = { b: broken };
    expect(brief(forkOf(chain, { told }))).not.toContain("step.reused b");
    const handled = {
      ...chain,
      nodes: [{ id: "a" }, { id: "b", policy: { onError: "continue" as const } }, { id: "c" }, { id: "side" }],
    };
    const kept = forkOf(handled, { told }).events.find(
      (event) => event.type === "step.reused" && event.stepKey === "b",
    );
    expect(kept).toMatchObject({ handled: "continue", error: { code: "BROKEN" } });
  });

  test("a step that was undone is made again", () => {
    const booking: Drawn = {
      nodes: [{ id: "a", policy: { undo: "undo_a" } }, { id: "undo_a", role: "undo" }, { id: "b" }],
      edges: ["start -> a -> b"],
    };
    expect(brief(forkOf(booking, { told: { b: broken } }))).toEqual(["step.reused start"]);
  });
});

describe("pins", () => {
  const pin = { nodeId: "b", output: { id: "pin", bytes: 2 } };
  const steps = (...ids: string[]): string[] => ids.map((id) => `step.reused ${id}`);

  test("what is pinned is given, and what follows of it is made again", () => {
    const fork = forkOf(chain, { pins: [pin] });
    expect(brief(fork).toSorted()).toEqual(["run.pinned", ...steps("a", "b", "side", "start")].toSorted());
    expect(fork.events.find((event) => "stepKey" in event && event.stepKey === "b")).toMatchObject({ by: "pin" });
    expect(fork.copied).not.toContain("pin");
  });

  test("a run with the same pin keeps what followed of it, and one without keeps no mock", () => {
    expect(brief(forkOf(chain, { pinned: [pin], pins: [pin] }))).toContain("step.reused c");
    expect(brief(forkOf(chain, { pinned: [pin] })).toSorted()).toEqual(steps("a", "side", "start").toSorted());
  });

  test("a value that a person gives for this run goes before what is pinned", () => {
    const value = { id: "mine", bytes: 1 };
    const { events } = forkOf(chain, { pins: [pin], outputs: [{ stepKey: "b", value }] });
    expect(events.find((event) => "stepKey" in event && event.stepKey === "b")).toMatchObject({ output: value });
  });
});

describe("kept as it is", () => {
  test("steps stand although they have been changed, but those to be made again", () => {
    const to = { ...chain, edited: ["a", "b"] };
    expect(brief(forkOf(chain, { to, rerun: ["c"] }))).toEqual(["step.reused start", "step.reused side"]);
    expect(brief(forkOf(chain, { to, rerun: ["c"], asIs: true })).toSorted()).toEqual(
      ["a", "b", "side", "start"].map((id) => `step.reused ${id}`),
    );
  });

  test("a container that ended stands as one step, with all that its value names", () => {
    const mapped: Drawn = {
      nodes: [{ id: "each", map: {} }, { id: "x", in: "each" }, { id: "last" }],
      edges: ["start -> each -> last"],
    };
    const told = { each: { kind: "opened", count: 2 } } as const;
    const fork = forkOf(mapped, { told, to: { ...mapped, edited: ["x"] }, rerun: ["last"], asIs: true });
    expect(brief(fork)).toEqual(["step.reused start", "step.reused each"]);
  });
});

describe("maps", () => {
  const mapped: Drawn = {
    nodes: [
      { id: "each", map: { concurrency: 2, onItemError: "skip" } },
      { id: "x", in: "each" },
      { id: "y", in: "each" },
      { id: "last" },
    ],
    edges: ["start -> each -> last", "x -> y"],
  };
  const five = { each: { kind: "opened", count: 5 } } as const;

  test("an iteration that is unchanged is one event; with all of them the container is kept too", () => {
    expect(brief(forkOf(mapped, { told: five }))).toEqual([
      "step.reused start",
      "scope.opened each",
      ...[0, 1, 2, 3, 4].map((index) => `scope.finished each ${index}`),
      "step.reused each",
      "step.reused last",
    ]);
  });

  test("items that failed are made again, each from where it failed, also those whose turn would not have come", () => {
    const told = { ...five, "each[0]/y": broken, "each[1]/y": broken, "each[2]/y": broken };
    const fork = forkOf(mapped, { told });
    expect(brief(fork).toSorted()).toEqual(
      [
        "step.reused start",
        "scope.opened each",
        ...[3, 4].map((index) => `scope.finished each ${index}`),
        ...[0, 1, 2].map((index) => `step.reused each[${index}]/x`),
      ].toSorted(),
    );
    const next = new ReferenceShell(planOf([start, ...mapped.nodes], mapped.edges), { outcome: () => done });
    for (const event of fork.events) next.append(event);
    next.tick();
    expect([...next.work.keys()].toSorted()).toEqual(["start:each[0]/y", "start:each[1]/y"]);
    finishAll(next);
    expect(next.state.end?.status).toBe("succeeded");
  });

  test("one iteration, or one step in it, can be made again", () => {
    expect(brief(forkOf(mapped, { told: five, rerun: ["each[1]/y"] }))).toEqual([
      "step.reused start",
      "scope.opened each",
      ...[0, 2, 3, 4].map((index) => `scope.finished each ${index}`),
      "step.reused each[1]/x",
    ]);
    expect(brief(forkOf(mapped, { told: five, rerun: ["each"] }))).toEqual(["step.reused start"]);
  });
});
