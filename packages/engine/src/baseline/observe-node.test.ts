import { expect, test } from "vitest";
import type { NodeFact } from "../facts/run-facts.ts";
import { observeNode } from "./observe-node.ts";

const fact: NodeFact = {
  nodeId: "ask",
  nodeType: "prompt",
  nodeHash: "h",
  isContainer: false,
  steps: 4,
  kept: 0,
  failed: 0,
  attempts: 5,
  ms: 2_000,
  waitMs: 90_000,
  costUsd: 0.02,
  tokens: 800,
  outcome: "succeeded",
  errorCode: null,
  errorCodes: [],
  handles: { out: 4 },
};

test("figures are those of a step", () => {
  expect(observeNode(fact)).toEqual({ ms: 500, usd: 0.005, failed: 0, handles: ["out"] });
});

test.each<[string, Partial<NodeFact>, ReturnType<typeof observeNode>]>([
  [
    "a step that failed says nothing of time, and its way out is no surprise of its own",
    { failed: 1, outcome: "failed", handles: { out: 3, error: 1 } },
    { ms: null, usd: 0.005, failed: 0.25, handles: ["out"] },
  ],
  [
    "a container's time is that of what is in it",
    { isContainer: true, costUsd: null },
    { ms: null, usd: null, failed: 0, handles: ["out"] },
  ],
  ["no price, no cost", { costUsd: 0 }, { ms: 500, usd: null, failed: 0, handles: ["out"] }],
  ["what took no time at all counts as a millisecond", { ms: 0 }, { ms: 1, usd: 0.005, failed: 0, handles: ["out"] }],
  ["what was cancelled says nothing", { outcome: "cancelled" }, { ms: null, usd: null, failed: null, handles: [] }],
  ["what was kept says nothing", { steps: 0, kept: 4 }, { ms: null, usd: null, failed: null, handles: [] }],
])("%s", (_name, change, seen) => {
  expect(observeNode({ ...fact, ...change })).toEqual(seen);
});
