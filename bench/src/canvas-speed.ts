import type { BrowserContext } from "@playwright/test";
import type { Benchmark } from "./benchmark.ts";
import { canvasGraph, gridColumns, gridStep } from "./canvas-graph.ts";
import { lookAtAll, lookClosely, openCanvas } from "./canvas-page.ts";
import { ownerContext } from "./chromium.ts";
import { type FrameRate, type Pan, panFrameRate } from "./frame-rate.ts";
import { median } from "./percentile.ts";
import { type PlainFlow, servePlainFlow } from "./plain-flow/serve-plain-flow.ts";

const rounds = 3;
const pan: Pan = { ms: 2500, by: 20, turns: 60 };

interface Targets {
  readonly readyMs: number;
  readonly fps: number;
  readonly fitFps: number;
}

interface Speed {
  readonly readyMs: number;
  readonly near: FrameRate;
  readonly fit: FrameRate;
}

/** A thousand cards in the editor, and five thousand, beside an empty page and plain React Flow with as many nodes. */
export const canvasSpeed: readonly Benchmark[] = [
  speedOf(1000, { readyMs: 1000, fps: 50, fitFps: 50 }),
  speedOf(5000, { readyMs: 3000, fps: 40, fitFps: 30 }),
];

/**
 * `ready`: from the navigation with a warm cache until cards stand there and the page draws again. `fps`: frames a second
 * while a wheel pans at zoom 1; `fit_fps` with the whole drawing in view; `low`: what 19 of 20 frames reach.
 * All of it turn by turn for the editor, the library and an empty page; the median of three.
 */
function speedOf(count: number, targets: Targets): Benchmark {
  const name = `canvas${count}`;
  return {
    measures: [
      { name: `${name}_ready_ms`, unit: "ms", target: { is: "at most", value: targets.readyMs } },
      { name: `${name}_fps`, unit: "fps", target: { is: "at least", value: targets.fps } },
      { name: `${name}_low_fps`, unit: "fps" },
      { name: `${name}_fit_fps`, unit: "fps", target: { is: "at least", value: targets.fitFps } },
      { name: `${name}_fit_low_fps`, unit: "fps" },
      { name: `plain${count}_ready_ms`, unit: "ms" },
      { name: `plain${count}_fps`, unit: "fps" },
      { name: `plain${count}_fit_fps`, unit: "fps" },
      { name: `${name}_empty_fps`, unit: "fps" },
    ],
    async run(house) {
      const client = await house.client();
      const address = `/workflows/${await client.createWorkflow(canvasGraph(count))}`;
      const context = await ownerContext(house);
      const plain = await servePlainFlow();
      try {
        // The first visit fills the cache.
        const first = await openCanvas(context, address, "[data-node-id]");
        await first.page.close();
        const [ours, library, empty]: [Speed[], Speed[], FrameRate[]] = [[], [], []];
        for (let round = 0; round < rounds; round += 1) {
          empty.push(await emptySpeed(context, plain));
          library.push(await librarySpeed(context, plain, count));
          ours.push(await editorSpeed(context, address));
        }
        const middle = <T>(of: readonly T[], read: (one: T) => number): number => median(of.map(read));
        return {
          [`${name}_ready_ms`]: middle(ours, ({ readyMs }) => readyMs),
          [`${name}_fps`]: middle(ours, ({ near }) => near.fps),
          [`${name}_low_fps`]: middle(ours, ({ near }) => near.lowFps),
          [`${name}_fit_fps`]: middle(ours, ({ fit }) => fit.fps),
          [`${name}_fit_low_fps`]: middle(ours, ({ fit }) => fit.lowFps),
          [`plain${count}_ready_ms`]: middle(library, ({ readyMs }) => readyMs),
          [`plain${count}_fps`]: middle(library, ({ near }) => near.fps),
          [`plain${count}_fit_fps`]: middle(library, ({ fit }) => fit.fps),
          [`${name}_empty_fps`]: middle(empty, ({ fps }) => fps),
        };
      } finally {
        await plain.close();
        await context.close();
      }
    },
  };
}

async function editorSpeed(context: BrowserContext, address: string): Promise<Speed> {
  const { page, readyMs } = await openCanvas(context, address, "[data-node-id]");
  await lookClosely(page);
  const near = await panFrameRate(page, pan);
  await lookAtAll(page);
  const fit = await panFrameRate(page, pan);
  await page.close();
  return { readyMs, near, fit };
}

async function librarySpeed(context: BrowserContext, plain: PlainFlow, count: number): Promise<Speed> {
  const of = { count, columns: gridColumns(count), step: gridStep };
  const { page, readyMs } = await openCanvas(context, plain.address(of, false), ".react-flow__node");
  const near = await panFrameRate(page, pan);
  await page.close();
  const fitted = await openCanvas(context, plain.address(of, true), ".react-flow__node");
  const fit = await panFrameRate(fitted.page, pan);
  await fitted.page.close();
  return { readyMs, near, fit };
}

async function emptySpeed(context: BrowserContext, plain: PlainFlow): Promise<FrameRate> {
  const page = await context.newPage();
  await page.goto(plain.empty);
  const rate = await panFrameRate(page, pan);
  await page.close();
  return rate;
}
