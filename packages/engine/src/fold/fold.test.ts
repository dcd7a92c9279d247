import { expect, test } from "vitest";
import { eventSchema } from "../event-schema.ts";
import type { RunEvent } from "../events.ts";
import { indexPlan } from "../plan-index.ts";
import { nodeReading } from "../select/step.ts";
import { initialState } from "../state/run-state.ts";
import { stateFromJson, stateToJson } from "../state/state-json.ts";
import { planOf } from "../testing/plan-of.ts";
import { anyValue } from "../testing/reference-shell.ts";
import { fold, LogGapError } from "./fold.ts";

const plan = planOf(
  [
    { id: "start", role: "entry" },
    { id: "each", map: {} },
    { id: "a", in: "each" },
    { id: "b", in: "each" },
  ],
  ["start -> each", "a -> b"],
);
const index = indexPlan(plan);
const row = { v: 1, epoch: 1, at: 5 } as const;
const log: readonly RunEvent[] = [
  { ...row, seq: 1, type: "run.started", commandId: "c", planHash: plan.hash, input: anyValue, entry: null },
  { ...row, seq: 2, type: "step.succeeded", stepKey: "start", attempt: 1, output: anyValue, startedAt: 4 },
  { ...row, seq: 3, type: "scope.opened", stepKey: "each", attempt: 1, count: 2, startedAt: 5 },
  { ...row, seq: 4, type: "step.succeeded", stepKey: "each[1]/a", attempt: 1, output: anyValue, startedAt: 5 },
];

test("returns what it touched and passes over rows it has", () => {
  const state = initialState(index);
  expect([...fold(state, log.slice(0, 3))].sort()).toEqual(["each", "each[0]/a", "each[1]/a", "start"]);
  expect([...fold(state, log)].sort()).toEqual(["each[1]/a", "each[1]/b"]);
  expect(fold(state, log).size).toBe(0);
});

test("a missing row is an error, not a guess", () => {
  const state = initialState(index);
  fold(state, log.slice(0, 1));
  expect(() => fold(state, log.slice(2))).toThrow(new LogGapError(2, 3));
});

test("an unknown type of event is passed over and counted", () => {
  const state = initialState(index);
  fold(state, log);
  const before = stateToJson(state);
  // A row of a later version, as it would be read from the log.
  const later: RunEvent = JSON.parse('{"v":1,"seq":5,"epoch":1,"at":5,"type":"step.admired","stepKey":"each[1]/a"}');
  expect([...fold(state, [later])]).toEqual([]);
  expect(stateToJson(state)).toEqual({ ...Object(before), run: { ...Object(before).run, seq: 5 } });
});

test("a step reads its own scope and those around it, never another iteration", () => {
  const state = initialState(index);
  fold(state, log);
  const read = (scopeKey: string, nodeId: string) => nodeReading(state, scopeKey, nodeId).output;
  expect([read("each[1]", "a"), read("each[0]", "a"), read("each[1]", "start"), read("", "a")]).toEqual([
    anyValue,
    null,
    anyValue,
    null,
  ]);
});

test("a snapshot of another plan, another version or no snapshot at all is refused", () => {
  const state = initialState(index);
  fold(state, log);
  const json = Object(stateToJson(state));
  const others = [{ ...json, version: 0 }, { ...json, planHash: "other" }, null, "text", {}];
  expect(others.map((other) => stateFromJson(index, other))).toEqual([null, null, null, null, null]);
});

test("the schema takes every row and refuses what is no row", () => {
  for (const event of log) expect(eventSchema.parse(event)).toEqual(event);
  const bad = [
    { ...log[0], seq: 0 },
    { ...log[1], stepKey: "no key" },
    { ...log[2], extra: 1 },
    { type: "step.admired" },
  ];
  expect(bad.map((event) => eventSchema.safeParse(event).success)).toEqual([false, false, false, false]);
});
