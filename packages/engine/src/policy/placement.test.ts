import { expect, test } from "vitest";
import { decide } from "../decide.ts";
import { planOf } from "../testing/plan-of.ts";
import { ReferenceShell } from "../testing/reference-shell.ts";
import { done, end, start } from "../testing/rule-shell.ts";

const begun = (): ReferenceShell => {
  const gpu = { id: "draw", policy: { runsOn: ["eu", "gpu"] } };
  const shell = new ReferenceShell(planOf([start, gpu, { id: "write" }], ["start -> draw", "start -> write"]), {
    outcome: () => done,
  });
  shell.start();
  shell.tick();
  end(shell, "start:start");
  shell.work.clear();
  return shell;
};

const what = (shell: ReferenceShell, labels?: readonly string[]) =>
  decide(shell.state, { now: 0, busy: new Set(), ...(labels && { labels: new Set(labels) }) })
    .map((decision) =>
      decision.do === "append" || decision.do === "finish" ? decision.do : [decision.do, decision.stepKey],
    )
    .toSorted();

test("what needs labels is done where all of them are; the rest is done anywhere", () => {
  const anywhere = [
    ["start", "draw"],
    ["start", "write"],
  ];
  const elsewhere = [
    ["move", "draw"],
    ["start", "write"],
  ];
  expect(what(begun())).toEqual(anywhere);
  expect(what(begun(), ["eu", "gpu", "big"])).toEqual(anywhere);
  expect(what(begun(), ["gpu"])).toEqual(elsewhere);
  expect(what(begun(), [])).toEqual(elsewhere);
});

test("to be done elsewhere changes nothing: the log knows nothing of who does a step", () => {
  const shell = begun();
  const before = shell.log.length;
  what(shell, []);
  expect(shell.log.length).toBe(before);
});
