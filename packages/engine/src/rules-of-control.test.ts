import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BudgetLimits, RunCommand } from "./events.ts";
import { reserve } from "./policy/reserve.ts";
import { CANCEL_GRACE_MS } from "./policy/tear-down.ts";
import { undoProgress } from "./policy/undo.ts";
import { recover } from "./recover.ts";
import { nextWakeAt, runStatus } from "./select/run.ts";
import { waits } from "./select/step.ts";
import { checkLog } from "./testing/check-log.ts";
import { type NodeSpec, planOf } from "./testing/plan-of.ts";
import { anyValue, ReferenceShell } from "./testing/reference-shell.ts";
import { broken, done, end, finishAll, flaky, shellOf, start, told } from "./testing/rule-shell.ts";
import { below, seededRandom } from "./testing/seeded-random.ts";

const by = "test";
const pause: RunCommand = { id: "pause", kind: "pause", by };
const resume = (mode: "run" | "step", id = "resume"): RunCommand => ({ id, kind: "resume", by, mode });

describe("pause", () => {
  test("nothing starts, what is under way ends and is recorded, and the run goes on where it stood", () => {
    const shell = shellOf([{ id: "a", effect: "repeatable" }, { id: "b" }], ["start -> a -> b"]);
    shell.command(pause);
    shell.now = 50;
    end(shell, "start:a");
    expect({ status: runStatus(shell.state), work: shell.work.size, wakeAt: nextWakeAt(shell.state) }).toEqual({
      status: "paused",
      work: 0,
      wakeAt: null,
    });
    // From here the clock stands.
    shell.now = 5_000;
    shell.command(resume("run"));
    shell.tick();
    expect(shell.state.clock).toEqual({ spent: 50, since: 5_000 });
    finishAll(shell);
    expect(told(shell).slice(1)).toEqual([
      "run.paused",
      "step.succeeded a",
      "run.resumed",
      "step.succeeded b",
      "run.succeeded",
    ]);
    expect(checkLog(shell.state.index.plan, shell.log)).toEqual([]);
  });

  test("an answer is taken and goes on later; a timer waits; a cancel works", () => {
    const shell = shellOf([{ id: "a" }, { id: "t" }], ["start -> a", "start -> t"], {
      a: { kind: "wait", for: "person", dueAt: null },
      t: { kind: "wait", for: "time", dueAt: 100 },
    });
    end(shell, "start:a", "start:t");
    shell.command(pause);
    shell.command({ id: "yes", kind: "answer", by, stepKey: "a", answer: anyValue });
    shell.now = 200;
    shell.tick();
    expect(shell.work.size).toBe(0);
    shell.command(resume("run"));
    shell.tick();
    expect([...shell.work.keys()].toSorted()).toEqual(["resume:a", "resume:t"]);
    shell.command({ ...pause, id: "again" });
    shell.command({ id: "stop", kind: "cancel", by });
    shell.tick();
    expect({ status: runStatus(shell.state), paused: shell.state.control.pause }).toEqual({
      status: "cancelled",
      paused: null,
    });
  });

  test("first come wins", () => {
    const shell = shellOf([{ id: "a" }], ["start -> a"]);
    const refused = (commandId: string, reason: string) => ({ type: "command.refused", at: 0, commandId, reason });
    expect(shell.command(resume("run"))).toEqual(refused("resume", "NOT_PAUSED"));
    expect(shell.command(pause)).toEqual({ type: "run.paused", at: 0, cause: "person", commandId: "pause" });
    expect(shell.command({ ...pause, id: "two" })).toEqual(refused("two", "ALREADY_PAUSED"));
  });
});

describe("breakpoints", () => {
  const stopping = (nodes: readonly NodeSpec[], edges: readonly string[], breakpoints: readonly string[]) => {
    const shell = new ReferenceShell(planOf([start, ...nodes], edges), { outcome: () => done });
    const planHash = shell.state.index.plan.hash;
    shell.command({ id: "start", kind: "start", by, input: anyValue, planHash, entry: null, breakpoints });
    shell.tick();
    finishAll(shell);
    return shell;
  };

  test("the run pauses before the step, which then starts once; a single step pauses before the next", () => {
    const shell = stopping([{ id: "a" }, { id: "b" }, { id: "c" }], ["start -> a -> b -> c"], ["a"]);
    expect(shell.state.control.pause).toEqual({ cause: "breakpoint", at: 0, stepKey: "a", limit: null });
    shell.command(resume("step"));
    shell.tick();
    expect([...shell.work.keys()]).toEqual(["start:a"]);
    finishAll(shell);
    expect(shell.state.control.pause).toEqual({ cause: "step", at: 0, stepKey: "b", limit: null });
    shell.command(resume("run", "on"));
    shell.tick();
    finishAll(shell);
    expect(runStatus(shell.state)).toBe("succeeded");
    expect(told(shell).filter((line) => line.startsWith("run.paused"))).toEqual(["run.paused a", "run.paused b"]);
  });

  test("inside a map every iteration stops", () => {
    const shell = new ReferenceShell(
      planOf([start, { id: "each", map: { concurrency: 2 } }, { id: "x", in: "each" }], ["start -> each"]),
      { outcome: (work) => (work.do === "open" ? { kind: "opened", count: 2 } : done) },
    );
    const planHash = shell.state.index.plan.hash;
    shell.command({ id: "start", kind: "start", by, input: anyValue, planHash, entry: null, breakpoints: ["x"] });
    shell.tick();
    finishAll(shell);
    shell.command(resume("run"));
    shell.tick();
    finishAll(shell);
    expect(shell.state.control.pause?.stepKey).toBe("each[1]/x");
    shell.command(resume("run", "on"));
    shell.tick();
    finishAll(shell);
    expect(runStatus(shell.state)).toBe("succeeded");
  });
});

describe("grace", () => {
  test("work that does not listen is waited for, then left behind; what may have taken place says so", () => {
    const shell = shellOf([{ id: "a", effect: "once" }, { id: "b" }], ["start -> a", "start -> b"]);
    shell.deaf.add("start:a");
    shell.command({ id: "stop", kind: "cancel", by });
    shell.tick();
    expect({ status: runStatus(shell.state), wakeAt: nextWakeAt(shell.state) }).toEqual({
      status: "cancelling",
      wakeAt: CANCEL_GRACE_MS,
    });
    shell.now = CANCEL_GRACE_MS;
    shell.tick();
    expect(shell.log.slice(-2).map(({ v, seq, epoch, ...event }) => event)).toEqual([
      { type: "step.cancelled", at: CANCEL_GRACE_MS, stepKey: "a", hard: true, inFlight: true },
      { type: "run.cancelled", at: CANCEL_GRACE_MS },
    ]);
  });

  test("a second cancel waits for nothing; an outcome that comes meanwhile counts for nothing", () => {
    const shell = shellOf(
      [
        { id: "a", effect: "repeatable" },
        { id: "b", effect: "repeatable" },
      ],
      ["start -> a", "start -> b"],
    );
    shell.deaf.add("start:a").add("start:b");
    shell.command({ id: "stop", kind: "cancel", by });
    shell.tick();
    end(shell, "start:a");
    shell.command({ id: "now", kind: "cancel", by });
    shell.tick();
    expect(told(shell).slice(2)).toEqual([
      "run.cancelling",
      "step.cancelled a",
      "run.cancelling",
      "step.cancelled b",
      "run.cancelled",
    ]);
  });
});

describe("uncertain, ask", () => {
  const uncertain = (choice: "retry" | "fail") => {
    const shell = shellOf([{ id: "a", effect: "once", policy: { onUncertain: "ask" } }], ["start -> a"]);
    for (const event of recover(shell.state, 9)) shell.append(event);
    shell.work.clear();
    shell.tick();
    expect({ status: runStatus(shell.state), again: recover(shell.state, 9), waits: waits(shell.state) }).toEqual({
      status: "waiting",
      again: [],
      waits: [{ stepKey: "a", nodeId: "a", attempt: 1, for: "person", what: "uncertain", dueAt: null, show: null }],
    });
    shell.command({ id: "say", kind: "settle", by, stepKey: "a", choice });
    const late = shell.command({ id: "late", kind: "settle", by, stepKey: "a", choice });
    expect(late).toMatchObject({ type: "command.refused", reason: choice === "retry" ? "NOT_UNCERTAIN" : "RUN_ENDED" });
    shell.tick();
    return finishAll(shell);
  };

  test("a person lets it be made again, or fail", () => {
    expect(told(uncertain("retry")).slice(1)).toEqual([
      "step.uncertain a",
      "step.retrying a INTERRUPTED",
      "command.refused",
      "step.started a",
      "step.succeeded a",
      "run.succeeded",
    ]);
    expect(told(uncertain("fail")).slice(2)).toEqual([
      "step.failed a UNCERTAIN fail",
      "command.refused",
      "run.failed a UNCERTAIN",
    ]);
  });
});

describe("undo", () => {
  const nodes: NodeSpec[] = [
    { id: "a", policy: { undo: "undo_a" } },
    { id: "undo_a", role: "undo" },
    { id: "each", map: { concurrency: 1 } },
    { id: "b", in: "each", policy: { undo: "undo_b" } },
    { id: "undo_b", in: "each", role: "undo", policy: { retry: { maxAttempts: 2, initialMs: 10 } } },
    { id: "last" },
  ];
  const edges = ["start -> a -> each -> last"];
  const story = (told: Parameters<typeof shellOf>[2]) => {
    const shell = shellOf(nodes, edges, { each: { kind: "opened", count: 2 }, ...told });
    finishAll(shell);
    return shell;
  };

  test("when the run fails, what succeeded is undone, the last first; one that fails is recorded", () => {
    const shell = story({ last: broken, "each[0]/undo_b": broken });
    expect(told(shell).slice(-7)).toEqual([
      "step.succeeded each",
      "step.failed last BROKEN fail",
      "run.failing last BROKEN",
      "step.succeeded each[1]/undo_b",
      "step.failed each[0]/undo_b BROKEN fail",
      "step.succeeded undo_a",
      "run.failed last BROKEN",
    ]);
    expect(shell.log.at(-1)).toMatchObject({ undone: 2, undoFailed: 1 });
    expect(checkLog(shell.state.index.plan, shell.log)).toEqual([]);
  });

  test("they are retried as they say, and a crash loses none and makes none twice", () => {
    const shell = story({ last: broken, "each[1]/undo_b": flaky });
    expect(nextWakeAt(shell.state)).toBe(10);
    expect(undoProgress(shell.state)).toEqual({ done: 0, failed: 0, left: 3, current: "each[1]/undo_b", notUndone: 0 });
    expect(recover(shell.state, 0)).toEqual([]);
    shell.now = 10;
    shell.tick();
    finishAll(shell);
    expect(shell.log.at(-1)).toMatchObject({ type: "run.failed", undone: 2, undoFailed: 1 });
  });

  /** The run is undoing `each[1]/b`; nothing of that has ended. */
  const undoing = (isDeaf = false) => {
    const shell = shellOf(nodes, edges, { each: { kind: "opened", count: 2 }, last: broken });
    if (isDeaf) shell.deaf.add("start:each[1]/undo_b");
    while (!shell.work.has("start:each[1]/undo_b")) end(shell, [...shell.work.keys()][0] ?? "");
    return shell;
  };
  const stopped = (shell: ReferenceShell, id = "stop") => {
    const answer = shell.command({ id, kind: "cancel", by });
    shell.tick();
    return answer;
  };

  test("a cancel stops it: what is still to be undone stays, and the run ends as failed", () => {
    const shell = undoing();
    const first = stopped(shell);
    expect(first).toEqual({ type: "run.cancelling", at: 0, commandId: "stop" });
    expect(shell.log.at(-1)).toMatchObject({ type: "run.failed", undone: 0, undoFailed: 0, notUndone: 3 });
    expect({ status: runStatus(shell.state), work: shell.work.size, progress: undoProgress(shell.state) }).toEqual({
      status: "failed",
      work: 0,
      progress: { done: 0, failed: 0, left: 0, current: null, notUndone: 3 },
    });
    expect(checkLog(shell.state.index.plan, shell.log)).toEqual([]);
  });

  test("what does not listen has its grace, and none when it is asked for again", () => {
    const patient = undoing(true);
    end(patient, "start:each[1]/undo_b");
    expect(undoProgress(patient.state)).toMatchObject({ done: 1, current: "each[0]/undo_b" });
    patient.deaf.add("start:each[0]/undo_b");
    const running = patient.state.steps.get("each[0]/undo_b");
    patient.append({ type: "step.started", at: 0, stepKey: "each[0]/undo_b", attempt: (running?.attempt ?? 0) + 1 });
    stopped(patient);
    expect({ status: runStatus(patient.state), wakeAt: nextWakeAt(patient.state) }).toEqual({
      status: "cancelling",
      wakeAt: CANCEL_GRACE_MS,
    });
    const again = stopped(patient, "now");
    expect(again).toEqual({ type: "run.cancelling", at: 0, commandId: "now", hard: true });
    expect(told(patient).slice(-2)).toEqual(["step.cancelled each[0]/undo_b", "run.failed last BROKEN"]);
    expect(patient.log.at(-1)).toMatchObject({ undone: 1, undoFailed: 0, notUndone: 2 });
    expect(stopped(patient, "late")).toMatchObject({ type: "command.refused", reason: "RUN_ENDED" });

    const slow = undoing(true);
    slow.append({ type: "step.started", at: 0, stepKey: "each[1]/undo_b", attempt: 1 });
    stopped(slow);
    slow.now = CANCEL_GRACE_MS;
    slow.tick();
    expect(slow.log.slice(-2)).toMatchObject([
      { type: "step.cancelled", stepKey: "each[1]/undo_b", hard: true },
      { type: "run.failed", undone: 0, notUndone: 3 },
    ]);
  });

  test("a retry that is due later is not waited for", () => {
    const shell = story({ last: broken, "each[1]/undo_b": flaky });
    stopped(shell);
    expect(told(shell).slice(-2)).toEqual(["step.cancelled each[1]/undo_b", "run.failed last BROKEN"]);
  });

  test("a cancel while the failed run is still torn down keeps the undoing from beginning, and a second ends the grace", () => {
    const tornDown = () => {
      const parts: NodeSpec[] = [
        { id: "a", policy: { undo: "undo_a" } },
        { id: "undo_a", role: "undo" },
        { id: "last" },
      ];
      const slow: NodeSpec = { id: "slow", effect: "once" };
      const shell = shellOf([...parts, slow], ["start -> a -> last", "start -> slow"], { last: broken });
      shell.deaf.add("start:slow");
      while (!shell.log.some(({ type }) => type === "step.failed")) {
        end(shell, [...shell.work.keys()].find((key) => key !== "start:slow") ?? "");
      }
      return shell;
    };
    const shell = tornDown();
    expect(told(shell).at(-1)).toBe("step.failed last BROKEN fail");
    expect(stopped(shell)).toEqual({ type: "run.cancelling", at: 0, commandId: "stop" });
    expect({ status: runStatus(shell.state), wakeAt: nextWakeAt(shell.state) }).toEqual({
      status: "cancelling",
      wakeAt: CANCEL_GRACE_MS,
    });
    expect(stopped(shell, "now")).toEqual({ type: "run.cancelling", at: 0, commandId: "now", hard: true });
    expect(told(shell).slice(-2)).toEqual(["step.cancelled slow", "run.failed last BROKEN"]);
    expect(shell.log.at(-1)).toMatchObject({ undone: 0, undoFailed: 0, notUndone: 1 });
    expect(checkLog(shell.state.index.plan, shell.log)).toEqual([]);

    const patient = tornDown();
    stopped(patient);
    patient.now = CANCEL_GRACE_MS;
    patient.tick();
    expect(patient.log.at(-1)).toMatchObject({ type: "run.failed", undone: 0, notUndone: 1 });
  });

  test("nothing is undone in a run that succeeds or is cancelled", () => {
    expect(told(story({})).filter((line) => line.includes("undo"))).toEqual([]);
    const shell = story({ last: { kind: "wait", for: "person", dueAt: null } });
    shell.command({ id: "stop", kind: "cancel", by });
    shell.tick();
    expect(told(shell).slice(-3)).toEqual(["run.cancelling", "step.cancelled last", "run.cancelled"]);
  });
});

describe("limits on model calls", () => {
  test("calls at the same time never pass a limit together, in any order, also over a crash", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), fc.boolean(), (seed, cap, crashes) => {
        const random = seededRandom(seed);
        const ids = Array.from({ length: 6 }, (_, i) => `n${i}`);
        const plan = planOf(
          [start, ...ids.map((id): NodeSpec => ({ id, effect: "repeatable" }))],
          ids.map((id) => `start -> ${id}`),
          { budget: { maxSteps: 99, maxWallMs: 1_000_000, maxTokens: cap } },
        );
        const shell = new ReferenceShell(plan, { outcome: () => done });
        shell.start();
        shell.tick();
        shell.end("start:start");
        shell.tick();
        const open = new Map<string, number>();
        for (let turn = 0; turn < 40; turn += 1) {
          const id = ids[below(random, ids.length)] ?? "n0";
          const step = shell.state.steps.get(id);
          const held = open.get(id);
          if (step?.status !== "running") continue;
          const call = { stepKey: id, attempt: step.attempt, call: 1 };
          if (held !== undefined) {
            const tokens = below(random, held + 1);
            const settled = { ...call, amount: { usd: 0, tokens, modelCalls: 1 } };
            if (random() < 0.7) shell.append({ type: "budget.settled", at: 0, ...settled });
            open.delete(id);
            end(shell, `start:${id}`);
          } else {
            const tokens = 1 + below(random, 12);
            const answer = reserve(shell.state, { ...call, amount: { usd: 0, tokens, modelCalls: 1 } }, 0);
            if (answer.kind !== "reserved") continue;
            shell.append(answer.event);
            open.set(id, tokens);
          }
          if (crashes && random() < 0.1) {
            for (const event of recover(shell.state, 0)) shell.append(event);
            shell.work.clear();
            open.clear();
            shell.tick();
          }
          const { spent, reserved } = shell.state.control;
          const outstanding = [...reserved.values()].reduce((sum, one) => sum + one.amount.tokens, 0);
          expect(spent.tokens + outstanding).toBeLessThanOrEqual(cap);
          expect([...open.values()].reduce((sum, tokens) => sum + tokens, 0)).toBe(outstanding);
        }
        expect(checkLog(plan, shell.log)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("a limit that is reached fails the run, or pauses it until it is raised", () => {
    const over = { kind: "failed", error: { code: "BUDGET_EXCEEDED", class: "limit", limit: "maxUsd" } } as const;
    const failing = shellOf([{ id: "a", policy: { onError: "continue" } }], ["start -> a"], { a: over });
    finishAll(failing);
    expect(told(failing)).toEqual(["run.failing BUDGET_EXCEEDED", "run.failed BUDGET_EXCEEDED"]);

    const wait = { kind: "failed", error: { code: "BUDGET_WAIT", class: "limit", limit: "maxUsd" } } as const;
    const outcomes = [wait, done];
    const shell = new ReferenceShell(
      { ...planOf([start, { id: "a", effect: "repeatable" }], ["start -> a"]), onBudget: "pause" },
      { outcome: (work) => (work.stepKey === "a" ? (outcomes.shift() ?? done) : done) },
    );
    shell.start();
    shell.tick();
    finishAll(shell);
    expect(shell.state.control.pause).toEqual({ cause: "budget", at: 0, stepKey: null, limit: "maxUsd" });
    const tooLow = { type: "command.refused", at: 0, reason: "LIMIT_TOO_LOW" };
    const raised = (id: string, raise: BudgetLimits) => shell.command({ id, kind: "resume", by, mode: "run", raise });
    expect(raised("none", {})).toEqual({ ...tooLow, commandId: "none" });
    expect(raised("beside", { maxTokens: 1_000_000 })).toEqual({ ...tooLow, commandId: "beside" });
    expect(raised("used", { maxUsd: shell.state.control.spent.usd })).toEqual({ ...tooLow, commandId: "used" });
    expect(raised("steps", { maxUsd: 5, maxSteps: 1 })).toEqual({ ...tooLow, commandId: "steps" });
    shell.command({ id: "more", kind: "resume", by, mode: "run", raise: { maxUsd: 5 } });
    shell.tick();
    finishAll(shell);
    expect({ status: runStatus(shell.state), limits: shell.state.control.limits.maxUsd }).toEqual({
      status: "succeeded",
      limits: 5,
    });
  });
});
