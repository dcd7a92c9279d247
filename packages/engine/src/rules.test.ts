import { describe, expect, test } from "vitest";
import type { EventBody } from "./events.ts";
import { isWanted, type Outcome } from "./on-outcome.ts";
import { recover } from "./recover.ts";
import { containerResults, iterations } from "./select/iterations.ts";
import { nextWakeAt, runStatus } from "./select/run.ts";
import { stepStatus, waits } from "./select/step.ts";
import { type NodeSpec, planOf } from "./testing/plan-of.ts";
import { anyValue, ReferenceShell } from "./testing/reference-shell.ts";

const done: Outcome = { kind: "done", output: anyValue };
const broken: Outcome = { kind: "failed", error: { code: "BROKEN", class: "permanent" } };
const flaky: Outcome = { kind: "failed", error: { code: "FLAKY", class: "transient" } };
const start: NodeSpec = { id: "start", role: "entry" };

/** A shell whose steps end as told by key (or by node), `done` otherwise. */
function shellOf(
  nodes: readonly NodeSpec[],
  edges: readonly string[],
  told: Readonly<Record<string, Outcome>> = {},
  budget = { maxSteps: 1000, maxWallMs: 1_000_000 },
): ReferenceShell {
  const shell = new ReferenceShell(planOf([start, ...nodes], edges, { budget }), {
    outcome: (work) => (work.do === "resume" ? done : (told[work.stepKey] ?? told[work.nodeId] ?? done)),
  });
  shell.start();
  shell.tick();
  shell.end("start:start");
  shell.tick();
  return shell;
}

/** Ends work in the order in which it began until nothing is left. */
function finishAll(shell: ReferenceShell): ReferenceShell {
  for (let [key] = shell.work.keys(); key !== undefined; [key] = shell.work.keys()) {
    shell.end(key);
    shell.tick();
  }
  return shell;
}

function end(shell: ReferenceShell, ...keys: string[]): void {
  for (const key of keys) {
    shell.end(key);
    shell.tick();
  }
}

/** The log without its start and its plainest fields: one short line an event. */
function told(shell: ReferenceShell): string[] {
  return shell.log.slice(2).map((event) => {
    const parts: unknown[] = [event.type];
    if ("stepKey" in event) parts.push(event.stepKey);
    if ("index" in event) parts.push(event.index);
    if ("error" in event && event.error !== undefined) parts.push(event.error.code);
    if ("handled" in event) parts.push(event.handled);
    return parts.join(" ");
  });
}

const branch: NodeSpec = { id: "branch", handles: ["true", "false"] };
const took = (handle: string): Outcome => ({ ...done, handle });

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

describe("waits", () => {
  test("a time goes on by itself; the run only waits until then", () => {
    const shell = shellOf([{ id: "a" }], ["start -> a"], { a: { kind: "wait", for: "time", dueAt: 700 } });
    end(shell, "start:a");
    expect({ status: runStatus(shell.state), wakeAt: nextWakeAt(shell.state), waits: waits(shell.state) }).toEqual({
      status: "waiting",
      wakeAt: 700,
      waits: [{ stepKey: "a", nodeId: "a", attempt: 1, for: "time", dueAt: 700, show: null }],
    });
    shell.now = 700;
    shell.tick();
    finishAll(shell);
    expect(told(shell)).toEqual(["step.waiting a", "step.resumed a", "step.succeeded a", "run.succeeded"]);
  });

  test("an approval that nobody answers in time fails; later answers are refused", () => {
    const shell = shellOf([{ id: "a" }], ["start -> a"], { a: { kind: "wait", for: "person", dueAt: 700 } });
    end(shell, "start:a");
    shell.now = 700;
    const answer = { id: "late", kind: "answer", by: "test", stepKey: "a", answer: anyValue } as const;
    expect(shell.command(answer)).toEqual({
      type: "command.refused",
      at: 700,
      commandId: "late",
      reason: "NOT_WAITING",
    });
    shell.tick();
    expect(told(shell).slice(-2)).toEqual(["step.failed a APPROVAL_EXPIRED fail", "run.failed a APPROVAL_EXPIRED"]);
  });
});

describe("commands", () => {
  const refused = (commandId: string, reason: string): object => ({
    type: "command.refused",
    at: 0,
    commandId,
    reason,
  });
  const commandsOf = (shell: ReferenceShell) => ({
    cancel: (id: string): EventBody => shell.command({ id, kind: "cancel", by: "test" }),
    answer: (id: string): EventBody =>
      shell.command({ id, kind: "answer", by: "test", stepKey: "a", answer: anyValue }),
  });

  test("first come wins", () => {
    const shell = shellOf([{ id: "a" }], ["start -> a"], { a: { kind: "wait", for: "person", dueAt: null } });
    end(shell, "start:a");
    const { cancel, answer } = commandsOf(shell);
    expect(answer("one")).toMatchObject({ type: "step.resumed", by: "person", commandId: "one" });
    expect(answer("two")).toEqual(refused("two", "NOT_WAITING"));
    expect(cancel("three")).toEqual({ type: "run.cancelling", at: 0, commandId: "three" });
    expect(cancel("four")).toEqual(refused("four", "CANCELLING"));
    expect(answer("five")).toEqual(refused("five", "CANCELLING"));
    shell.tick();
    expect(cancel("six")).toEqual(refused("six", "RUN_ENDED"));
    expect(told(shell).slice(-4)).toEqual(["command.refused", "step.cancelled a", "run.cancelled", "command.refused"]);
  });

  test("a cancel before the start ends the run; the start is refused", () => {
    const shell = new ReferenceShell(planOf([start]), { outcome: () => done });
    shell.command({ id: "no", kind: "cancel", by: "test" });
    shell.tick();
    shell.start();
    expect(shell.log.map((event) => event.type)).toEqual(["run.cancelling", "run.cancelled", "command.refused"]);
  });

  test("a start must name the plan and an entry of it", () => {
    const shell = new ReferenceShell(planOf([start, { id: "a" }]), { outcome: () => done });
    const command = { id: "go", kind: "start", by: "test", input: anyValue, planHash: "another", entry: null } as const;
    expect(shell.command(command)).toEqual(refused("go", "INVALID"));
    const { hash: planHash } = shell.state.index.plan;
    expect(shell.command({ ...command, planHash, entry: "a" })).toEqual(refused("go", "INVALID"));
  });
});

describe("budgets", () => {
  test("one step too many fails the run, whatever the policies say", () => {
    const shell = shellOf(
      [{ id: "a", policy: { onError: "continue" } }, { id: "b" }],
      ["start -> a -> b"],
      {},
      { maxSteps: 2, maxWallMs: 1000 },
    );
    finishAll(shell);
    expect(shell.log.slice(3).map(({ v, seq, epoch, ...event }) => event)).toEqual([
      { type: "run.failing", at: 0, error: { code: "BUDGET_EXCEEDED", class: "limit", limit: "maxSteps" } },
      { type: "run.failed", at: 0, error: { code: "BUDGET_EXCEEDED", class: "limit", limit: "maxSteps" } },
    ]);
  });

  test("wall time does not count while the run only waits", () => {
    const wait: Outcome = { kind: "wait", for: "time", dueAt: 5000 };
    const shell = shellOf([{ id: "a" }], ["start -> a"], { a: wait }, { maxSteps: 9, maxWallMs: 1000 });
    shell.now = 300;
    end(shell, "start:a");
    expect(nextWakeAt(shell.state)).toBe(5000);
    shell.now = 5000;
    shell.tick();
    expect(nextWakeAt(shell.state)).toBe(5700);
    shell.now = 5700;
    shell.tick();
    expect(told(shell).slice(-3)).toEqual([
      "run.failing BUDGET_EXCEEDED",
      "step.cancelled a",
      "run.failed BUDGET_EXCEEDED",
    ]);
  });
});

describe("recovery", () => {
  const left = (spec: Partial<NodeSpec>): EventBody[] => {
    const shell = shellOf([{ id: "a", effect: "once", ...spec }], ["start -> a"]);
    return recover(shell.state, 9);
  };
  const again = {
    type: "step.retrying",
    at: 9,
    stepKey: "a",
    attempt: 1,
    error: { code: "INTERRUPTED", class: "transient" },
    dueAt: 9,
  };
  const uncertain = { type: "step.uncertain", at: 9, stepKey: "a", attempt: 1 };

  test("what may happen again is made again; once becomes uncertain first", () => {
    expect(left({ effect: "repeatable" })).toEqual([again]);
    expect(left({ effect: "keyed" })).toEqual([again]);
    expect(left({ effect: "once", policy: { onUncertain: "retry" } })).toEqual([uncertain, again]);
    expect(left({ effect: "once", policy: { onError: "continue" } })).toEqual([
      uncertain,
      {
        type: "step.failed",
        at: 9,
        stepKey: "a",
        attempt: 1,
        error: { code: "UNCERTAIN", class: "permanent" },
        handled: "continue",
      },
    ]);
  });

  test("a pure step whose start was never written is simply decided again", () => {
    expect(left({ effect: "pure" })).toEqual([]);
  });
});
