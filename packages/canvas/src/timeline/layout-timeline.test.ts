import { fold, indexPlan, initialState, type RunEvent } from "@orrery/engine";
import { recordStory, STORY_KINDS } from "@orrery/engine/testing";
import { expect, test } from "vitest";
import { type LayoutTimelineOptions, layoutTimeline, type TimelineStep } from "./layout-timeline.ts";

type Story = ReturnType<typeof recordStory>;

function optionsOf(story: Story): LayoutTimelineOptions {
  const [head] = story;
  if (head === undefined || !("plan" in head)) throw new Error("A story begins with its plan.");
  const events = story.flatMap((line): RunEvent[] => ("event" in line ? [line.event] : []));
  const state = initialState(indexPlan(head.plan));
  fold(state, events);
  const filter = { text: "", state: "all" } as const;
  return { steps: [...state.steps.values()], events, titleOf: (id) => id, folded: new Set(), filter };
}

const SEEDS = [1, 2, 3, 4, 5];

test.each(STORY_KINDS.flatMap((kind) => SEEDS.map((seed) => ({ kind, seed }))))(
  "each step that began has one line, below what it lies in: $kind $seed",
  ({ kind, seed }) => {
    const options = optionsOf(recordStory(kind, seed));
    const { rows, all } = layoutTimeline(options);
    const began = [...options.steps].filter(({ startedAt }) => startedAt !== null).map(({ key }) => key);
    const keys = rows.map(({ key }) => key);
    expect([new Set(keys).size, keys.length]).toEqual([keys.length, all]);
    expect(keys).toEqual(expect.arrayContaining(began));
    for (const [index, row] of rows.entries()) {
      const depthBefore = rows[index - 1]?.depth ?? -1;
      expect(row.depth).toBeLessThanOrEqual(depthBefore + 1);
      for (const span of row.spans) expect(span.to ?? span.from).toBeGreaterThanOrEqual(span.from);
    }
    const folded = new Set(rows.filter(({ inside }) => inside > 0).map(({ key }) => key));
    const shut = layoutTimeline({ ...options, folded }).rows;
    expect(shut.map(({ key }) => key)).toEqual(rows.filter(({ depth }) => depth === 0).map(({ key }) => key));
  },
);

test("what is looked for is shown with what it lies in, folded or not", () => {
  const record = (key: string, scopeKey: string): TimelineStep => ({
    ...{ key, nodeId: key.slice(key.lastIndexOf("/") + 1), scopeKey, startedAt: 1, endedAt: 2 },
    ...{ status: key.endsWith("[1]/sum") ? "failed" : "succeeded", attempt: 1, sub: null, model: null },
  });
  const steps = [
    record("each", ""),
    record("each[1]/sum", "each[1]"),
    record("each[0]/sum", "each[0]"),
    record("end", ""),
  ];
  const options = {
    ...optionsOf(recordStory("plain", 1)),
    steps,
    events: [],
    folded: new Set(["each"]),
  };
  const labels = (filter: LayoutTimelineOptions["filter"]) =>
    layoutTimeline({ ...options, filter }).rows.map(({ label, depth }) => `${depth} ${label}`);
  expect([
    labels({ text: "", state: "all" }),
    labels({ text: "SUM", state: "all" }),
    labels({ text: "", state: "failed" }),
    labels({ text: "end", state: "failed" }),
  ]).toEqual([["0 each", "0 end"], ["0 each", "1 [0] sum", "1 [1] sum"], ["0 each", "1 [1] sum"], []]);
});
