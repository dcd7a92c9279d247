import { describe, expect, test } from "vitest";
import type { EventBody } from "./events.ts";
import type { Outcome } from "./on-outcome.ts";
import { recover } from "./recover.ts";
import { nextWakeAt, runStatus } from "./select/run.ts";
import { waits } from "./select/step.ts";
import { type NodeSpec, planOf } from "./testing/plan-of.ts";
import { anyValue, ReferenceShell } from "./testing/reference-shell.ts";
import { done, end, finishAll, shellOf, start, told } from "./testing/rule-shell.ts";

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
    expect(cancel("four")).toEqual({ type: "run.cancelling", at: 0, commandId: "four", hard: true });
    expect(cancel("again")).toEqual(refused("again", "CANCELLING"));
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
