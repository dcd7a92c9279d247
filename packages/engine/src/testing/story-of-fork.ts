import type { Plan, PlanContainer } from "@orrery/plan";
import type { RunCommand, RunEvent } from "../events.ts";
import { planFork } from "../fork/plan-fork.ts";
import type { HistoryLine } from "../history/history-line.ts";
import { indexPlan, type PlanShape } from "../plan-index.ts";
import { readBy } from "./behaviour.ts";
import { anyValue, type ReferenceShell } from "./reference-shell.ts";
import { below, type Random } from "./seeded-random.ts";

/** A plan with what a fork compares. */
export type ForkFactsShape = PlanShape & Pick<Plan, "nodes">;

/** The plan as stored plans are: each node with its hash and what it reads; `edited` is another than it was. */
export function withFacts(shape: PlanShape, edited: string | null = null): ForkFactsShape {
  return {
    ...shape,
    nodes: shape.nodes.map((node) => ({
      ...node,
      type: "work",
      typeVersion: 1,
      nodeHash: node.id === edited ? `${node.id}*` : node.id,
      config: {},
      reads: [...new Set(readBy(shape, node))],
      container: node.container === null ? null : withTemplates(node.container),
    })),
  };
}

/** Begins a run as the fork of one that has been told so far, under an edited plan, and writes down what it keeps. */
export function beginFork(shell: ReferenceShell, from: ReferenceShell, random: Random): HistoryLine {
  const oldPlan = withFacts(from.state.index.plan);
  const keys = [...from.state.steps.keys()];
  const rerun = keys.filter(() => random() < 1 / (keys.length + 1));
  const steps = oldPlan.nodes.filter(({ role }) => role === "step");
  const edited = random() < 0.5 ? (steps[below(random, steps.length)]?.id ?? null) : null;
  const plan = withFacts(shell.state.index.plan, edited);
  const request = { runId: "earlier", seq: from.state.seq, rerun, outputs: [] };
  const entry = from.state.started?.entry ?? null;
  const command: Extract<RunCommand, { kind: "start" }> = {
    ...{ id: "start", kind: "start", by: "test", input: anyValue, planHash: plan.hash, entry },
    fork: request,
  };
  const log: readonly RunEvent[] = [...from.log];
  const { events } = planFork(
    indexPlan(plan),
    { from: from.state, oldPlan, plan, request },
    { command, now: shell.now },
  );
  for (const event of events) shell.append(event);
  return { now: shell.now, fork: { command, oldPlan, plan, log }, gave: events };
}

function withTemplates(container: NonNullable<PlanShape["nodes"][number]["container"]>): PlanContainer {
  return container.kind === "each"
    ? { ...container, items: [], collect: null }
    : { ...container, initial: null, next: null, until: false };
}
