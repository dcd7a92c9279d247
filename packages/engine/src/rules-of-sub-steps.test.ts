import { describe, expect, test } from "vitest";
import type { RunCommand, SubStepKind } from "./events.ts";
import type { Outcome } from "./on-outcome.ts";
import { leftBy } from "./policy/left-by.ts";
import { INTERRUPTED } from "./policy/retry.ts";
import { onAsk } from "./policy/sub-steps.ts";
import { CANCEL_GRACE_MS } from "./policy/tear-down.ts";
import { recover } from "./recover.ts";
import { nodeSummary } from "./select/node-summary.ts";
import { runStatus } from "./select/run.ts";
import { stepStatus, waits } from "./select/step.ts";
import { subStepsOf } from "./select/sub-steps.ts";
import { stateFromJson, stateToJson } from "./state/state-json.ts";
import { checkLog } from "./testing/check-log.ts";
import type { NodeSpec } from "./testing/plan-of.ts";
import { anyValue, type ReferenceShell } from "./testing/reference-shell.ts";
import { broken, end, finishAll, flaky, shellOf, told } from "./testing/rule-shell.ts";

const by = "test";
const agent: NodeSpec = { id: "agent", effect: "repeatable", subSteps: true };
const mail: NodeSpec = { id: "mail", role: "tool", effect: "once" };
const waiting: Outcome = { kind: "wait", for: "person", dueAt: null };

interface Wish {
  readonly kind?: SubStepKind;
  readonly nodeId?: string;
  readonly effect?: "pure" | "repeatable" | "once";
  readonly parent?: string;
}

/** The agent asks for a sub-step, and what follows at once is done. */
function ask(shell: ReferenceShell, name: string, wish: Wish = {}): void {
  const { kind = "own", nodeId, effect = "repeatable", parent = "agent" } = wish;
  const more = nodeId === undefined ? {} : { nodeId };
  const event = onAsk(
    shell.state,
    { stepKey: `${parent}#${name}`, parentKey: parent, kind, effect, ...more },
    shell.now,
  );
  if (event !== null) shell.append(event);
  shell.tick();
}

/** A shell in which the agent has begun, and its `step.started` is in the log. */
function begun(
  nodes: readonly NodeSpec[] = [agent, mail],
  outcomes: Readonly<Record<string, Outcome>> = {},
): ReferenceShell {
  const shell = shellOf([...nodes, { id: "after" }], ["start -> agent", "agent -> after"], outcomes);
  shell.append({ type: "step.started", at: shell.now, stepKey: "agent", attempt: 1 });
  return shell;
}

/** Another process takes over with nothing but the log. */
function takeOver(shell: ReferenceShell): string[] {
  shell.work.clear();
  const events = recover(shell.state, shell.now);
  for (const event of events) shell.append(event);
  shell.tick();
  return events.map((event) => `${event.type} ${"stepKey" in event ? event.stepKey : ""}`);
}

function checked(shell: ReferenceShell): void {
  expect(checkLog(shell.state.index.plan, shell.log)).toEqual([]);
  const json = JSON.stringify(stateToJson(shell.state));
  const again = stateFromJson(shell.state.index, JSON.parse(json));
  expect(again && JSON.stringify(stateToJson(again))).toBe(json);
}

describe("a sub-step", () => {
  test("is asked for under its parent, does its work, and takes part in no join; its failure is told and dooms nothing", () => {
    const shell = begun([agent, mail], { "agent#turn.2": broken });
    ask(shell, "turn.1");
    ask(shell, "turn.1#call.1", { kind: "tool", nodeId: "mail", effect: "once" });
    end(shell, "start:agent#turn.1", "start:agent#turn.1#call.1");
    ask(shell, "turn.2");
    end(shell, "start:agent#turn.2");
    finishAll(shell);
    expect(told(shell)).toEqual([
      "step.started agent",
      "step.asked agent#turn.1",
      "step.started agent#turn.1",
      "step.asked agent#turn.1#call.1",
      "step.started agent#turn.1#call.1",
      "step.succeeded agent#turn.1",
      "step.succeeded agent#turn.1#call.1",
      "step.asked agent#turn.2",
      "step.started agent#turn.2",
      "step.failed agent#turn.2 BROKEN continue",
      "step.succeeded agent",
      "step.succeeded after",
      "run.succeeded",
    ]);
    checked(shell);
    expect(
      subStepsOf(shell.state, "agent").map(({ name, kind, nodeId, status }) => [name, kind, nodeId, status]),
    ).toEqual([
      ["turn.1", "own", "agent", "succeeded"],
      ["turn.1#call.1", "tool", "mail", "succeeded"],
      ["turn.2", "own", "agent", "failed"],
    ]);
    // Own parts belong to the agent's one step; a tool's node shows each of its calls.
    expect([nodeSummary(shell.state, "agent").counts, nodeSummary(shell.state, "mail").counts]).toEqual([
      { succeeded: 1 },
      { succeeded: 1 },
    ]);
    expect(shell.state.hosts.size).toBe(0);
  });

  test("is asked for once, and only while its parent is under way", () => {
    const shell = begun();
    const wish = { stepKey: "agent#turn.1", parentKey: "agent", kind: "own", effect: "pure" } as const;
    expect(onAsk(shell.state, wish, 0)).toEqual({ type: "step.asked", at: 0, ...wish });
    ask(shell, "turn.1");
    expect(onAsk(shell.state, wish, 0)).toBeNull();
    expect(onAsk(shell.state, { ...wish, stepKey: "after#x", parentKey: "after" }, 0)).toBeNull();
    finishAll(shell);
    expect(onAsk(shell.state, { ...wish, stepKey: "agent#turn.9" }, 0)).toBeNull();
  });

  test("is retried by the policy of its parent, a tool by its own; the parent itself is not made again", () => {
    const retry = { maxAttempts: 2, initialMs: 100 };
    const shell = begun([{ ...agent, policy: { retry } }, mail], { "agent#turn.1": flaky, mail: flaky, agent: flaky });
    ask(shell, "turn.1");
    ask(shell, "call.1", { kind: "tool", nodeId: "mail", effect: "once" });
    end(shell, "start:agent#turn.1", "start:agent#call.1");
    expect([stepStatus(shell.state, "agent#turn.1"), stepStatus(shell.state, "agent#call.1")]).toEqual([
      "retrying",
      "failed",
    ]);
    shell.now = 100;
    shell.tick();
    end(shell, "start:agent#turn.1", "start:agent");
    expect(told(shell).slice(-4)).toEqual([
      "step.started agent#turn.1",
      "step.failed agent#turn.1 FLAKY continue",
      "step.failed agent FLAKY fail",
      "run.failed agent FLAKY",
    ]);
    checked(shell);
  });

  test("that is unfinished when its parent ends is cancelled before; one that never started never will have been", () => {
    const shell = begun([agent, mail], { "agent#ask.1": waiting });
    ask(shell, "ask.1", { kind: "wait", effect: "pure" });
    ask(shell, "call.1", { kind: "tool", nodeId: "mail", effect: "once" });
    ask(shell, "turn.1", { effect: "pure" });
    end(shell, "start:agent#ask.1");
    shell.end("start:agent");
    expect(told(shell).slice(-3)).toEqual([
      "step.cancelled agent#ask.1",
      "step.cancelled agent#call.1",
      "step.succeeded agent",
    ]);
    expect(
      shell.log.find((event) => event.type === "step.cancelled" && event.stepKey === "agent#call.1"),
    ).toMatchObject({
      hard: true,
      inFlight: true,
    });
    expect(subStepsOf(shell.state, "agent").map(({ name }) => name)).toEqual(["ask.1", "call.1"]);
    expect(
      leftBy(shell.state, { type: "step.succeeded", at: 0, stepKey: "after", attempt: 1, output: anyValue }),
    ).toEqual([]);
    checked(shell);
  });
});

describe("waits", () => {
  test("a step all of whose sub-steps wait does so itself, and its clock stands; the answer ends a wait", () => {
    const shell = begun([agent], { "agent#ask.1": waiting });
    shell.now = 10;
    ask(shell, "ask.1", { kind: "wait", effect: "pure" });
    end(shell, "start:agent#ask.1");
    expect([runStatus(shell.state), shell.state.clock.since]).toEqual(["waiting", null]);
    expect(waits(shell.state)).toEqual([
      { stepKey: "agent#ask.1", nodeId: "agent", attempt: 1, for: "person", dueAt: null, show: null },
    ]);
    // Out of memory and back: the agent is run again only when there is something for it.
    expect(takeOver(shell)).toEqual([]);
    expect([...shell.work.keys()]).toEqual([]);
    shell.command({ id: "yes", kind: "answer", by, stepKey: "agent#ask.1", answer: anyValue });
    shell.tick();
    expect([runStatus(shell.state), stepStatus(shell.state, "agent#ask.1")]).toEqual(["running", "succeeded"]);
    expect([...shell.work.values()]).toEqual([
      { do: "start", stepKey: "agent", nodeId: "agent", attempt: 1, durableFirst: false, timeoutMs: null },
    ]);
    finishAll(shell);
    checked(shell);
  });

  test("of one iteration give its slot to the next, and the step goes on when it has one again", () => {
    const shell = shellOf(
      [
        { id: "each", map: { concurrency: 1 } },
        { ...agent, in: "each" },
      ],
      ["start -> each"],
      { each: { kind: "opened", count: 2 }, "each[0]/agent#ask.1": waiting },
    );
    end(shell, "open:each");
    shell.append({ type: "step.started", at: 0, stepKey: "each[0]/agent", attempt: 1 });
    ask(shell, "ask.1", { kind: "wait", effect: "pure", parent: "each[0]/agent" });
    end(shell, "start:each[0]/agent#ask.1");
    expect([...shell.work.keys()]).toEqual(["start:each[0]/agent", "start:each[1]/agent"]);
    takeOver(shell);
    shell.append({ type: "step.started", at: 0, stepKey: "each[1]/agent", attempt: 1 });
    shell.command({ id: "yes", kind: "answer", by, stepKey: "each[0]/agent#ask.1", answer: anyValue });
    shell.tick();
    expect([...shell.work.keys()]).toEqual(["start:each[1]/agent"]);
    end(shell, "start:each[1]/agent", "collect:each[1]");
    expect([...shell.work.keys()]).toEqual(["start:each[0]/agent"]);
    finishAll(shell);
    expect(runStatus(shell.state)).toBe("succeeded");
    checked(shell);
  });

  test("that nobody answers in time fail with their own error", () => {
    const shell = begun([agent], { "agent#ask.1": { ...waiting, dueAt: 50 } });
    ask(shell, "ask.1", { kind: "wait", effect: "pure" });
    end(shell, "start:agent#ask.1");
    shell.now = 50;
    shell.tick();
    expect(told(shell).at(-1)).toBe("step.failed agent#ask.1 APPROVAL_EXPIRED continue");
    const late: RunCommand = { id: "late", kind: "answer", by, stepKey: "agent#ask.1", answer: anyValue };
    expect(shell.command(late)).toMatchObject({ type: "command.refused", reason: "NOT_WAITING" });
  });
});

describe("after a crash", () => {
  test("the step is run again under the same attempt, and what was under way is treated by its own effect", () => {
    const shell = begun();
    ask(shell, "turn.1");
    ask(shell, "call.1", { kind: "tool", nodeId: "mail", effect: "once" });
    expect(takeOver(shell)).toEqual([
      "step.retrying agent#turn.1",
      "step.uncertain agent#call.1",
      "step.failed agent#call.1",
    ]);
    expect([...shell.work.keys()].toSorted()).toEqual(["start:agent", "start:agent#turn.1"]);
    expect(shell.work.get("start:agent")).toMatchObject({ attempt: 1 });
    expect(shell.work.get("start:agent#turn.1")).toMatchObject({ attempt: 2 });
    finishAll(shell);
    expect(shell.log.filter((event) => event.type === "step.started" && event.stepKey === "agent").length).toBe(1);
    checked(shell);
  });

  test("nothing of a step begins before the step has asked for it again", () => {
    const shell = begun();
    ask(shell, "turn.1");
    shell.work.clear();
    for (const event of recover(shell.state, 0)) shell.append(event);
    const asked = new Set<string>();
    shell.hosts = { asked, leaveEnded: () => undefined, askSome: () => undefined, mayEnd: () => true };
    shell.tick();
    expect([...shell.work.keys()]).toEqual(["start:agent"]);
    asked.add("agent#turn.1");
    shell.tick();
    expect([...shell.work.keys()]).toEqual(["start:agent", "start:agent#turn.1"]);
  });

  test("an uncertain call that is asked about waits for a person, whose word may be that it is made again", () => {
    const shell = begun([agent, { ...mail, policy: { onUncertain: "ask" } }]);
    ask(shell, "call.1", { kind: "tool", nodeId: "mail", effect: "once" });
    expect(takeOver(shell)).toEqual(["step.uncertain agent#call.1"]);
    expect([runStatus(shell.state), [...shell.work.keys()]]).toEqual(["waiting", []]);
    expect(shell.command({ id: "s", kind: "settle", by, stepKey: "agent#call.1", choice: "retry" })).toMatchObject({
      type: "step.retrying",
      error: INTERRUPTED,
    });
    shell.tick();
    expect([...shell.work.keys()].toSorted()).toEqual(["start:agent", "start:agent#call.1"]);
    finishAll(shell);
    checked(shell);
  });
});

describe("control", () => {
  test("a cancel ends the parts first, then the step, and waits for what is under way", () => {
    const shell = begun();
    ask(shell, "turn.1");
    ask(shell, "call.1", { kind: "tool", nodeId: "mail", effect: "once" });
    shell.deaf.add("start:agent#call.1");
    shell.command({ id: "stop", kind: "cancel", by });
    shell.tick();
    expect(told(shell).slice(-2)).toEqual(["run.cancelling", "step.cancelled agent#turn.1"]);
    shell.now = CANCEL_GRACE_MS;
    shell.tick();
    expect(told(shell).slice(-3)).toEqual(["step.cancelled agent#call.1", "step.cancelled agent", "run.cancelled"]);
    checked(shell);
  });

  test("in a pause no part begins; a breakpoint on a tool holds before each call, one on the agent only before itself", () => {
    const shell = begun();
    shell.command({ id: "pause", kind: "pause", by });
    ask(shell, "turn.1");
    expect([...shell.work.keys()]).toEqual(["start:agent"]);
    shell.state.control.breakpoints.add("mail").add("agent");
    shell.command({ id: "on", kind: "resume", by, mode: "run" });
    shell.tick();
    expect([...shell.work.keys()]).toEqual(["start:agent", "start:agent#turn.1"]);
    ask(shell, "call.1", { kind: "tool", nodeId: "mail", effect: "once" });
    expect(shell.log.at(-1)).toMatchObject({ type: "run.paused", cause: "breakpoint", stepKey: "agent#call.1" });
    shell.command({ id: "go", kind: "resume", by, mode: "run" });
    shell.tick();
    expect([...shell.work.keys()]).toContain("start:agent#call.1");
  });

  test("every part counts for maxSteps", () => {
    const shell = shellOf([agent], ["start -> agent"], {}, { maxSteps: 3, maxWallMs: 1_000_000 });
    shell.append({ type: "step.started", at: 0, stepKey: "agent", attempt: 1 });
    ask(shell, "turn.1");
    ask(shell, "turn.2");
    expect(told(shell).at(-1)).toBe("run.failed BUDGET_EXCEEDED");
  });

  test("a tool is done where it and the step that calls it may be", () => {
    const shell = begun([
      { ...agent, policy: { runsOn: ["eu"] } },
      { ...mail, policy: { runsOn: ["gpu"] } },
    ]);
    shell.labels = new Set(["gpu"]);
    const moves: (readonly string[])[] = [];
    shell.onDecided = (_input, decided) => {
      for (const decision of decided) if (decision.do === "move") moves.push(decision.needs);
    };
    ask(shell, "call.1", { kind: "tool", nodeId: "mail", effect: "once" });
    expect(moves).toEqual([["gpu", "eu"]]);
  });

  test("a tool with parts of its own is run again like any step with parts, below the one that called it", () => {
    const shell = begun([agent, { ...agent, id: "inner", role: "tool" }]);
    ask(shell, "call.1", { kind: "tool", nodeId: "inner", effect: "repeatable" });
    shell.append({ type: "step.started", at: 0, stepKey: "agent#call.1", attempt: 1 });
    ask(shell, "turn.1", { parent: "agent#call.1" });
    expect(takeOver(shell)).toEqual(["step.retrying agent#call.1#turn.1"]);
    expect([...shell.work.keys()].toSorted()).toEqual([
      "start:agent",
      "start:agent#call.1",
      "start:agent#call.1#turn.1",
    ]);
    end(shell, "start:agent#call.1#turn.1", "start:agent#call.1", "start:agent");
    expect(subStepsOf(shell.state, "agent#call.1").map(({ name, status }) => [name, status])).toEqual([
      ["turn.1", "succeeded"],
    ]);
    finishAll(shell);
    checked(shell);
  });
});
