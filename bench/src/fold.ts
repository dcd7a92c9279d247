import type { RunEvent } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile, type Plan } from "@orrery/plan";
import type { BrowserContext, Page } from "@playwright/test";
import type { Benchmark } from "./benchmark.ts";
import { ownerContext } from "./chromium.ts";
import { median, percentile } from "./percentile.ts";
import { openSourcePage } from "./source-page.ts";
import { untilSucceeded } from "./until-ended.ts";

const items = 10_000;
const rounds = 7;
const panFrames = 120;

/**
 * The log of a run that does three steps for each of 10,000 items: its bytes as JSON, the time in which Chromium folds it
 * for the canvas, and, with the whole run shown on its page, the heap after a collection and the frame time (p95) of a pan.
 */
export const foldLargeRun: Benchmark = {
  measures: [
    { name: "fold10k_bytes", unit: "bytes" },
    { name: "fold10k_ms", unit: "ms" },
    { name: "fold10k_heap_mb", unit: "MB" },
    { name: "fold10k_frame_ms", unit: "ms" },
  ],
  async run(house) {
    const client = await house.client();
    const graph = mapGraph();
    const workflowId = await client.createWorkflow(graph);
    const runId = await client.startRun(workflowId, { items: Array.from({ length: items }, (_, index) => index) });
    await untilSucceeded(await house.store(), [runId]);
    const log = await client.log(runId);
    const context = await ownerContext(house);
    const folded = await foldTimes(context, graph, log);
    const shown = await showRun(context, runId);
    await context.close();
    return {
      fold10k_bytes: Buffer.byteLength(JSON.stringify(log)),
      fold10k_ms: median(folded),
      fold10k_heap_mb: shown.heapBytes / 2 ** 20,
      fold10k_frame_ms: percentile(shown.frames, 0.95),
    };
  },
};

function mapGraph(): Graph {
  const schema = {
    type: "object",
    properties: { items: { type: "array", items: { type: "number" } } },
    required: ["items"],
  };
  const inside = { type: "transform", parentId: "each" };
  const wire = (source: string, target: string) => ({
    id: `${source}_${target}`,
    source,
    sourceHandle: "out",
    target,
    targetHandle: "in",
  });
  return {
    schema: "orrery.graph/v1",
    name: "Ten thousand items",
    nodes: [
      { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema } },
      {
        id: "each",
        type: "map",
        position: { x: 300, y: 0 },
        size: { width: 860, height: 200 },
        config: { items: "{{ start.items }}", concurrency: 200 },
      },
      { ...inside, id: "one", position: { x: 30, y: 60 }, config: { value: "{{ each.item + 1 }}" } },
      { ...inside, id: "two", position: { x: 300, y: 60 }, config: { value: "{{ one + 1 }}" } },
      { ...inside, id: "three", position: { x: 570, y: 60 }, config: { value: "{{ two + 1 }}" } },
    ],
    edges: [wire("start", "each"), wire("one", "two"), wire("two", "three")],
  };
}

async function foldTimes(context: BrowserContext, graph: Graph, log: readonly RunEvent[]): Promise<readonly number[]> {
  const { plan } = compile(graph, { catalog });
  if (plan === null) throw new Error("The graph of the fold benchmark has errors.");
  const page = await openSourcePage(context);
  const given: Given = { plan, graph, log, rounds, overlay: "/packages/canvas/src/run/run-overlay.ts" };
  const times = await page.evaluate(foldInPage, JSON.stringify(given));
  await page.close();
  return times;
}

interface Given {
  readonly plan: Plan;
  readonly graph: Graph;
  readonly log: readonly RunEvent[];
  readonly rounds: number;
  readonly overlay: string;
}

/** Runs in the page: folds the log from nothing as the run page does, several times. */
async function foldInPage(json: string): Promise<number[]> {
  const { plan, graph, log, rounds, overlay }: Given = JSON.parse(json);
  const { createRunOverlay }: typeof import("@orrery/canvas") = await import(overlay);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fresh = createRunOverlay({ plan, graph });
    const from = performance.now();
    fresh.apply({ kind: "events", events: log });
    times.push(performance.now() - from);
    if (fresh.getState().status !== "succeeded") throw new Error("The folded run has not succeeded.");
  }
  return times;
}

async function showRun(
  context: BrowserContext,
  runId: string,
): Promise<{ readonly heapBytes: number; readonly frames: readonly number[] }> {
  const page = await context.newPage();
  await page.goto(`/runs/${runId}`);
  await page.locator('[data-node-id=three][data-state="succeeded"]').waitFor({ timeout: 60_000 });
  const frames = await panFrameTimes(page);
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await page.close();
  return { heapBytes: usedSize, frames };
}

/** Pans the canvas to and fro and gives the time from each frame to the next. */
async function panFrameTimes(page: Page): Promise<readonly number[]> {
  const box = await page.getByRole("region", { name: "Canvas" }).first().boundingBox();
  if (box === null) throw new Error("The run page shows no canvas.");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 40);
  const frames = page.evaluate(
    (count) =>
      new Promise<number[]>((done) => {
        const times: number[] = [];
        let before = performance.now();
        const next = (): void => {
          const now = performance.now();
          times.push(now - before);
          before = now;
          if (times.length < count) requestAnimationFrame(next);
          else done(times);
        };
        requestAnimationFrame(next);
      }),
    panFrames,
  );
  let isOver = false;
  void frames.finally(() => {
    isOver = true;
  });
  for (let i = 0; !isOver; i += 1) await page.mouse.wheel(i % 40 < 20 ? 12 : -12, 0);
  return frames;
}
