import type { RunEvent } from "@orrery/engine";
import { expect, test } from "vitest";
import { Sends } from "./sends.ts";

/** A log of these lines, `type step`. */
const logOf = (...lines: readonly string[]): RunEvent[] =>
  lines.map((line, i) => {
    const [type = "", stepKey = ""] = line.split(" ");
    const event: unknown = { v: 1, seq: i + 1, epoch: 1, at: i, type, stepKey, attempt: 1 };
    return event as RunEvent;
  });

test("what is sent once for each beginning is no fault, whichever run of a tag began it", () => {
  const sends = new Sends();
  sends.note("t", "a", logOf("step.started each[2]/pay", "step.retrying each[2]/pay", "step.started each[2]/pay"));
  sends.note("t", "b", logOf("step.started each[2]/pay"));
  const entry = { received: 3, keys: 2, first: 1 };
  expect(
    sends.problems((tag, step) => (tag === "t" && step === "pay/2" ? entry : { ...entry, received: 0, keys: 0 })),
  ).toEqual([]);
});

test("a send that no log speaks of is found: a second one, one of a kept step, and one under a key of its own", () => {
  const sends = new Sends();
  sends.note("t", "a", logOf("step.started send", "step.started pay", "step.started pay"));
  sends.note("t", "fork", logOf("step.reused send", "step.reused pay"));
  expect(sends.problems((_, step) => ({ received: 2, keys: step === "pay" ? 2 : 0, first: 1 }))).toEqual([
    { runId: "a", words: "send was begun 1 times and sent 2 times" },
    { runId: "a", words: "pay was done under 2 keys by 1 runs" },
  ]);
});
