import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { below, pick, type Random } from "@orrery/engine/testing";
import { z } from "zod";
import type { PlannedGraph } from "../graphs/plan-graphs.ts";
import type { StudioClient } from "./studio-client.ts";
import { type SubmittedRun, submittedRun } from "./submitted-run.ts";

const withId = z.object({ id: z.string() });
const withRunId = z.object({ runId: z.string() });
const cancelledShare = 0.08;
const latestCancelMs = 2_500;
const slowestAnswerMs = 1_500;
/** As often, two people answer the same question at the same moment, and not the same. */
const disputedShare = 0.2;
/** After the last event anywhere there is nothing to be hoped for any more. */
const patienceMs = 90_000;

/** What people do: start runs, answer what they ask, cancel some. */
export interface Load {
  readonly runs: readonly SubmittedRun[];
  /** What the studio refused although it was right. */
  readonly problems: readonly string[];
  /** Whether nothing more is submitted. */
  isOver(): boolean;
  isHopeless(): boolean;
  noteProgress(): void;
  submit(random: Random): Promise<SubmittedRun | null>;
  answer(run: SubmittedRun, stepKey: string, random: Random): void;
  /** Resolves when every answer and cancel under way has been given. */
  settled(): Promise<void>;
}

/** Stores the graphs as workflows. `until` is when the last run is submitted, epoch ms. */
export async function openLoad(options: {
  readonly client: StudioClient;
  readonly graphs: readonly [PlannedGraph, ...PlannedGraph[]];
  readonly until: number;
}): Promise<Load> {
  const { client, graphs } = options;
  const workflows = new Map<PlannedGraph, string>();
  for (const planned of graphs) {
    const made = await client.call("workflow.create", () => ({ graph: JSON.parse(JSON.stringify(planned.drawing)) }));
    if (!made.ok) throw new Error(`The graph ${planned.graph.name} was refused: ${made.message}`);
    workflows.set(planned, withId.parse(made.data).id);
  }
  const runs: SubmittedRun[] = [];
  const problems: string[] = [];
  const underWay = new Set<Promise<void>>();
  let lastProgressAt = Date.now();

  /** Later, and never in the way of anything. What is refused came too late, or second: others check what became of it. */
  const later = (ms: number, path: string, input: Parameters<StudioClient["call"]>[1]): void => {
    const work = sleep(ms)
      .then(() => client.call(path, input))
      .then(
        () => undefined,
        (error: unknown) => void problems.push(String(error)),
      );
    underWay.add(work);
    void work.then(() => underWay.delete(work));
  };

  return {
    runs,
    problems,
    isOver: () => Date.now() >= options.until,
    isHopeless: () => Date.now() - Math.max(lastProgressAt, options.until) > patienceMs,
    noteProgress: () => {
      lastProgressAt = Date.now();
    },

    async submit(random) {
      const planned = pick(random, graphs);
      const { graph } = planned;
      const isCancelled = random() < cancelledShare;
      const cancelMs = below(random, latestCancelMs);
      // A start that was sent again may have taken place twice: each has a name of its own in the ledger.
      const input = () => ({ workflowId: workflows.get(planned) ?? "", input: graph.input(randomUUID(), random) });
      const started = await client.call("run.start", input);
      if (!started.ok) {
        problems.push(`A run of ${graph.name} was refused: ${started.message}`);
        return null;
      }
      const run = submittedRun(withRunId.parse(started.data).runId, planned, isCancelled);
      runs.push(run);
      if (isCancelled) later(cancelMs, "run.cancel", () => ({ id: run.runId }));
      return run;
    },

    answer({ runId, graph }, stepKey, random) {
      const answer = graph.answer?.(random);
      if (answer === undefined) return;
      const ms = below(random, slowestAnswerMs);
      later(ms, "run.answer", () => ({ runId, stepKey, ...answer }));
      if (random() < disputedShare) later(ms, "run.answer", () => ({ runId, stepKey, approved: !answer.approved }));
    },

    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
