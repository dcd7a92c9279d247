import { createReplay, indexPlan } from "@orrery/engine";
import { expect, test } from "vitest";
import { viewNodes } from "../run/node-view.ts";
import type { SharedDrawing } from "../shared-run.ts";
import { sharedStory } from "../testing/shared-story.ts";
import { drawSvg } from "./draw-svg.ts";

const HOSTILE = `"><script>alert(1)</script><a href="javascript:alert(1)">\u2028]]></title>`;

test("an empty graph is an empty picture", () => {
  expect(drawSvg({ nodes: [], edges: [] }, {}, { size: { width: 64, height: 32 } })).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320" width="64" height="32" ' +
      'preserveAspectRatio="xMidYMid meet"><rect x="0" y="0" width="640" height="320" fill="#080a0f"></rect></svg>',
  );
});

test("a run is drawn with its states, its edges and how far a container is", () => {
  const run = sharedStory({ items: 3 });
  const { state } = createReplay(indexPlan(run.plan), run.events).at(run.events.length);
  const svg = drawSvg(run.drawing, viewNodes(state, "shown"));
  const states = [...svg.matchAll(/data-node="(\w+)" data-state="(\w+)"/g)].map(([, id, status]) => [id, status]);
  expect(Object.fromEntries(states)).toEqual({
    start: "succeeded",
    fetch: "succeeded",
    each: "succeeded",
    classify: "succeeded",
    urgent: "succeeded",
    confirm: "succeeded",
    tell: "skipped",
    done: "succeeded",
  });
  const edges = [...svg.matchAll(/data-edge="([^"]+)" data-state="(\w+)"/g)].map(([, id, status]) => [id, status]);
  expect(Object.fromEntries(edges)).toEqual({
    "start.out-fetch": "passed",
    "fetch.out-each": "passed",
    "each.out-done": "passed",
    "fetch.error-tell": "dead",
    "classify.out-urgent": "passed",
    "urgent.true-confirm": "passed",
  });
  expect(svg).toContain(">3 of 3</text>");
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test("names, types and handles are text, whatever they are", () => {
  const node = { x: 0, y: 0, width: 232, height: 104, type: HOSTILE, typeTitle: HOSTILE, category: "ai" } as const;
  const drawing: SharedDrawing = {
    nodes: [
      { ...node, id: HOSTILE, name: HOSTILE },
      { ...node, id: "b", name: "b", x: 300 },
    ],
    edges: [
      { id: HOSTILE, from: HOSTILE, fromHandle: HOSTILE, to: "b", toHandle: HOSTILE },
      { id: "e", from: HOSTILE, fromHandle: "out", to: "b", toHandle: "in" },
    ],
  };
  const svg = drawSvg(drawing);
  const tags = new Set([...svg.matchAll(/<\/?([^\s>]+)/g)].map(([, tag]) => tag));
  expect([...tags].sort()).toEqual(["circle", "g", "path", "rect", "svg", "text", "title"]);
  expect([...svg.matchAll(/\s(on\w+|href|style)="/g)]).toEqual([]);
});

test("a node has the icon of its type, and that of its category where it names none that is known", () => {
  const at = { id: "a", name: "a", x: 0, y: 0, width: 232, height: 104 } as const;
  const of = { type: "map", typeTitle: "For each", category: "flow" } as const;
  const draw = (icon?: string) =>
    drawSvg({ nodes: [{ ...at, ...of, ...(icon !== undefined && { icon }) }], edges: [] });
  expect(draw("repeat")).toContain('d="M17 2l4 4-4 4M3 11');
  for (const icon of [undefined, "none-of-ours", "toString"]) expect(draw(icon)).toContain('class="icon icon-flow"');
});
