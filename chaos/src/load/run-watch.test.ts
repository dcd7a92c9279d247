import { indexPlan, initialState, stateToJson } from "@orrery/engine";
import { planOf } from "@orrery/engine/testing";
import { expect, test } from "vitest";
import { RunWatch } from "./run-watch.ts";

const log = ["run.started", "step.started", "step.succeeded", "run.succeeded"].map((type, i) => ({
  at: i,
  seq: i + 1,
  type,
}));
const index = indexPlan(planOf([{ id: "a" }]));
const snapshot = { kind: "snapshot", seq: 3, state: stateToJson(initialState(index)) };
const events = (from: number, to: number) => ({ kind: "events", events: log.slice(from - 1, to) });

test("a log that is shown in pieces is whole", () => {
  const watch = new RunWatch(index);
  for (const item of [events(1, 2), { kind: "previews" }, events(3, 4)]) watch.take(item);
  expect([watch.cursor, watch.isEnded, watch.compare(log)]).toEqual([4, true, []]);
});

test("a gap, a repetition, a late snapshot and another content are seen", () => {
  const shown = (...items: unknown[]): readonly string[] => {
    const watch = new RunWatch(index);
    for (const item of items) watch.take(item);
    return watch.compare(log);
  };
  const other = "the first 2 events were shown otherwise than the log has them";
  expect([
    shown(events(1, 1), events(3, 4)),
    shown(events(1, 2), events(2, 2)),
    shown(events(1, 1), snapshot, events(4, 4)),
    shown({ kind: "events", events: [log[0], { seq: 2, type: "step.skipped" }] }),
    shown(snapshot, events(4, 4)),
  ]).toEqual([
    ["event 3 after event 1", "the first 4 events were shown otherwise than the log has them"],
    ["event 2 after event 2", other],
    ["a snapshot at 3 after event 1"],
    [other],
    [],
  ]);
});
