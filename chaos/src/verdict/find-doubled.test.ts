import type { RunEvent } from "@orrery/engine";
import { planOf } from "@orrery/engine/testing";
import { expect, test } from "vitest";
import { findDoubled } from "./find-doubled.ts";

const plan = planOf([
  { id: "sum" },
  { id: "pay", effect: "keyed" },
  { id: "send", effect: "once" },
  { id: "each", map: {} },
  { id: "parcel", in: "each", effect: "keyed" },
]);

/** A log of these lines, `type step`. */
const logOf = (...lines: readonly string[]): RunEvent[] =>
  lines.map((line, i) => {
    const [type = "", stepKey = ""] = line.split(" ");
    const error = { code: "INTERRUPTED", class: "transient" };
    const event: unknown = { v: 1, seq: i + 1, epoch: 1, at: i, type, stepKey, attempt: 1, error };
    return event as RunEvent;
  });

test("what was done again and said so is no fault", () => {
  const log = logOf(
    "step.started sum",
    "step.retrying sum",
    "step.started sum",
    "step.succeeded sum",
    "step.started pay",
    "step.retrying pay",
    "step.started pay",
    "step.started send",
    "step.uncertain send",
    "step.retrying send",
    "step.started send",
    "step.succeeded send",
  );
  expect(findDoubled(plan, log)).toEqual([]);
});

test("a second success and a silent second attempt are found", () => {
  const log = logOf(
    "step.started sum",
    "step.succeeded sum",
    "step.succeeded sum",
    "step.started each[2]/parcel",
    "step.started send",
    "step.retrying send",
    "step.started send",
  );
  expect(findDoubled(plan, log)).toEqual(["sum succeeded twice", "send was made again without having been uncertain"]);
});
