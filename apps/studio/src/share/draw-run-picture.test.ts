import type { SharedRun } from "@orrery/viewer/shared-run";
import { expect, test } from "vitest";
import { drawBadge } from "./draw-badge.ts";
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

test("a picture and a badge hold names as text", () => {
  for (const svg of [drawRunPicture(run), drawBadge(hostile, "queued")]) {
    expect(svg.match(/<(?:script|image)/)).toBeNull();
    expect(svg.includes("</text><image")).toBe(false);
  }
});

test("a picture is a PNG of the size that links ask for", async () => {
  const png = Buffer.from(await renderPicture(drawRunPicture(run)));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
});
