import type { Decision } from "./decision.ts";

/** Decisions that take time to carry out; while they do, the shell names them in `DecideInput.busy`. */
export type Work = Extract<Decision, { do: "start" | "resume" | "open" | "collect" | "close" | "finish" }>;

/** The name of work under way: `start:<stepKey>`, `collect:<containerKey>[i]`, `finish`, … */
export function busyKey(work: Work): string {
  if (work.do === "finish") return "finish";
  if (work.do === "collect") return `collect:${work.stepKey}[${work.index}]`;
  return `${work.do}:${work.stepKey}`;
}
