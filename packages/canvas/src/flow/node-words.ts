import { formatCount, formatDuration, formatUsd, STATE_LOOK, type StepState } from "@orrery/ui";
import type { NodeRun } from "../run/node-run.ts";

/** What the pill of a card says when it says more than the state's own word. */
export function stateWords(run: NodeRun): string {
  if (run.container) return `${run.container.done} of ${run.container.count}`;
  const word = run.waitingFor === "time" ? "Waiting" : STATE_LOOK[run.state].word;
  if (run.total <= 1) return word;
  const done = run.counts.succeeded ?? 0;
  if (run.state === "succeeded" || run.state === "skipped") return `${word} ${run.counts[run.state] ?? run.total}`;
  if (run.state === "running") return `${word} · ${done} done`;
  return `${word} · ${run.counts[run.state] ?? 0}`;
}

/** The accessible name of a card: "Classify, Prompt, Running". */
export function nodeName(title: string, typeTitle: string, run: NodeRun): string {
  return `${title}, ${typeTitle}, ${run.state === "idle" ? STATE_LOOK.idle.word : stateWords(run)}`;
}

/** The figures in the foot of a card; empty before anything has ended. */
export function footFigures(run: NodeRun, now: number): string[] {
  const figures: string[] = [];
  if (run.durationMs !== null) figures.push(formatDuration(run.durationMs));
  else if (run.startedAt !== null && run.state === "running") figures.push(formatDuration(now - run.startedAt));
  if (run.tokens !== null) figures.push(`${formatCount(run.tokens)} tok`);
  if (run.usd !== null && run.tokens !== null) figures.push(formatUsd(run.usd));
  if (run.model === "offline") figures.push("offline, no LLM");
  if (run.attempt > 1) figures.push(`attempt ${run.attempt}`);
  return figures;
}

/** The state as the page's shared vocabulary knows it: the two lists are the same. */
export function stepState(run: NodeRun): StepState {
  return run.state;
}
