import { below, type Random } from "@orrery/engine/testing";
import type { Moment } from "./run-watch.ts";
import type { StudioClient } from "./studio-client.ts";
import type { SubmittedRun } from "./submitted-run.ts";

const slowestMs = 1_500;
/** As often, two people answer the same question at the same moment, and not the same. */
const disputedShare = 0.2;
/** As often, a run that stands still is let go one step, and not for good. */
const singleStepShare = 0.3;

/** Calls the studio after a while, and never in the way of anything. */
export type Later = (ms: number, path: string, input: Parameters<StudioClient["call"]>[1]) => void;

/** What a person does when a run stands still and asks for it: answers, decides what became of a step, lets it go on. */
export function attend(
  run: SubmittedRun,
  moment: Moment,
  { random, later }: { readonly random: Random; readonly later: Later },
): void {
  const { runId, graph } = run;
  const ms = below(random, slowestMs);
  if (moment.kind === "paused") {
    const isLimit = moment.cause === "budget" && graph.raise !== undefined;
    if (isLimit) run.raises += 1;
    const raise = isLimit && graph.raise !== undefined ? { raise: { ...graph.raise(run.raises) } } : {};
    const mode = !isLimit && random() < singleStepShare ? "step" : "run";
    later(ms, "run.resume", () => ({ id: runId, mode, ...raise }));
  } else if (moment.kind === "uncertain") {
    const choice = graph.settle?.(random);
    if (choice !== undefined) later(ms, "run.settle", () => ({ runId, stepKey: moment.stepKey, choice }));
  } else if (moment.for === "person") {
    const answer = graph.answer?.(random);
    if (answer === undefined) return;
    const { stepKey } = moment;
    later(ms, "run.answer", () => ({ runId, stepKey, ...answer }));
    if (random() < disputedShare) later(ms, "run.answer", () => ({ runId, stepKey, approved: !answer.approved }));
  }
}
