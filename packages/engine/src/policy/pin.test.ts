import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunEvent } from "../events.ts";
import { stateFromJson, stateToJson } from "../state/state-json.ts";
import { checkLog } from "../testing/check-log.ts";
import { planOf } from "../testing/plan-of.ts";
import { recordStory } from "../testing/record-story.ts";
import { anyValue, ReferenceShell } from "../testing/reference-shell.ts";

const pinned = { id: "pin", bytes: 2 };

function shellOf(pins: readonly { readonly nodeId: string; readonly handle?: string }[]): ReferenceShell {
  const plan = planOf(
    [
      { id: "start", role: "entry" },
      { id: "ask", effect: "once" },
      { id: "pick", handles: ["yes", "no"] },
      { id: "left" },
      { id: "right" },
    ],
    ["start -> ask -> pick", "pick.yes -> left", "pick.no -> right"],
    { budget: { maxSteps: 2, maxWallMs: 86_400_000 } },
  );
  const shell = new ReferenceShell(plan, { outcome: () => ({ kind: "done", output: anyValue }) });
  const start = { id: "go", kind: "start", by: "test", input: anyValue, planHash: plan.hash, entry: null } as const;
  shell.command({ ...start, breakpoints: ["ask"], pins: pins.map((pin) => ({ ...pin, output: pinned })) });
  for (let turns = 0; turns < 50 && shell.state.end === null; turns += 1) {
    shell.tick();
    for (const key of [...shell.work.keys()]) shell.end(key);
  }
  return shell;
}

const inShort = (event: RunEvent): string =>
  "stepKey" in event && event.stepKey !== undefined ? `${event.type} ${event.stepKey}` : event.type;

test("a pinned step gives its output by the way that was pinned, and neither a breakpoint nor a limit is about it", () => {
  const { log, state } = shellOf([{ nodeId: "ask" }, { nodeId: "pick", handle: "no" }, { nodeId: "gone" }]);
  expect(log.map(inShort)).toEqual([
    "run.started",
    "run.pinned",
    "run.pinned",
    "step.succeeded start",
    "step.reused ask",
    "step.reused pick",
    "step.skipped left",
    "step.succeeded right",
    "run.succeeded",
  ]);
  expect(log[5]).toMatchObject({ by: "pin", output: pinned, handle: "no" });
  expect(state.stepsStarted).toBe(2);
});

test("a pin without a way takes the node's usual one", () => {
  const { state } = shellOf([{ nodeId: "ask" }, { nodeId: "pick" }]);
  expect([state.steps.get("left")?.status, state.steps.get("right")?.status]).toEqual(["succeeded", "skipped"]);
});

test("whatever is pinned, no step of such a node begins, and the log keeps its rules", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), (seed) => {
      const lines = recordStory("pins", seed);
      const log = lines.flatMap((line) => ("event" in line ? [line.event] : []));
      const pins = new Set(log.flatMap((event) => (event.type === "run.pinned" ? [event.nodeId] : [])));
      const begun = log.filter((event) => event.type === "step.started" || event.type === "scope.opened");
      expect(begun.filter(({ stepKey }) => pins.has(stepKey.split("/").at(-1) ?? ""))).toEqual([]);
      const [head] = lines;
      if (head !== undefined && "plan" in head) expect(checkLog(head.plan, log)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("pins are part of a snapshot", () => {
  const { state } = shellOf([{ nodeId: "ask" }]);
  const copy = stateFromJson(state.index, JSON.parse(JSON.stringify(stateToJson(state))));
  expect(copy?.control.pins).toEqual(new Map([["ask", { nodeId: "ask", output: pinned }]]));
});
