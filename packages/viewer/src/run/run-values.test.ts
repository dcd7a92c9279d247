import { fold, indexPlan, initialState } from "@orrery/engine";
import { expect, test } from "vitest";
import { sharedStory } from "../testing/shared-story.ts";
import { runValues } from "./run-values.ts";

const story = sharedStory({ items: 1 });
const value = (text: string) => ({ text, kind: "text", bytes: 1, cut: false }) as const;
const shared = { start: { input: value("given") }, done: { output: value("gave") } };
const of = (count: number, values: Readonly<Record<string, object>> = shared) => {
  const state = initialState(indexPlan(story.plan));
  fold(state, story.events.slice(0, count));
  return runValues(state, (stepKey) => values[stepKey] ?? {});
};

test("a run has its input from its beginning and its output from its end, as far as they are shared", () => {
  const all = story.events.length;
  expect(of(0)).toEqual({ input: undefined, outputs: [], error: undefined });
  expect(of(1)).toEqual({ input: value("given"), outputs: [], error: undefined });
  expect(of(all)).toEqual({
    input: value("given"),
    outputs: [{ nodeId: "done", value: value("gave") }],
    error: undefined,
  });
  expect(of(all, {})).toEqual({ input: undefined, outputs: [{ nodeId: "done", value: undefined }], error: undefined });
});
