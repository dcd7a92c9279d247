import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BudgetUse, EventBody } from "./events.ts";
import { fold } from "./fold/fold.ts";
import { indexPlan } from "./plan-index.ts";
import { runStatus } from "./select/run.ts";
import { initialState } from "./state/run-state.ts";
import { stateFromJson, stateToJson } from "./state/state-json.ts";
import { type NodeSpec, planOf } from "./testing/plan-of.ts";
import { ReferenceShell } from "./testing/reference-shell.ts";
import { done, end, finishAll, start, told } from "./testing/rule-shell.ts";
import { below, seededRandom } from "./testing/seeded-random.ts";

const by = "test";
const nothing: BudgetUse = { usd: 0, tokens: 0, modelCalls: 0, steps: 0, wallMs: 0 };

/** `ids` all follow on the entry, and each starts a run of its own; `more` are plain steps beside them. */
function parentOf(ids: readonly string[], budget: object, more: readonly string[] = []): ReferenceShell {
  const nodes = [...ids, ...more];
  const plan = planOf(
    [start, ...nodes.map((id): NodeSpec => ({ id }))],
    nodes.map((id) => `start -> ${id}`),
    { budget: { maxSteps: 1_000, maxWallMs: 1_000_000, ...budget } },
  );
  const shell = new ReferenceShell(plan, {
    outcome: (work) =>
      work.do === "start" && ids.includes(work.nodeId)
        ? { kind: "wait", for: "run", dueAt: null, childRunId: `${work.stepKey}-${work.attempt}` }
        : done,
  });
  shell.start();
  shell.tick();
  end(shell, "start:start");
  return shell;
}

function childEnds(shell: ReferenceShell, stepKey: string, used: Partial<BudgetUse>): void {
  const childRunId = shell.state.steps.get(stepKey)?.childRunId ?? "";
  const outcome = { status: "succeeded", used: { ...nothing, ...used } } as const;
  shell.command({ id: `end of ${childRunId}`, kind: "child", by, stepKey, childRunId, end: outcome });
  shell.tick();
}

function reservedFor(shell: ReferenceShell, stepKey: string) {
  const waits = shell.log.filter((event) => event.type === "step.waiting" && event.stepKey === stepKey);
  const last: EventBody | undefined = waits.at(-1);
  return last?.type === "step.waiting" ? last.reserved : undefined;
}

describe("what a run that a step starts may use", () => {
  test("alone it may use all that remains, and what it used is used up in its parent", () => {
    const shell = parentOf(["a"], { maxTokens: 100, maxUsd: 2, maxModelCalls: 9 });
    shell.now = 40;
    end(shell, "start:a");
    expect(reservedFor(shell, "a")).toEqual({
      maxSteps: 998,
      maxWallMs: 999_960,
      maxUsd: 2,
      maxTokens: 100,
      maxModelCalls: 9,
    });
    shell.now = 900_000;
    childEnds(shell, "a", { usd: 0.5, tokens: 60, modelCalls: 3, steps: 7, wallMs: 500 });
    const { spent, childSteps, reserved } = shell.state.control;
    expect({ spent, childSteps, reserved: reserved.size, clock: shell.state.clock }).toEqual({
      spent: { usd: 0.5, tokens: 60, modelCalls: 3 },
      childSteps: 7,
      reserved: 0,
      clock: { spent: 540, since: 900_000 },
    });
  });

  test("two at the same time cannot pass the cap together: the second begins with what the first has left", () => {
    const shell = parentOf(["a", "b"], { maxTokens: 100 });
    end(shell, "start:a", "start:b");
    expect(told(shell).slice(-2)).toEqual(["step.waiting a", "step.retrying b BUDGET_HELD"]);
    expect(runStatus(shell.state)).toEqual("running");
    childEnds(shell, "a", { tokens: 60 });
    end(shell, "start:b");
    expect(reservedFor(shell, "b")).toMatchObject({ maxTokens: 40 });
    childEnds(shell, "b", { tokens: 40 });
    finishAll(shell);
    expect({ status: runStatus(shell.state), spent: shell.state.control.spent.tokens }).toEqual({
      status: "succeeded",
      spent: 100,
    });
  });

  test("steps have room beside it, and none is taken that was reserved", () => {
    const shell = parentOf(["a"], { maxSteps: 8 }, ["x"]);
    end(shell, "start:x", "start:a");
    expect(reservedFor(shell, "a")).toMatchObject({ maxSteps: 5 });
    const crowd = parentOf(["a", "b"], { maxSteps: 5 });
    end(crowd, "start:a", "start:b");
    expect([reservedFor(crowd, "a"), reservedFor(crowd, "b")]).toMatchObject([{ maxSteps: 1 }, { maxSteps: 1 }]);
  });

  test("of runs side by side the longest counts for the wall time", () => {
    const shell = parentOf(["a", "b"], {});
    end(shell, "start:a", "start:b");
    shell.now = 10_000;
    childEnds(shell, "a", { wallMs: 3_000 });
    childEnds(shell, "b", { wallMs: 5_000 });
    expect(shell.state.clock).toEqual({ spent: 5_000, since: 10_000 });
  });

  test("it keeps to what was reserved, whatever its own plan says", () => {
    const shell = new ReferenceShell(planOf([start], [], { budget: { maxSteps: 50, maxWallMs: 900, maxUsd: 9 } }), {
      outcome: () => done,
    });
    const planHash = shell.state.index.plan.hash;
    const budget = { maxSteps: 70, maxWallMs: 800, maxUsd: 0.5, maxTokens: 10 };
    const input = { id: "i", bytes: 1 };
    const event = shell.command({ id: "start", kind: "start", by, input, planHash, entry: null, budget });
    expect(event).toMatchObject({ type: "run.started", budget });
    expect(shell.state.control.limits).toEqual({ maxSteps: 50, maxWallMs: 800, maxUsd: 0.5, maxTokens: 10 });
  });

  test("spent and reserved together never pass a limit, in any order, over snapshots, and all of it ends", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), (seed, cap) => {
        const random = seededRandom(seed);
        const ids = ["a", "b", "c", "d", "e"];
        const budget = { maxTokens: cap, maxSteps: 40 };
        const shell = parentOf(ids, budget, ["x", "y"]);
        for (let turn = 0; turn < 200 && shell.state.end === null; turn += 1) {
          shell.now += below(random, 50);
          const open = [...shell.work.keys()];
          const waiting = [...shell.state.waiting];
          const pick = below(random, open.length + waiting.length || 1);
          const key = open[pick];
          const child = waiting[pick - open.length];
          if (key !== undefined) end(shell, key);
          else if (child !== undefined) {
            const limits = reservedFor(shell, child);
            childEnds(shell, child, {
              tokens: below(random, (limits?.maxTokens ?? 0) + 1),
              steps: below(random, (limits?.maxSteps ?? 0) + 1),
            });
          }
          const { spent, reserved, childSteps } = shell.state.control;
          let [tokens, steps] = [spent.tokens, childSteps + shell.state.stepsStarted];
          for (const one of reserved.values()) {
            tokens += one.amount.tokens;
            steps += one.child?.steps ?? 0;
          }
          expect(tokens).toBeLessThanOrEqual(cap);
          expect(steps).toBeLessThanOrEqual(40);
          const revived = stateFromJson(shell.state.index, JSON.parse(JSON.stringify(stateToJson(shell.state))));
          expect(revived && stateToJson(revived)).toEqual(stateToJson(shell.state));
        }
        expect(["succeeded", "failed"]).toContain(runStatus(shell.state));
        const again = initialState(indexPlan(shell.state.index.plan));
        fold(again, shell.log);
        expect(stateToJson(again)).toEqual(stateToJson(shell.state));
      }),
      { numRuns: 200 },
    );
  });
});
