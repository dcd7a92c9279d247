import { expect, test } from "vitest";
import { nodeSummary } from "./select/node-summary.ts";
import { runFigures } from "./select/run.ts";
import { planOf } from "./testing/plan-of.ts";
import { anyValue, ReferenceShell } from "./testing/reference-shell.ts";

function story(shell: ReferenceShell): string[] {
  return shell.log.map((event) => {
    const key = "stepKey" in event ? ` ${event.stepKey}` : "";
    const index = event.type === "scope.finished" ? `[${event.index}]` : "";
    return `${event.type}${key}${index}`;
  });
}

test("a sequence runs in order and ends with its output", () => {
  const shell = new ReferenceShell(
    planOf(
      [{ id: "start", role: "entry" }, { id: "a" }, { id: "end", role: "output", handles: [] }],
      ["start -> a -> end"],
    ),
    { outcome: () => ({ kind: "done", output: anyValue }) },
  );
  shell.start();
  for (shell.tick(); shell.work.size > 0; shell.tick()) shell.end([...shell.work.keys()][0] ?? "");
  expect(story(shell)).toEqual([
    "run.started",
    "step.succeeded start",
    "step.succeeded a",
    "step.succeeded end",
    "run.succeeded",
  ]);
  expect(runFigures(shell.state)).toEqual({
    status: "succeeded",
    waits: 0,
    output: anyValue,
    errorCode: null,
    startedAt: 0,
    endedAt: 0,
  });
});

test("a map begins as many iterations as it has slots", () => {
  const shell = new ReferenceShell(
    planOf(
      [
        { id: "start", role: "entry" },
        { id: "each", map: { concurrency: 2 } },
        { id: "a", in: "each" },
      ],
      ["start -> each"],
    ),
    { outcome: (work) => (work.do === "open" ? { kind: "opened", count: 5 } : { kind: "done", output: anyValue }) },
  );
  shell.start();
  shell.tick();
  shell.end("start:start");
  shell.tick();
  shell.end("open:each");
  shell.tick();
  expect([...shell.work.keys()]).toEqual(["start:each[0]/a", "start:each[1]/a"]);
  for (; shell.work.size > 0; shell.tick()) shell.end([...shell.work.keys()][0] ?? "");
  expect(nodeSummary(shell.state, "a")).toEqual({ status: "succeeded", total: 5, counts: { succeeded: 5 } });
  expect(runFigures(shell.state).status).toBe("succeeded");
});
