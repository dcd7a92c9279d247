import type { Page } from "@playwright/test";
import type { Benchmark } from "./benchmark.ts";
import { canvasGraph } from "./canvas-graph.ts";
import { openCanvas } from "./canvas-page.ts";
import { ownerContext } from "./chromium.ts";

const edits = 1000;
const warmUp = 100;

/** Chromium's heap after a collection with 1,000 edits made and taken back in the editor of 1,000 cards, to that before them. */
export const canvasMemory: Benchmark = {
  measures: [{ name: "canvas_memory_growth", unit: "ratio", target: { is: "at most", value: 1.1 } }],
  onRequest: true,
  async run(house) {
    const client = await house.client();
    const address = `/workflows/${await client.createWorkflow(canvasGraph(1000))}`;
    const context = await ownerContext(house);
    const { page } = await openCanvas(context, address, "[data-node-id]");
    await page.locator("[data-node-id=step_1]").click({ position: { x: 100, y: 20 } });
    await editAndUndo(page, warmUp);
    const before = await heapBytes(page);
    await editAndUndo(page, edits);
    const after = await heapBytes(page);
    await context.close();
    return { canvas_memory_growth: after / before };
  },
};

async function editAndUndo(page: Page, times: number): Promise<void> {
  for (let edit = 0; edit < times; edit += 1) await page.keyboard.press(edit % 2 === 0 ? "ArrowRight" : "ArrowDown");
  for (let edit = 0; edit < times; edit += 1) await page.keyboard.press("ControlOrMeta+Z");
  await page
    .getByRole("status")
    .filter({ hasText: /^Saved$/ })
    .waitFor();
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}
