import { describe, expect, test } from "vitest";
import { isWanted, type Outcome } from "./on-outcome.ts";
import { joinVerdict } from "./policy/join.ts";
import { CANCEL_GRACE_MS } from "./policy/tear-down.ts";
import { recover } from "./recover.ts";
import { nextWakeAt } from "./select/run.ts";
import { isOff, stepStatus } from "./select/step.ts";
import { type NodeSpec, planOf } from "./testing/plan-of.ts";
import { anyValue, ReferenceShell } from "./testing/reference-shell.ts";
import { broken, done, end, finishAll, shellOf, start, told } from "./testing/rule-shell.ts";

const quorum = (count: number, more: { deadlineMs?: number; cancelRest?: boolean } = {}) => ({
  quorum: count,
  deadlineMs: null,
  cancelRest: false,
  ...more,
});
const waits: Outcome = { kind: "wait", for: "person", dueAt: null };
const took = (handle: string): Outcome => ({ kind: "done", output: anyValue, handle });
const two = ["start -> a -> meet", "start -> b -> meet"];

test.each([
  ["all", 3, 2, 2, "wait"],
  ["all", 3, 3, 1, "start"],
  ["all", 3, 3, 0, "skip"],
  ["any", 3, 1, 1, "start"],
  ["any", 3, 2, 0, "wait"],
  ["any", 3, 3, 0, "skip"],
  [quorum(2), 3, 1, 1, "wait"],
  [quorum(2), 3, 2, 2, "start"],
  [quorum(2), 3, 2, 1, "wait"],
  [quorum(2), 3, 3, 1, "unmet"],
  [quorum(2), 3, 2, 0, "wait"],
  [quorum(3), 3, 2, 1, "unmet"],
  [quorum(2), 3, 3, 0, "skip"],
] as const)("the verdict of %j over %i edges, %i arrived, %i fired: %s", (join, total, arrived, fired, verdict) => {
  expect(joinVerdict(join, { total, arrived, fired })).toBe(verdict);
});

describe("any and quorum", () => {
  test("any starts with the first edge that fires; the others go on and are ignored", () => {
    const shell = shellOf([{ id: "a" }, { id: "b" }, { id: "meet", join: "any" }], two);
    end(shell, "start:b");
    expect([...shell.work.keys()]).toEqual(["start:a", "start:meet"]);
    end(shell, "start:meet", "start:a");
    finishAll(shell);
    expect(told(shell)).toEqual(["step.succeeded b", "step.succeeded meet", "step.succeeded a", "run.succeeded"]);
  });

  test("a quorum that cannot be reached any more fails the step that never began, and its policy decides", () => {
    const nodes: NodeSpec[] = [
      { id: "a", handles: ["yes", "no"] },
      { id: "b", handles: ["yes", "no"] },
      { id: "meet", join: quorum(2), policy: { onError: "branch" } },
      { id: "mend" },
    ];
    const edges = ["start -> a", "start -> b", "a.yes -> meet", "b.yes -> meet", "meet.error -> mend"];
    const shell = shellOf(nodes, edges, { a: took("yes"), b: took("no") });
    expect(told(finishAll(shell))).toEqual([
      "step.succeeded a",
      "step.succeeded b",
      "step.failed meet JOIN_UNMET branch",
      "step.succeeded mend",
      "run.succeeded",
    ]);
    expect(shell.state.stepsStarted).toBe(4);
    const never = shellOf(nodes, edges, { a: took("no"), b: took("no") });
    expect(told(finishAll(never)).slice(2)).toEqual(["step.skipped meet", "step.skipped mend", "run.succeeded"]);
  });

  test("nobody takes the failure of a join whose policy is to fail", () => {
    const shell = shellOf(
      [
        { id: "a", handles: ["yes", "no"] },
        { id: "meet", join: quorum(2) },
      ],
      ["start -> a", "a.yes -> meet", "a.no -> meet"],
      { a: took("yes") },
    );
    expect(told(finishAll(shell))).toEqual([
      "step.succeeded a",
      "step.failed meet JOIN_UNMET fail",
      "run.failed meet JOIN_UNMET",
    ]);
  });
});

describe("deadlines", () => {
  const late: NodeSpec[] = [
    { id: "a" },
    { id: "b" },
    { id: "meet", join: quorum(2, { deadlineMs: 100 }), policy: { onError: "continue" } },
    { id: "next" },
  ];

  test("count from the start of the scope, also while the run only waits", () => {
    const shell = shellOf(late, [...two, "meet -> next"], { b: waits });
    end(shell, "start:b", "start:a");
    expect({ work: shell.work.size, at: nextWakeAt(shell.state) }).toEqual({ work: 0, at: 100 });
    shell.now = 100;
    shell.tick();
    end(shell, "start:next");
    expect(told(shell)).toEqual([
      "step.waiting b",
      "step.succeeded a",
      "step.failed meet JOIN_UNMET continue",
      "step.succeeded next",
    ]);
    shell.command({ id: "yes", kind: "answer", by: "test", stepKey: "b", answer: anyValue });
    shell.tick();
    finishAll(shell);
    expect(told(shell).slice(-2)).toEqual(["step.succeeded b", "run.succeeded"]);
  });

  test("mean nothing once the join is met", () => {
    const shell = shellOf(late, [...two, "meet -> next"]);
    finishAll(shell);
    expect({ timers: shell.state.timers.nextAt, last: told(shell).at(-1) }).toEqual({
      timers: null,
      last: "run.succeeded",
    });
  });

  test("are each iteration's own", () => {
    const shell = shellOf(
      [
        { id: "each", map: { concurrency: 1, onItemError: "skip" } },
        { id: "a", in: "each" },
        { id: "meet", in: "each", join: quorum(1, { deadlineMs: 100 }) },
      ],
      ["start -> each", "a -> meet"],
      { each: { kind: "opened", count: 2 } },
    );
    end(shell, "open:each");
    shell.now = 60;
    end(shell, "start:each[0]/a", "start:each[0]/meet", "collect:each[0]");
    expect(nextWakeAt(shell.state)).toBe(160);
    shell.now = 160;
    shell.tick();
    finishAll(shell);
    expect(told(shell).slice(4)).toEqual([
      "step.failed each[1]/meet JOIN_UNMET fail",
      "scope.finished each 1 JOIN_UNMET",
      "step.succeeded each",
      "run.succeeded",
    ]);
  });
});

describe("an end for the rest", () => {
  const rest: NodeSpec[] = [
    { id: "a" },
    { id: "b" },
    { id: "late" },
    { id: "beside" },
    { id: "meet", join: quorum(1, { cancelRest: true }) },
  ];
  const edges = ["start -> a -> meet", "start -> b -> late -> meet", "start -> beside"];

  test("what leads only there is cancelled where it had started, and skipped where not; the rest goes on", () => {
    const shell = shellOf(rest, edges, { b: waits });
    end(shell, "start:b", "start:a");
    expect([...shell.work.keys()]).toEqual(["start:beside", "start:meet"]);
    finishAll(shell);
    expect(told(shell)).toEqual([
      "step.waiting b",
      "step.succeeded a",
      "step.cancelled b",
      "step.skipped late",
      "step.succeeded beside",
      "step.succeeded meet",
      "run.succeeded",
    ]);
  });

  test("work under way is told to stop, and its outcome is not accepted; after the grace it is left behind", () => {
    const nodes = rest.map((node): NodeSpec => (node.id === "b" ? { ...node, effect: "once" } : node));
    const shell = shellOf(nodes, edges);
    end(shell, "start:a");
    expect(told(shell).slice(0, 3)).toEqual(["step.started b", "step.succeeded a", "step.skipped late"]);
    shell.now = CANCEL_GRACE_MS;
    shell.tick();
    finishAll(shell);
    expect(stepStatus(shell.state, "b")).toBe("cancelled");
    expect(told(shell).filter((line) => line.endsWith(" b"))).toEqual(["step.started b", "step.cancelled b"]);
    expect(told(shell).at(-1)).toBe("run.succeeded");
  });

  test("from the event that meets the join on, nothing counts any more of what loses, nor after a crash", () => {
    const nodes = rest.map((node): NodeSpec => (node.id === "b" ? { ...node, effect: "once" } : node));
    const shell = shellOf(nodes, edges);
    expect(isWanted(shell.state, { stepKey: "b", attempt: 1 })).toBe(true);
    shell.end("start:a");
    expect(isWanted(shell.state, { stepKey: "b", attempt: 1 })).toBe(false);
    expect(recover(shell.state, 1)).toEqual([]);
    const before = shell.log.length;
    shell.end("start:b");
    expect(shell.log.length).toBe(before);
    const asked = shellOf(rest, edges, { b: waits });
    end(asked, "start:b");
    asked.end("start:a");
    const answer = asked.command({ id: "yes", kind: "answer", by: "test", stepKey: "b", answer: anyValue });
    expect(answer).toMatchObject({ type: "command.refused", reason: "NOT_WAITING" });
  });

  test("a container goes with all that is in it, the inside first", () => {
    const shell = shellOf(
      [
        { id: "a" },
        { id: "each", map: { concurrency: 2 } },
        { id: "x", in: "each" },
        { id: "meet", join: quorum(1, { cancelRest: true }) },
      ],
      ["start -> a -> meet", "start -> each -> meet"],
      { each: { kind: "opened", count: 3 }, x: waits },
    );
    end(shell, "open:each", "start:each[0]/x", "start:each[1]/x", "start:a");
    finishAll(shell);
    expect(told(shell)).toEqual([
      "scope.opened each",
      "step.waiting each[0]/x",
      "step.waiting each[1]/x",
      "step.succeeded a",
      "step.cancelled each[0]/x",
      "step.cancelled each[1]/x",
      "step.cancelled each",
      "step.succeeded meet",
      "run.succeeded",
    ]);
  });

  test("the error of what loses is nobody's", () => {
    const shell = shellOf(rest, edges, { b: broken });
    end(shell, "start:a");
    if (shell.work.has("start:b")) end(shell, "start:b");
    finishAll(shell);
    expect({ last: told(shell).at(-1), b: stepStatus(shell.state, "b") }).toEqual({
      last: "run.succeeded",
      b: "skipped",
    });
  });
});

describe("switched off", () => {
  test("out fires without work; it counts for no budget and its output is absent", () => {
    const shell = shellOf([{ id: "off", disabled: true }, { id: "next" }], ["start -> off -> next"]);
    finishAll(shell);
    expect(told(shell)).toEqual(["step.skipped off", "step.succeeded next", "run.succeeded"]);
    expect({
      off: isOff(shell.state, "off"),
      next: isOff(shell.state, "next"),
      steps: shell.state.stepsStarted,
    }).toEqual({
      off: true,
      next: false,
      steps: 2,
    });
  });

  test("without a handle out, every handle is dead", () => {
    const shell = shellOf(
      [{ id: "off", disabled: true, handles: ["true", "false"] }, { id: "yes" }, { id: "no" }],
      ["start -> off", "off.true -> yes", "off.false -> no"],
    );
    expect(told(finishAll(shell))).toEqual([
      "step.skipped off",
      "step.skipped yes",
      "step.skipped no",
      "run.succeeded",
    ]);
  });

  test("its join is met as any other's; dead edges skip it, and it is not off then", () => {
    const shell = shellOf(
      [{ id: "branch", handles: ["true", "false"] }, { id: "off", disabled: true }, { id: "next" }],
      ["start -> branch", "branch.false -> off -> next"],
      { branch: took("true") },
    );
    expect(told(finishAll(shell))).toEqual([
      "step.succeeded branch",
      "step.skipped off",
      "step.skipped next",
      "run.succeeded",
    ]);
    expect(isOff(shell.state, "off")).toBe(false);
  });
});

test("a join whose deadline passes in the moment in which its last edge dies ends once", () => {
  const nodes: NodeSpec[] = [
    { id: "off", disabled: true, handles: ["a", "b"] },
    { id: "meet", join: quorum(2, { deadlineMs: 5 }), policy: { onError: "continue" } },
    { id: "after" },
  ];
  const plan = planOf([start, ...nodes], ["start -> off", "off.a -> meet", "off.b -> meet", "meet -> after"]);
  const shell = new ReferenceShell(plan, { outcome: () => done });
  // What is skipped for ever is a story without an end: it is cut off here.
  shell.onDecided = () => expect(shell.log.length).toBeLessThan(50);
  shell.start();
  shell.tick();
  shell.now = 10;
  shell.end("start:start");
  shell.tick();
  finishAll(shell);
  expect(shell.log.flatMap((event) => ("stepKey" in event && event.stepKey === "meet" ? [event.type] : []))).toEqual([
    "step.failed",
  ]);
  expect(shell.log.at(-1)?.type).toBe("run.succeeded");
});
