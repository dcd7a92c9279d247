import type { SharedDashboard } from "@orrery/viewer/shared-dashboard";
import type { SharedRun } from "@orrery/viewer/shared-run";
import { expect, test } from "vitest";
import { drawBadge } from "./draw-badge.ts";
import { drawDashboardPicture } from "./draw-dashboard-picture.ts";
import { drawRunPicture } from "./draw-run-picture.ts";
import { renderPicture } from "./render-picture.server.ts";

const hostile = '</text><image href="http://127.0.0.1/x"/><script>alert(1)</script>';
const run: SharedRun = {
  ...{ v: 1, title: hostile, events: [], values: {}, usage: "hidden", live: null },
  plan: { hash: "shared", nodes: [], edges: [], budget: { maxSteps: 1, maxWallMs: 1 }, singleOutput: true },
  drawing: {
    nodes: [
      {
        ...{ id: "a", name: hostile, type: "input", typeTitle: "Input", category: "start-end" },
        ...{ x: 0, y: 0, width: 232, height: 92 },
      },
    ],
    edges: [],
  },
};

const figures = { succeeded: 3, failed: 1, cancelled: 0, successShare: 0.75, p50Ms: 40, p95Ms: 90 };
const dashboard: SharedDashboard = {
  ...{ v: 1, kind: "dashboard", about: "workflow", title: hostile, names: "shown", usage: "hidden", range: "7d" },
  ...{ from: 0, to: 3_600_000, readAt: 0, stepMs: 3_600_000, totals: figures, series: [{ at: 0, ...figures }] },
  open: { queued: 0, running: 0, waiting: 0, paused: 0, cancelling: 0 },
  ...{ workflows: [], slowest: [], costliest: null, errors: null, live: null },
};

test("a picture and a badge hold names as text", () => {
  for (const svg of [drawRunPicture(run), drawDashboardPicture(dashboard), drawBadge(hostile, "queued")]) {
    expect(svg.match(/<(?:script|image)/)).toBeNull();
    expect(svg.includes("</text><image")).toBe(false);
  }
});

test("a picture of a dashboard tells its range and its figures", () => {
  const svg = drawDashboardPicture(dashboard);
  for (const words of ["Last 7 days", ">4<", ">75 %<", ">40 ms<"]) expect(svg).toContain(words);
});

test("a picture is a PNG of the size that links ask for", async () => {
  const png = Buffer.from(await renderPicture(drawRunPicture(run)));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
});
