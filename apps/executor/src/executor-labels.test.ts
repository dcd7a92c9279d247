import { expect, test } from "vitest";
import { executorLabels } from "./executor-labels.ts";

test("labels are read once each, and what cannot be one is told", () => {
  expect(executorLabels({})).toEqual([]);
  expect(executorLabels({ ORRERY_LABELS: " gpu, eu,gpu ," })).toEqual(["eu", "gpu"]);
  expect(() => executorLabels({ ORRERY_LABELS: "a b" })).toThrow('ORRERY_LABELS has "a b"');
});
