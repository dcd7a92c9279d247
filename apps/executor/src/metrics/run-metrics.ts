import { type EventBody, nodeIdOf } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import { Counter, Histogram, type Registry } from "prom-client";
import { createLabelCap } from "./label-cap.ts";

export interface RunMetrics {
  /** These events are in the log of a run that this executor drives. Never throws. */
  take(run: { readonly runId: string; readonly plan: Plan }, events: readonly EventBody[]): void;
}

/** Steps under way whose start is remembered; of those beyond, the time is not measured. */
const mostOpen = 50_000;
const runBuckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800, 7_200, 86_400];
const stepBuckets = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 10, 30, 120, 600];

/** Counts what goes into logs. Times begin with the event that tells of a start, so they are those of the run's page. */
export function createRunMetrics(registry: Registry): RunMetrics {
  const registers = [registry];
  const started = new Counter({ registers, name: "orrery_runs_started_total", help: "Runs that began here." });
  const ended = new Counter({
    registers,
    name: "orrery_runs_ended_total",
    help: "Runs that ended here, by how.",
    labelNames: ["status"],
  });
  const runSeconds = new Histogram({
    registers,
    name: "orrery_run_duration_seconds",
    help: "From a run's start to its end, waits included, of runs that began here.",
    labelNames: ["status"],
    buckets: runBuckets,
  });
  const steps = new Counter({
    registers,
    name: "orrery_steps_total",
    help: "What became of steps and attempts, by the type of their node.",
    labelNames: ["type", "outcome"],
  });
  const stepSeconds = new Histogram({
    registers,
    name: "orrery_step_duration_seconds",
    help: "From a step's first start to its end, waits included, by the type of its node.",
    labelNames: ["type"],
    buckets: stepBuckets,
  });
  const recovered = new Counter({
    registers,
    name: "orrery_steps_uncertain_total",
    help: "Steps that a crash caught between their effect and its record.",
  });
  const capped = createLabelCap(200);
  const types = new WeakMap<Plan, ReadonlyMap<string, string>>();
  const since = new Map<string, number>();

  const typeOf = (plan: Plan, stepKey: string): string => {
    const known = types.get(plan) ?? new Map(plan.nodes.map(({ id, type }) => [id, type]));
    types.set(plan, known);
    return capped(known.get(nodeIdOf(stepKey)) ?? "unknown");
  };
  const begin = (key: string, at: number): void => {
    if (since.has(key)) return;
    const [oldest] = since.keys();
    if (since.size >= mostOpen && oldest !== undefined) since.delete(oldest);
    since.set(key, at);
  };
  const end = (key: string, at: number): number | null => {
    const from = since.get(key);
    since.delete(key);
    return from === undefined ? null : Math.max(0, at - from) / 1_000;
  };

  const takeOne = (runId: string, plan: Plan, event: EventBody): void => {
    switch (event.type) {
      case "run.started":
        started.inc();
        begin(runId, event.at);
        return;
      case "run.succeeded":
      case "run.failed":
      case "run.cancelled": {
        const status = event.type.slice("run.".length);
        ended.inc({ status });
        const seconds = end(runId, event.at);
        if (seconds !== null) runSeconds.observe({ status }, seconds);
        return;
      }
      case "step.started":
        begin(`${runId} ${event.stepKey}`, event.at);
        return;
      case "step.uncertain":
        recovered.inc();
        return;
      case "step.succeeded":
      case "step.failed":
      case "step.cancelled":
      case "step.skipped":
      case "step.retrying":
      case "step.waiting":
      case "scope.opened": {
        const key = `${runId} ${event.stepKey}`;
        if ("startedAt" in event && event.startedAt !== undefined) begin(key, event.startedAt);
        if (event.type === "scope.opened") return;
        const type = typeOf(plan, event.stepKey);
        const outcome = event.type.slice("step.".length);
        steps.inc({ type, outcome });
        if (outcome !== "succeeded" && outcome !== "failed" && outcome !== "cancelled") return;
        const seconds = end(key, event.at);
        if (seconds !== null) stepSeconds.observe({ type }, seconds);
        return;
      }
      default:
    }
  };

  return {
    take({ runId, plan }, events) {
      for (const event of events) takeOne(runId, plan, event);
    },
  };
}
