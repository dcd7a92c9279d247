import { createReplay, indexPlan } from "@orrery/engine";
import { expect, test } from "vitest";
import { sharedStory } from "../testing/shared-story.ts";
import { edgeState } from "./edge-state.ts";
import { IDLE_VIEW, type NodeView, viewNodes } from "./node-view.ts";

const run = sharedStory({ items: 3 });
const replay = createReplay(indexPlan(run.plan), run.events);

test("each card says how its node stands, with figures", () => {
  const views = viewNodes(replay.at(replay.last).state, "shown");
  expect(views.fetch).toEqual({
    status: "succeeded",
    word: "Done",
    foot: "651 ms  attempt 2",
    progress: null,
    passed: ["out"],
    open: false,
  });
  expect(views.classify).toMatchObject({ status: "succeeded", passed: ["out"], open: false });
  expect(views.classify?.foot).toMatch(/^3 done {2}\S+ \w+ {2}246 tok {2}\$0\.0012$/);
  expect(views.each).toMatchObject({ word: "3 of 3", progress: { done: 3, count: 3 } });
  expect(views.tell).toMatchObject({ status: "skipped", foot: "", passed: [] });
});

test("what it cost is told only where that is shared", () => {
  const { state } = replay.at(replay.last);
  expect(JSON.stringify(viewNodes(state, "hidden"))).not.toMatch(/tok|\$/);
});

test("before the first event nothing has run", () => {
  expect(new Set(Object.values(viewNodes(replay.at(0).state, "shown")))).toEqual(new Set([IDLE_VIEW]));
});

const view = (more: Partial<NodeView>): NodeView => ({ ...IDLE_VIEW, status: "succeeded", ...more });

test.each([
  [IDLE_VIEW, IDLE_VIEW, false, "rest"],
  [view({ passed: ["out"] }), IDLE_VIEW, false, "passed"],
  [view({ passed: ["out"] }), view({ status: "running" }), false, "moving"],
  [view({ passed: ["out"] }), view({ status: "waiting" }), false, "waiting"],
  [view({ passed: ["true"] }), IDLE_VIEW, false, "dead"],
  [view({ status: "running", open: true }), IDLE_VIEW, false, "rest"],
  [view({ status: "running", open: true }), IDLE_VIEW, true, "rest"],
  [view({ status: "running", open: true }), view({ status: "running" }), true, "moving"],
  [view({ status: "running", open: true }), view({}), true, "passed"],
] as const)("an edge from %o to %o (tool: %s) is %s", (from, to, tool, state) => {
  expect(edgeState({ from, to }, { from: "from", fromHandle: "out", to: "to", tool })).toBe(state);
});
