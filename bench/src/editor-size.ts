import { gzipSync } from "node:zlib";
import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { ownerContext } from "./chromium.ts";

const quietMs = 2_000;

/** The JavaScript that Chromium loads, with an empty cache, until an editor's canvas stands; gzipped. */
export const editorSize: Benchmark = {
  measures: [{ name: "editor_js_kb", unit: "KB", target: { is: "at most", value: 350 } }],
  async run(house) {
    const client = await house.client();
    const workflowId = await client.createWorkflow(chainGraph(5));
    const context = await ownerContext(house);
    const page = await context.newPage();
    const bodies: Promise<Buffer>[] = [];
    let lastAt = performance.now();
    page.on("response", (response) => {
      if (response.request().resourceType() !== "script" || !response.ok()) return;
      lastAt = performance.now();
      bodies.push(response.body());
    });
    await page.goto(`/workflows/${workflowId}`);
    await page.locator("[data-node-id=step_5]").waitFor();
    // The event stream never ends, so the network is never idle: quiet scripts have to do.
    while (performance.now() - lastAt < quietMs) await new Promise((resolve) => setTimeout(resolve, 100));
    const loaded = await Promise.all(bodies);
    await context.close();
    return { editor_js_kb: loaded.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024 };
  },
};
