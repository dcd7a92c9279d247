import type { Page } from "@playwright/test";
import type { Benchmark } from "./benchmark.ts";
import { ownerContext } from "./chromium.ts";
import { lanesGraph } from "./lanes-graph.ts";
import { percentile } from "./percentile.ts";
import type { StudioClient } from "./studio-client.ts";
import { untilSucceeded } from "./until-ended.ts";

const lanes = 5;
const perLane = 20;
/** Three events a step in five lanes: about 100 events a second. */
const waitMs = 150;
const rounds = 4;
/** The first round loads and warms. */
const warmUps = 1;

/** From the moment a step finished, as its event says, until the frame in which Chromium shows its card as done. */
export const liveLatency: Benchmark = {
  measures: [{ name: "live_p95_ms", unit: "ms" }],
  async run(house) {
    const client = await house.client();
    const store = await house.store();
    const context = await ownerContext(house);
    const page = await context.newPage();
    await page.addInitScript(noteShownSteps);
    const workflowId = await client.createWorkflow(lanesGraph({ lanes, perLane, waitMs }));
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const runId = await client.startRun(workflowId, {});
      await page.goto(`/workflows/${workflowId}?run=${runId}`);
      await page.locator('[data-node-id=gate][data-state="waiting"]').waitFor();
      await client.approve(runId, "gate");
      await untilSucceeded(store, [runId]);
      await page.locator('[data-node-id=gather][data-state="succeeded"]').waitFor();
      const taken = await latencies(client, page, runId);
      if (round >= warmUps) samples.push(...taken);
    }
    await context.close();
    return { live_p95_ms: percentile(samples, 0.95) };
  },
};

async function latencies(client: StudioClient, page: Page, runId: string): Promise<readonly number[]> {
  const shown = new Map(await page.evaluate(() => [...(window.shownSteps ?? [])]));
  const taken = (await client.log(runId)).flatMap((event) => {
    if (event.type !== "step.succeeded" || !event.stepKey.startsWith("wait_")) return [];
    const at = shown.get(event.stepKey);
    if (at === undefined) throw new Error(`The canvas never showed ${event.stepKey} as done.`);
    return [at - event.at];
  });
  if (taken.length !== lanes * perLane) throw new Error(`${taken.length} steps of ${lanes * perLane} were seen.`);
  return taken;
}

declare global {
  interface Window {
    /** Node ids with the time (epoch ms) of the frame that first showed them as done. */
    shownSteps?: Map<string, number>;
  }
}

/** Runs in the page: notes when each card has been painted as done. */
function noteShownSteps(): void {
  const shown = new Map<string, number>();
  window.shownSteps = shown;
  new MutationObserver((changes) => {
    const done = changes.flatMap(({ target }) =>
      target instanceof HTMLElement && target.dataset.state === "succeeded" ? [target.dataset.nodeId ?? ""] : [],
    );
    if (done.length === 0) return;
    const note = (): void => {
      for (const id of done) if (!shown.has(id)) shown.set(id, Date.now());
    };
    // A message that is sent in a frame is handled right after it was painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = note;
      port2.postMessage(null);
    });
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
}
