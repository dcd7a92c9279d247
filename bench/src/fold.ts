import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RunEvent } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile, type Plan } from "@orrery/plan";
import type { BrowserContext, Page } from "@playwright/test";
import type { Benchmark } from "./benchmark.ts";
import { ownerContext } from "./chromium.ts";
import type { FoldTimes } from "./fold-probe.ts";
import { median, percentile } from "./percentile.ts";
import { openSourcePage } from "./source-page.ts";
import { untilSucceeded } from "./until-ended.ts";
import { wire } from "./wire.ts";

const items = 10_000;
const eventsOfTarget = 10_000;
const processes = 5;
const rounds = 7;
const panFrames = 120;

/**
 * The log of a run that does three steps for each of 10,000 items. Of its first 10,000 events: the time in which the engine
 * folds them in a warm process (the target) and in one that has folded nothing, in which Chromium folds them for the
 * canvas, and in which it then jumps to any moment of them and reads every card (p95 of jumps to and fro). Of the whole log: its bytes as JSON, Chromium's time, and, with the run shown on its page, the heap after a
 * collection and the frame time (p95) of a pan.
 */
export const foldLargeRun: Benchmark = {
  measures: [
    { name: "fold10k_bytes", unit: "bytes" },
    { name: "fold10k_ms", unit: "ms", target: { is: "at most", value: 20 } },
    { name: "fold10k_cold_ms", unit: "ms" },
    { name: "fold10k_canvas_ms", unit: "ms" },
    { name: "scrub_ms", unit: "ms", target: { is: "at most", value: 16 } },
    { name: "fold10k_items_ms", unit: "ms" },
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
    const first = log.slice(0, eventsOfTarget);
    const engine = await engineTimes(house.dataDir, graph, first);
    const canvas = await canvasTimes(context, graph, first);
    const jumps = await canvasTimes(context, graph, first, jumpInPage);
    const whole = await canvasTimes(context, graph, log);
    const shown = await showRun(context, runId);
    await context.close();
    return {
      fold10k_bytes: Buffer.byteLength(JSON.stringify(log)),
      fold10k_ms: median(engine.map(({ warm }) => warm)),
      fold10k_cold_ms: median(engine.map(({ cold }) => cold)),
      fold10k_canvas_ms: median(canvas),
      scrub_ms: percentile(jumps, 0.95),
      fold10k_items_ms: median(whole),
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

function planOf(graph: Graph): Plan {
  const { plan } = compile(graph, { catalog });
  if (plan === null) throw new Error("The graph of the fold benchmark has errors.");
  return plan;
}

/** Several processes, so that each has a first fold. */
async function engineTimes(dataDir: string, graph: Graph, log: readonly RunEvent[]): Promise<readonly FoldTimes[]> {
  const file = join(dataDir, "fold-log.json");
  await writeFile(file, JSON.stringify({ plan: planOf(graph), log }));
  const times: FoldTimes[] = [];
  for (let i = 0; i < processes; i += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, "fold-probe.ts"), file]);
    times.push(JSON.parse(stdout));
  }
  return times;
}

async function canvasTimes(
  context: BrowserContext,
  graph: Graph,
  log: readonly RunEvent[],
  measure: (json: string) => Promise<number[]> = foldInPage,
): Promise<readonly number[]> {
  const plan = planOf(graph);
  const page = await openSourcePage(context);
  const given: Given = { plan, graph, log, rounds, overlay: "/packages/canvas/src/run/run-overlay.ts" };
  const times = await page.evaluate(measure, JSON.stringify(given));
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
    if (fresh.getState().seq !== log.length) throw new Error("The log was not folded to its end.");
  }
  return times;
}

/** Runs in the page: jumps to and fro in the log as the scrubber does, once its checkpoints are laid. */
async function jumpInPage(json: string): Promise<number[]> {
  const { plan, graph, log, overlay }: Given = JSON.parse(json);
  const { createRunOverlay }: typeof import("@orrery/canvas") = await import(overlay);
  const shown = createRunOverlay({ plan, graph });
  shown.apply({ kind: "events", events: log });
  for (let seq = 512; seq < log.length; seq += 512) shown.seek(seq);
  const times: number[] = [];
  for (let jump = 1; jump <= 200; jump += 1) {
    // A step that shares no factor with the length comes by everywhere.
    const seq = 1 + ((jump * 7919) % (log.length - 1));
    const from = performance.now();
    shown.seek(seq);
    const folded = performance.now() - from;
    // Cards are told once a frame, and read then.
    await new Promise<void>((done) => {
      const stop = shown.subscribe(() => {
        stop();
        done();
      });
    });
    const since = performance.now();
    for (const { id } of plan.nodes) shown.getNode(id);
    const { seq: at } = shown.getState();
    times.push(folded + performance.now() - since);
    if (at !== seq) throw new Error("The moment asked for was not shown.");
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
