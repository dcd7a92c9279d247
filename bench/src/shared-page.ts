import type { Benchmark } from "./benchmark.ts";
import type { House } from "./house.ts";
import { lanesGraph } from "./lanes-graph.ts";
import { median } from "./percentile.ts";
import { untilStatus, untilSucceeded } from "./until-ended.ts";

const rounds = 5;
/** 200 steps, some 800 events. */
const lanes = { lanes: 10, perLane: 20, waitMs: 10 };

/**
 * The shared page of a run of 200 steps in Chromium, for somebody who was never here: from the navigation, with nothing in the
 * cache, until a key pressed on it has moved the playhead to the beginning. Median of five.
 */
export const sharedPage: Benchmark = {
  measures: [{ name: "shared_ready_ms", unit: "ms", target: { is: "at most", value: 1500 } }],
  async run(house) {
    const [client, store, { url }] = [await house.client(), await house.store(), await house.installation()];
    const runId = await client.startRun(await client.createWorkflow(lanesGraph(lanes)), {});
    await untilStatus(store, [runId], "waiting");
    await client.approve(runId, "gate");
    await untilSucceeded(store, [runId]);
    const address = `${url}/s/${await client.shareRun(runId)}`;
    await readyAfter(house, address);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await readyAfter(house, address));
    return { shared_ready_ms: median(times) };
  },
};

async function readyAfter(house: House, address: string): Promise<number> {
  const context = await (await house.browser()).newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const from = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  const place = page.getByRole("slider", { name: "Event of the run" });
  await place.press("Home");
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>(".scrubber input")?.value === "0");
  const took = performance.now() - from;
  await context.close();
  return took;
}
