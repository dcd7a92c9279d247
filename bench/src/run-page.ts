import type { Graph, GraphEdge, GraphNode } from "@orrery/graph";
import type { BrowserContext } from "@playwright/test";
import type { Benchmark } from "./benchmark.ts";
import { ownerContext } from "./chromium.ts";
import { median } from "./percentile.ts";
import { untilSucceeded } from "./until-ended.ts";
import { wire } from "./wire.ts";

const inside = 997;
const columns = 40;
const items = 11;
const rounds = 5;

/**
 * The page of an ended run of 1,000 nodes and some 11,000 events in Chromium with a warm cache: from the navigation until
 * a key pressed on it has moved the playhead to the beginning. Median of five.
 */
export const runPage: Benchmark = {
  measures: [{ name: "runpage_ready_ms", unit: "ms", target: { is: "at most", value: 2000 } }],
  async run(house) {
    const client = await house.client();
    const workflowId = await client.createWorkflow(thousandInMap());
    const runId = await client.startRun(workflowId, { items: Array.from({ length: items }, (_, index) => index) });
    await untilSucceeded(await house.store(), [runId]);
    const { length: events } = await client.log(runId);
    if (events < 10_000) throw new Error(`The run has only ${events} events.`);
    const context = await ownerContext(house);
    // The first visit fills the cache.
    await readyAfter(context, runId);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await readyAfter(context, runId));
    await context.close();
    return { runpage_ready_ms: median(times) };
  },
};

async function readyAfter(context: BrowserContext, runId: string): Promise<number> {
  const page = await context.newPage();
  const from = performance.now();
  await page.goto(`/runs/${runId}`, { waitUntil: "commit" });
  const place = page.getByRole("slider", { name: "Event of the run" });
  await place.waitFor();
  await page.locator("[data-node-id]").first().waitFor();
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("input.scrubber-range")?.value === "0");
  const took = performance.now() - from;
  await page.close();
  return took;
}

/** An input, a map with 997 transforms in chains of ten, and an output. */
function thousandInMap(): Graph {
  const schema = {
    type: "object",
    properties: { items: { type: "array", items: { type: "number" } } },
    required: ["items"],
  };
  const nodes: GraphNode[] = [
    { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema } },
    {
      id: "each",
      type: "map",
      position: { x: 300, y: 0 },
      size: { width: columns * 260 + 60, height: Math.ceil(inside / columns) * 140 + 90 },
      config: { items: "{{ start.items }}", concurrency: 4, collect: "{{ each.index }}" },
    },
    { id: "end", type: "output", position: { x: columns * 260 + 420, y: 0 }, config: { value: "{{ each.results }}" } },
  ];
  const edges: GraphEdge[] = [wire("start", "each"), wire("each", "end")];
  for (let at = 0; at < inside; at += 1) {
    const position = { x: 30 + 260 * (at % columns), y: 60 + 140 * Math.floor(at / columns) };
    const value = at % 10 === 0 ? "{{ each.item }}" : `{{ step_${at - 1} + 1 }}`;
    nodes.push({ id: `step_${at}`, type: "transform", parentId: "each", position, config: { value } });
    if (at % 10 > 0) edges.push(wire(`step_${at - 1}`, `step_${at}`));
  }
  return { schema: "orrery.graph/v1", name: "A thousand nodes, many events", nodes, edges };
}
