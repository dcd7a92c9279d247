import type { StepDelta } from "@orrery/engine";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDeltaStream } from "./delta-stream.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("pieces within 50 ms go out together, with the place where they begin; the end sends the rest", () => {
  const sent: StepDelta[] = [];
  const stream = createDeltaStream({ stepKey: "a", attempt: 2 }, (delta) => sent.push(delta));
  stream.push("one ");
  stream.push("✨ ");
  vi.advanceTimersByTime(49);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  stream.push("three");
  stream.end();
  vi.advanceTimersByTime(100);
  expect(sent).toEqual([
    { stepKey: "a", attempt: 2, offset: 0, text: "one ✨ " },
    { stepKey: "a", attempt: 2, offset: 6, text: "three" },
  ]);
});
