import type { Page } from "@playwright/test";
import type { Benchmark } from "./benchmark.ts";
import { canvasGraph } from "./canvas-graph.ts";
import { openCanvas, twoFrames } from "./canvas-page.ts";
import { ownerContext } from "./chromium.ts";
import { percentile } from "./percentile.ts";

const typed = "{{ nowhere.x }} is what this model is to say of it";
const typings = 3;
const keyEveryMs = 90;
/** What is typed becomes an edit after a pause, and is compiled after it: the keys that follow meet both. */
const pauseEvery = 8;
const pauseMs = 430;
const undos = 40;
const patienceMs = 240_000;

/**
 * In the editor of 1,000 cards, from a key's event until its frame was painted, 95 of 100 keys: `key` for typing in an
 * expression's field, with pauses in which the text becomes an edit and is compiled, until what is wrong in it is said below;
 * `undo` for taking back edits.
 */
export const canvasEditing: Benchmark = {
  measures: [
    { name: "canvas_key_ms", unit: "ms", target: { is: "at most", value: 50 } },
    { name: "canvas_key_worst_ms", unit: "ms" },
    { name: "canvas_undo_ms", unit: "ms", target: { is: "at most", value: 50 } },
  ],
  onRequest: true,
  async run(house) {
    const client = await house.client();
    const address = `/workflows/${await client.createWorkflow(canvasGraph(1000))}`;
    const context = await ownerContext(house);
    await context.addInitScript(notePaintedKeys);
    // A page that no longer answers a key would be waited for without end.
    const patience = setTimeout(() => void context.close(), patienceMs);
    const { page } = await openCanvas(context, address, "[data-node-id]");
    const keys = await keyTimes(page);
    const back = await undoTimes(page);
    clearTimeout(patience);
    await context.close();
    return {
      canvas_key_ms: percentile(keys, 0.95),
      canvas_key_worst_ms: Math.max(...keys),
      canvas_undo_ms: percentile(back, 0.95),
    };
  },
};

async function keyTimes(page: Page): Promise<readonly number[]> {
  await page.locator("[data-node-id=step_2]").click({ position: { x: 100, y: 20 } });
  const field = page.getByRole("textbox", { name: /^Prompt/ });
  await field.click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await takeKeys(page);
  for (let round = 0; round < typings; round += 1) {
    for (const [index, letter] of [...typed].entries()) {
      await page.keyboard.press(letter === " " ? "Space" : letter);
      await page.waitForTimeout(index % pauseEvery === pauseEvery - 1 ? pauseMs : keyEveryMs);
    }
    await page.getByRole("complementary", { name: "Inspector" }).getByText("nowhere").last().waitFor();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("Delete");
  }
  return takeKeys(page);
}

async function undoTimes(page: Page): Promise<readonly number[]> {
  await page.locator("[data-node-id=step_2]").click({ position: { x: 100, y: 20 } });
  for (let edit = 0; edit < undos; edit += 1) await page.keyboard.press("ArrowRight");
  await twoFrames(page);
  await takeKeys(page);
  for (let undo = 0; undo < undos; undo += 1) {
    await page.keyboard.press("ControlOrMeta+Z");
    await page.waitForTimeout(keyEveryMs);
  }
  return takeKeys(page);
}

/** The times since they were last taken. */
async function takeKeys(page: Page): Promise<readonly number[]> {
  await twoFrames(page);
  return page.evaluate(() => window.paintedKeys?.splice(0) ?? []);
}

declare global {
  interface Window {
    /** For each key that was pressed, ms from its event to the end of the frame that followed. */
    paintedKeys?: number[];
  }
}

/** Runs in the page: notes when what a key did has been painted. */
function notePaintedKeys(): void {
  const times: number[] = [];
  window.paintedKeys = times;
  window.addEventListener(
    "keydown",
    ({ timeStamp, key }) => {
      if (key === "Control" || key === "Meta" || key === "Shift") return;
      // A message that is sent in a frame is handled right after it was painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    },
    true,
  );
}
