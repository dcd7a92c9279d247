import { randomUUID } from "node:crypto";
import { type RunStore, type RunSubmission, submitRuns } from "@orrery/db";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { canonicalJson, compile, drawingHash } from "@orrery/plan";
import { v7 as uuidv7 } from "uuid";
import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { median } from "./percentile.ts";
import { untilSucceeded } from "./until-ended.ts";

const runs = 500;
const warmUps = 2;
const rounds = 5;

/** 500 runs of an input and nine transforms, submitted together: from the statement that submits them to the last success. */
export const throughput: Benchmark = {
  measures: [{ name: "runs10_per_s", unit: "runs/s", target: { is: "at least", value: 600 } }],
  async run(house) {
    const store = await house.store();
    const samples: number[] = [];
    for (let round = 0; round < warmUps + rounds; round += 1) samples.push(await runsPerSecond(store));
    return { runs10_per_s: median(samples.slice(warmUps)) };
  },
};

/** How many of 500 runs of ten steps, submitted together, end in a second. */
export async function runsPerSecond(store: RunStore): Promise<number> {
  const submissions = submissionsOf(chainGraph(9));
  const from = performance.now();
  await submitRuns(store.pool, submissions);
  await untilSucceeded(
    store,
    submissions.map(({ runId }) => runId),
  );
  return runs / ((performance.now() - from) / 1000);
}

/** Runs of one graph with an empty input, as the studio's verb makes them. */
function submissionsOf(graph: Graph): readonly RunSubmission[] {
  const { plan, diagnostics } = compile(graph, { catalog });
  if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const stored = {
    workspaceId: "default",
    workflowId: null,
    name: graph.name,
    plan: { hash: plan.hash, json: JSON.stringify(plan) },
    drawing: { hash: drawingHash(graph), json: canonicalJson(graph) },
    startedBy: "bench",
  };
  const entry = plan.nodes.find((node) => node.role === "entry")?.id ?? null;
  return Array.from({ length: runs }, (): RunSubmission => {
    const input = { id: uuidv7(), kind: "json" as const, json: "{}", labels: { i: "T" as const, c: [] } };
    const payload = JSON.stringify({ input: { id: input.id, bytes: 2 }, planHash: plan.hash, entry });
    return { ...stored, runId: uuidv7(), command: { id: randomUUID(), payload }, input };
  });
}
