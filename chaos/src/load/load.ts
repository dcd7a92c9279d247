import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { below, type Random } from "@orrery/engine/testing";
import { z } from "zod";
import type { PlannedGraph } from "../graphs/plan-graphs.ts";
import { attend, type Later } from "./attend.ts";
import { planStart } from "./plan-start.ts";
import type { Moment } from "./run-watch.ts";
import type { StudioClient } from "./studio-client.ts";
import { type SubmittedRun, submittedRun } from "./submitted-run.ts";

const withRunId = z.object({ runId: z.string() });
const latestMs = 2_500;
/** After the last event anywhere there is nothing to be hoped for any more. */
const patienceMs = 90_000;

/** What people do: start runs and fork some, answer what they ask, pause some and let them go on, cancel some. */
export interface Load {
  readonly runs: readonly SubmittedRun[];
  /** What the studio refused although it was right. */
  readonly problems: readonly string[];
  /** Whether nothing more is submitted. */
  isOver(): boolean;
  isHopeless(): boolean;
  noteProgress(): void;
  submit(random: Random): Promise<SubmittedRun | null>;
  /** Does, later, what such a moment of a run asks of a person. */
  attend(run: SubmittedRun, moment: Moment, random: Random): void;
  /** Resolves when everything that people were about to do has been done. */
  settled(): Promise<void>;
}

/** `until` is when the last run is submitted, epoch ms. */
export function openLoad(options: {
  readonly client: StudioClient;
  readonly graphs: readonly [PlannedGraph, ...PlannedGraph[]];
  readonly until: number;
}): Load {
  const { client, graphs } = options;
  const runs: SubmittedRun[] = [];
  const problems: string[] = [];
  const underWay = new Set<Promise<void>>();
  let lastProgressAt = Date.now();

  /** Later, and never in the way of anything. What is refused came too late, or second: others check what became of it. */
  const later: Later = (ms, path, input) => {
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
      const start = planStart(graphs, runs, random);
      const { graph } = start.planned;
      const cancelMs = below(random, latestMs);
      const pauseMs = below(random, latestMs);
      // A start that was sent again may have taken place twice: each has a name of its own in the ledger.
      const started = await (start.fork === null
        ? client.call("run.start", () => ({
            workflowId: start.planned.workflowId,
            input: graph.input(randomUUID(), random),
            breakpoints: [...start.breakpoints],
          }))
        : client.call("run.fork", () => ({ ...start.fork, outputs: [], graph: "same" })));
      if (!started.ok) {
        problems.push(`A ${start.fork === null ? "run" : "fork"} of ${graph.name} was refused: ${started.message}`);
        return null;
      }
      const run = submittedRun(withRunId.parse(started.data).runId, start.planned, start.isCancelled);
      runs.push(run);
      if (start.isCancelled) later(cancelMs, "run.cancel", () => ({ id: run.runId }));
      if (start.isPaused) later(pauseMs, "run.pause", () => ({ id: run.runId }));
      return run;
    },

    attend: (run, moment, random) => attend(run, moment, { random, later }),

    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
