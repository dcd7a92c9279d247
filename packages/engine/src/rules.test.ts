import { describe, expect, test } from "vitest";
import { isWanted, type Outcome } from "./on-outcome.ts";
import { containerResults, iterations } from "./select/iterations.ts";
import { nextWakeAt, runStatus } from "./select/run.ts";
import { stepStatus } from "./select/step.ts";
import { type NodeSpec, planOf } from "./testing/plan-of.ts";
import { anyValue, ReferenceShell } from "./testing/reference-shell.ts";
import { broken, done, end, finishAll, flaky, shellOf, start, told } from "./testing/rule-shell.ts";

const branch: NodeSpec = { id: "branch", handles: ["true", "false"] };
const took = (handle: string): Outcome => ({ kind: "done", output: anyValue, handle });

describe("skips and joins", () => {
  test("the handle not taken is skipped, and skipping goes on", () => {
    const shell = shellOf(
      [branch, { id: "yes" }, { id: "no" }, { id: "later" }],
      ["start -> branch", "branch.true -> yes", "branch.false -> no", "no -> later"],
      { branch: took("true") },
    );
    expect(told(finishAll(shell))).toEqual([
      "step.succeeded branch",
      "step.skipped no",
      "step.skipped later",
      "step.succeeded yes",
      "run.succeeded",
    ]);
  });

  test("join all waits for every edge that is not dead", () => {
    const shell = shellOf(
      [branch, { id: "yes" }, { id: "no" }, { id: "slow" }, { id: "meet" }],
      ["start -> branch", "branch.true -> yes -> meet", "branch.false -> no -> meet", "start -> slow -> meet"],
      { branch: took("true") },
    );
    end(shell, "start:branch", "start:yes");
    expect(stepStatus(shell.state, "meet")).toBe("idle");
    end(shell, "start:slow");
    expect([...shell.work.keys()]).toEqual(["start:meet"]);
  });

  test("a run starts at one entry; the others are skipped", () => {
    const shell = new ReferenceShell(
      planOf([start, { id: "hook", role: "entry" }, { id: "a" }, { id: "b" }], ["start -> a", "hook -> b"]),
      { outcome: () => done },
    );
    shell.start("hook");
    shell.tick();
    finishAll(shell);
    expect(told(shell)).toEqual(["step.skipped a", "step.succeeded hook", "step.succeeded b", "run.succeeded"]);
    expect(stepStatus(shell.state, "start")).toBe("skipped");
  });
});

describe("errors", () => {
  test("fail cancels what has started in the scope and fails the run", () => {
    const shell = shellOf(
      [{ id: "bad" }, { id: "slow", effect: "once" }, { id: "after" }],
      ["start -> bad -> after", "start -> slow"],
      { bad: broken },
    );
    const wanted = { stepKey: "slow", attempt: 1 };
    expect(isWanted(shell.state, wanted)).toBe(true);
    end(shell, "start:bad");
    expect(told(shell)).toEqual([
      "step.started slow",
      "step.failed bad BROKEN fail",
      "step.cancelled slow",
      "run.failed bad BROKEN",
    ]);
    expect({ work: shell.work.size, wanted: isWanted(shell.state, wanted) }).toEqual({ work: 0, wanted: false });
    expect(stepStatus(shell.state, "after")).toBe("idle");
  });

  test("branch takes the error handle, continue takes out", () => {
    const shell = shellOf(
      [
        { id: "a", policy: { onError: "branch" } },
        { id: "good" },
        { id: "mend" },
        { id: "b", policy: { onError: "continue" } },
        { id: "next" },
      ],
      ["start -> a -> good", "a.error -> mend", "start -> b -> next"],
      { a: broken, b: broken },
    );
    expect(told(finishAll(shell))).toEqual([
      "step.failed a BROKEN branch",
      "step.skipped good",
      "step.failed b BROKEN continue",
      "step.succeeded mend",
      "step.succeeded next",
      "run.succeeded",
    ]);
  });

  test("an output node with an error branch succeeds without naming a handle", () => {
    const end: NodeSpec = { id: "end", role: "output", handles: [], policy: { onError: "branch" } };
    expect(told(finishAll(shellOf([end], ["start -> end"])))).toEqual(["step.succeeded end", "run.succeeded"]);
  });

  test("a handle that the node has not fails the step", () => {
    const shell = shellOf([branch], ["start -> branch"], { branch: took("maybe") });
    expect(told(finishAll(shell))).toEqual(["step.failed branch BAD_HANDLE fail", "run.failed branch BAD_HANDLE"]);
  });
});

describe("retries", () => {
  const retrying = { retry: { maxAttempts: 3, initialMs: 100, factor: 2, jitter: true } };

  test("only transient errors are made again, later and later, then the policy decides", () => {
    const shell = shellOf([{ id: "a", policy: retrying }], ["start -> a"], { a: flaky });
    end(shell, "start:a");
    expect(nextWakeAt(shell.state)).toBe(50);
    expect([...shell.work.keys()]).toEqual([]);
    shell.now = 50;
    shell.tick();
    end(shell, "start:a");
    expect(nextWakeAt(shell.state)).toBe(150);
    shell.now = 150;
    shell.tick();
    end(shell, "start:a");
    expect(told(shell)).toEqual([
      "step.retrying a FLAKY",
      "step.retrying a FLAKY",
      "step.failed a FLAKY fail",
      "run.failed a FLAKY",
    ]);
    expect(told(finishAll(shellOf([{ id: "a", policy: retrying }], ["start -> a"], { a: broken })))).toEqual([
      "step.failed a BROKEN fail",
      "run.failed a BROKEN",
    ]);
  });

  test("never sooner than the other side asked", () => {
    const asked: Outcome = { kind: "failed", error: { code: "HTTP_429", class: "transient", retryAfterMs: 9000 } };
    const shell = shellOf([{ id: "a", policy: retrying }], ["start -> a"], { a: asked });
    end(shell, "start:a");
    expect(nextWakeAt(shell.state)).toBe(9000);
  });
});

describe("containers", () => {
  const each = (map: NonNullable<NodeSpec["map"]>, more: Partial<NodeSpec> = {}): NodeSpec[] => [
    { id: "each", map, ...more },
    { id: "a", in: "each" },
  ];
  const opened = (count: number): Outcome => ({ kind: "opened", count });

  test("an empty list closes at once", () => {
    const shell = finishAll(shellOf(each({}), ["start -> each"], { each: opened(0) }));
    expect(told(shell)).toEqual(["scope.opened each", "step.succeeded each", "run.succeeded"]);
  });

  test("onItemError skip leaves the item out, null keeps its place", () => {
    for (const onItemError of ["skip", "null"] as const) {
      const outcomes = { each: opened(3), "each[1]/a": broken };
      const shell = finishAll(shellOf(each({ onItemError }), ["start -> each"], outcomes));
      const failed = [{ index: 1, error: { code: "BROKEN", class: "permanent" } }];
      const results = onItemError === "skip" ? [anyValue, anyValue] : [anyValue, null, anyValue];
      expect(containerResults(shell.state, "each")).toEqual({ results, failed });
      expect(runStatus(shell.state)).toBe("succeeded");
    }
  });

  test("onItemError fail cancels the other iterations; the container obeys its own policy", () => {
    const shell = shellOf(
      [...each({ concurrency: 2 }, { policy: { onError: "branch" } }), { id: "mend" }],
      ["start -> each", "each.error -> mend"],
      { each: opened(5), "each[1]/a": broken, "each[0]/a": { kind: "wait", for: "person", dueAt: null } },
    );
    end(shell, "open:each", "start:each[0]/a", "start:each[1]/a");
    finishAll(shell);
    expect(told(shell)).toEqual([
      "scope.opened each",
      "step.waiting each[0]/a",
      "step.failed each[1]/a BROKEN fail",
      "scope.finished each 1 BROKEN",
      "step.cancelled each[0]/a",
      "step.failed each BROKEN branch",
      "step.succeeded mend",
      "run.succeeded",
    ]);
    expect(iterations(shell.state, "each", 0, 3).map((iteration) => iteration.status)).toEqual([
      "cancelled",
      "failed",
      "cancelled",
    ]);
  });

  test("a waiting iteration gives its slot back and comes first when it asks again", () => {
    const shell = shellOf(each({ concurrency: 1 }), ["start -> each"], {
      each: opened(3),
      "each[0]/a": { kind: "wait", for: "person", dueAt: null },
    });
    end(shell, "open:each", "start:each[0]/a");
    expect([...shell.work.keys()]).toEqual(["start:each[1]/a"]);
    shell.command({ id: "yes", kind: "answer", by: "test", stepKey: "each[0]/a", answer: anyValue });
    shell.tick();
    expect([...shell.work.keys()]).toEqual(["start:each[1]/a"]);
    expect(iterations(shell.state, "each", 0, 3).map(({ status }) => status)).toEqual(["queued", "running", "idle"]);
    end(shell, "start:each[1]/a", "collect:each[1]");
    expect([...shell.work.keys()]).toEqual(["resume:each[0]/a"]);
  });

  test("iterations begin only when they have a slot", () => {
    const shell = shellOf(each({ concurrency: 2 }), ["start -> each"], { each: opened(1_000_000) });
    end(shell, "open:each");
    expect({ work: [...shell.work.keys()], scopes: shell.state.scopes.size }).toEqual({
      work: ["start:each[0]/a", "start:each[1]/a"],
      scopes: 3,
    });
  });
});
