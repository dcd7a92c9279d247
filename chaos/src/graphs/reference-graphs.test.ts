import { seededRandom } from "@orrery/engine/testing";
import type { Graph } from "@orrery/graph";
import { expect, test } from "vitest";
import { planGraphs } from "./plan-graphs.ts";
import { referenceGraphs } from "./reference-graphs.ts";

test("each compiles, and its name is its own", async () => {
  const shelf = { store: ({ name }: Graph) => Promise.resolve(`of ${name}`), publish: () => Promise.resolve(1) };
  const planned = await planGraphs(referenceGraphs, "127.0.0.1:9", shelf);
  expect(planned.map(({ workflowId }) => workflowId)).toEqual(referenceGraphs.map(({ name }) => `of ${name}`));
  expect(new Set(referenceGraphs.map(({ name }) => name)).size).toBe(referenceGraphs.length);
  for (const { index } of planned) expect(index.plan.nodes.length).toBeGreaterThan(2);
});

test("each tells a right end from a wrong one", () => {
  for (const one of referenceGraphs) {
    const input = one.input("tag", seededRandom(1));
    const entryOf = () => ({ received: 0, keys: 0, first: 0 });
    const end = { runId: "r", input, log: [], isForked: false, entryOf };
    expect(one.faultOf({ ...end, status: "failed", errorCode: "NOT_RECORDED", output: null })).not.toBeNull();
    expect(one.faultOf({ ...end, status: "succeeded", errorCode: null, output: "nonsense" })).not.toBeNull();
  }
});
