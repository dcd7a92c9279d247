import type { Benchmark } from "./benchmark.ts";
import { openCanvas } from "./canvas-page.ts";
import { ownerContext } from "./chromium.ts";
import { panFrameRate } from "./frame-rate.ts";
import { lanesGraph } from "./lanes-graph.ts";
import { median } from "./percentile.ts";
import { untilSucceeded } from "./until-ended.ts";

const rounds = 3;
/** Three events a step in 20 lanes: about 200 events a second, for 15 s. */
const lanes = { lanes: 20, perLane: 50, waitMs: 300 };
const pan = { ms: 3000, by: 20, turns: 60 };

/**
 * The frame rate of a pan over 1,000 cards while their run brings 200 events a second, to that of the same pan right before it
 * began and right after it ended. Median of three runs.
 */
export const canvasLive: Benchmark = {
  measures: [{ name: "canvas_live_cost", unit: "ratio", target: { is: "at least", value: 0.9 } }],
  onRequest: true,
  async run(house) {
    const client = await house.client();
    const store = await house.store();
    const context = await ownerContext(house);
    const workflowId = await client.createWorkflow(lanesGraph(lanes));
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const runId = await client.startRun(workflowId, {});
      const { page } = await openCanvas(context, `/workflows/${workflowId}?run=${runId}`, "[data-node-id]");
      await page.locator('[data-node-id=gate][data-state="waiting"]').waitFor();
      const before = await panFrameRate(page, pan);
      await client.approve(runId, "gate");
      await page.locator('[data-state="succeeded"][data-node-id^=wait_]').first().waitFor();
      const live = await panFrameRate(page, pan);
      await untilSucceeded(store, [runId]);
      const after = await panFrameRate(page, pan);
      ratios.push((2 * live.fps) / (before.fps + after.fps));
      await page.close();
    }
    await context.close();
    return { canvas_live_cost: median(ratios) };
  },
};
