import { expect, test } from "vitest";
import type { ValueRef } from "./events.ts";
import { containerProgress, iterations, loopResult } from "./select/iterations.ts";
import { nextWakeAt, runStatus } from "./select/run.ts";
import { type NodeSpec, planOf } from "./testing/plan-of.ts";
import { ReferenceShell, type Script } from "./testing/reference-shell.ts";
import { broken, done, end, finishAll, start, told } from "./testing/rule-shell.ts";

const ref = (id: string): ValueRef => ({ id, bytes: 1 });

/** A shell whose loops begin with `s`, add a mark each time, and are done as told. */
function looped(nodes: readonly NodeSpec[], edges: readonly string[], script: Partial<Script> = {}): ReferenceShell {
  const shell = new ReferenceShell(planOf([start, ...nodes], edges), {
    outcome: (work, state) => {
      const shape = state.index.nodes.get(work.nodeId)?.node.container;
      if (work.do !== "open" || shape?.kind !== "loop") return done;
      return { kind: "opened", count: shape.maxIterations, state: ref("s") };
    },
    collect: ({ index }) => ({ value: ref(`s${index + 1}`), done: index === 2 }),
    close: (work, state) => ref(JSON.stringify(loopResult(state, work.stepKey))),
    ...script,
  });
  shell.start();
  shell.tick();
  shell.end("start:start");
  shell.tick();
  return shell;
}

const one: readonly NodeSpec[] = [
  { id: "again", loop: { maxIterations: 5 } },
  { id: "a", in: "again" },
];

test("iterations follow one another until one is done, each from what the one before gave", () => {
  const shell = finishAll(looped(one, ["start -> again"]));
  expect(told(shell)).toEqual([
    "scope.opened again",
    "step.succeeded again[0]/a",
    "scope.finished again 0",
    "step.succeeded again[1]/a",
    "scope.finished again 1",
    "step.succeeded again[2]/a",
    "scope.finished again 2",
    "step.succeeded again",
    "run.succeeded",
  ]);
  expect(shell.state.steps.get("again")?.output?.id).toBe(
    JSON.stringify({ state: ref("s3"), iterations: 3, done: true }),
  );
  expect(
    iterations(shell.state, "again", 0, 9).map(({ state, value, status }) => [state?.id, value?.id, status]),
  ).toEqual([
    ["s", "s1", "succeeded"],
    ["s1", "s2", "succeeded"],
    ["s2", "s3", "succeeded"],
    ["s3", undefined, "idle"],
    [undefined, undefined, "idle"],
  ]);
  expect(containerProgress(shell.state, "again")).toEqual({
    count: 5,
    finished: 3,
    failed: 0,
    open: 0,
    kind: "loop",
    done: true,
  });
});

test("the bound ends it as well, and that is no error", () => {
  const shell = finishAll(
    looped([{ id: "again", loop: { maxIterations: 2 } }], ["start -> again"], {
      collect: ({ index }) => ({ value: ref(`s${index + 1}`), done: false }),
    }),
  );
  expect(told(shell)).toEqual([
    "scope.opened again",
    "scope.finished again 0",
    "scope.finished again 1",
    "step.succeeded again",
    "run.succeeded",
  ]);
  expect(shell.state.steps.get("again")?.output?.id).toBe(
    JSON.stringify({ state: ref("s2"), iterations: 2, done: false }),
  );
});

test("the error of an iteration is the loop's, also that of next or until, and the loop's policy decides", () => {
  const rescued: readonly NodeSpec[] = [
    { id: "again", loop: {}, policy: { onError: "branch" } },
    { id: "a", in: "again" },
    { id: "mend" },
  ];
  const failing = looped(rescued, ["start -> again", "again.error -> mend"], {
    collect: ({ index }) => (index === 1 ? { error: { code: "BAD", class: "permanent" } } : { value: ref("s1") }),
  });
  expect(told(finishAll(failing))).toEqual([
    "scope.opened again",
    "step.succeeded again[0]/a",
    "scope.finished again 0",
    "step.succeeded again[1]/a",
    "scope.finished again 1 BAD",
    "step.failed again BAD branch",
    "step.succeeded mend",
    "run.succeeded",
  ]);
  const inside = looped(rescued, ["start -> again", "again.error -> mend"], {
    outcome: ({ stepKey, do: what }) =>
      what === "open" ? { kind: "opened", count: 9, state: ref("s") } : stepKey === "again[0]/a" ? broken : done,
  });
  expect(told(finishAll(inside))).toEqual([
    "scope.opened again",
    "step.failed again[0]/a BROKEN fail",
    "scope.finished again 0 BROKEN",
    "step.failed again BROKEN branch",
    "step.succeeded mend",
    "run.succeeded",
  ]);
});

test("an iteration that waits is not overtaken by the next", () => {
  const shell = looped(one, ["start -> again"], {
    outcome: ({ do: what, stepKey }) => {
      if (what === "open") return { kind: "opened", count: 5, state: ref("s") };
      return what === "start" && stepKey === "again[0]/a" ? { kind: "wait", for: "time", dueAt: 50 } : done;
    },
  });
  end(shell, "open:again", "start:again[0]/a");
  expect({ work: shell.work.size, status: runStatus(shell.state), at: nextWakeAt(shell.state) }).toEqual({
    work: 0,
    status: "waiting",
    at: 50,
  });
  expect(iterations(shell.state, "again", 0, 2).map(({ status }) => status)).toEqual(["waiting", "idle"]);
  shell.now = 50;
  shell.tick();
  finishAll(shell);
  expect(told(shell).at(-1)).toBe("run.succeeded");
});

test("a loop in a loop begins anew each time", () => {
  const shell = looped(
    [
      { id: "outer", loop: { maxIterations: 2 } },
      { id: "inner", in: "outer", loop: { maxIterations: 2 } },
      { id: "a", in: "inner" },
    ],
    ["start -> outer"],
    { collect: ({ stepKey, index }) => ({ value: ref(`${stepKey}${index}`), done: false }) },
  );
  finishAll(shell);
  expect(
    [...shell.state.containers.keys()].map((key) => [
      key,
      iterations(shell.state, key, 0, 9).map(({ state }) => state?.id),
    ]),
  ).toEqual([
    ["outer", ["s", "outer0"]],
    ["outer[0]/inner", ["s", "outer[0]/inner0"]],
    ["outer[1]/inner", ["s", "outer[1]/inner0"]],
  ]);
  expect([...shell.state.steps.keys()].filter((key) => key.endsWith("/a"))).toEqual([
    "outer[0]/inner[0]/a",
    "outer[0]/inner[1]/a",
    "outer[1]/inner[0]/a",
    "outer[1]/inner[1]/a",
  ]);
});
