import { BUDGET_WAIT, type StepStatus, type WaitFor } from "@orrery/engine";
import { formatClock, formatCount, formatDuration, formatRelativeTime, STATE_LOOK, type StepState } from "@orrery/ui";
import type { ContainerRun, KeptFrom, NodeRun } from "../run/node-run.ts";
import { usageWords } from "../run/usage-words.ts";

/** What the pill of a card says when it says more than the state's own word. */
export function stateWords(run: NodeRun, isOff = false): string {
  if (isOff && (run.state === "idle" || run.state === "skipped")) return "Off";
  if (run.isPausedHere) return "Paused here";
  if (waitsForBudget(run)) return "Over budget";
  if (run.isUndone) return "Undone";
  const kept = keptAll(run);
  if (kept !== null) return KEPT_WORD[kept.by];
  if (run.container) return containerWords(run.container);
  return run.state === "waiting" ? waitWords(run.waitingFor) : STATE_LOOK[run.state].word;
}

const WAIT_WORD: Record<WaitFor, string> = {
  person: STATE_LOOK.waiting.word,
  time: "Waiting",
  run: "Waiting for a run",
  signal: "Waiting for a call",
};

/** What a step that waits says: only an answer is waited for from a person. */
function waitWords(waitFor: WaitFor | null): string {
  return waitFor === null ? "Waiting" : WAIT_WORD[waitFor];
}

const KEPT_WORD: Record<KeptFrom["by"], string> = { run: "Kept", person: "Given", pin: "Pinned", cache: "Cached" };

/** Where all that a node shows was kept from; null where some of it was worked out here. */
export function keptAll(run: NodeRun): KeptFrom | null {
  return run.state === "succeeded" && run.keptCount === run.total ? run.kept : null;
}

/** A model call of it had no room in the run's budget: it goes on when that is raised. */
export function waitsForBudget({ state, error }: NodeRun): boolean {
  return state === "retrying" && error?.code === BUDGET_WAIT.code;
}

/** How far a container has come: "31 of 48"; of a loop, which may end sooner, "3 of at most 10". */
function containerWords({ kind, done, count }: ContainerRun): string {
  return kind === "loop" ? `${done} of at most ${count}` : `${done} of ${count}`;
}

/** Where an outcome came from, with the run's short name: "kept from run 3f2a", "cached 2 min ago". */
export function keptWords(kept: KeptFrom, { short, now }: { readonly short: string; readonly now: number }): string {
  if (kept.by === "person") return "given by a person";
  if (kept.by === "pin") return "pinned, did not run";
  return kept.by === "run" ? `kept from run ${short}` : `cached ${formatRelativeTime(kept.at, now)}`;
}

/** Until when a node waits for a time, by the clock; null where it does not, or several of its steps do. */
function untilWords({ state, waitingFor, total, dueAt }: NodeRun): string | null {
  if (state !== "waiting" || waitingFor !== "time" || total > 1 || dueAt === null) return null;
  return `until ${formatClock(dueAt, Date.now())}`;
}

/** Under the name: the type, and how many of its steps are open where there are several. */
export function typeWords(typeTitle: string, run: NodeRun): string {
  const open = (run.counts.running ?? 0) + (run.counts.retrying ?? 0);
  return run.state !== "waiting" && run.total > 1 && open > 1 ? `${typeTitle} · ${open} open` : typeTitle;
}

/** The accessible name of a card: "Classify, Prompt, Running". */
export function nodeName(title: string, typeTitle: string, run: NodeRun, marks: CardMarks = {}): string {
  const until = untilWords(run);
  const state = run.state === "idle" && !marks.isOff && !run.isPausedHere;
  const words = state ? STATE_LOOK.idle.word : stateWords(run, marks.isOff);
  const stops = `${marks.isPinned ? ", output pinned" : ""}${marks.hasBreakpoint ? ", breakpoint" : ""}`;
  return `${title}, ${typeTitle}, ${until === null ? words : `${words} ${until}`}${stops}`;
}

export interface CardMarks {
  readonly isOff?: boolean;
  readonly hasBreakpoint?: boolean;
  readonly isPinned?: boolean;
}

/** The figures in the foot of a card; empty before anything has ended. */
export function footFigures(run: NodeRun, now: number): string[] {
  const figures: string[] = [];
  const until = untilWords(run);
  if (until !== null) figures.push(until);
  if (run.total > 1) figures.push(...countWords(run));
  if (run.durationMs !== null) figures.push(formatDuration(run.durationMs));
  else if (run.startedAt !== null && run.state === "running") figures.push(formatDuration(now - run.startedAt));
  if (run.tokens !== null) figures.push(...usageWords(run.tokens, run.usd ?? 0));
  // By a route its name goes on: "offline, no LLM, by fast".
  if (run.model === "offline" || run.model?.startsWith("offline, no LLM")) figures.push("offline, no LLM");
  if (run.total > 1 && run.retried > 0) figures.push(`${formatCount(run.retried)} tried again`);
  else if (run.attempt > 1 || (run.state === "retrying" && !waitsForBudget(run)))
    figures.push(`attempt ${attemptWords(run)}`);
  return figures;
}

/** "2 of 3"; an attempt that was lost in a crash is not counted against the policy, so there may be more than it allows. */
export function attemptWords({ attempt, maxAttempts }: { attempt: number; maxAttempts: number }): string {
  return maxAttempts >= attempt ? `${attempt} of ${maxAttempts}` : String(attempt);
}

function countWords({ counts, keptCount }: NodeRun): string[] {
  const words: string[] = [];
  if (counts.succeeded) words.push(`${formatCount(counts.succeeded)} done`);
  if (counts.failed) words.push(`${formatCount(counts.failed)} failed`);
  if (counts.skipped) words.push(`${formatCount(counts.skipped)} skipped`);
  if (keptCount > 0) words.push(`${formatCount(keptCount)} kept`);
  return words;
}

/** A line of a summary; of a line that is one expression, by itself or behind a name, only what stands between its braces. */
export function summaryWords(text: string): string {
  const one = /^([\w-]+: )?\{\{\s*(.*)$/s.exec(text);
  if (!one || text.lastIndexOf("{{") > (one[1]?.length ?? 0)) return text;
  if (/\}\}.*\S/s.test(one[2] ?? "")) return text;
  return `${one[1] ?? ""}${one[2]?.replace(/\s*\}\}$/, "")}`;
}

/** How one step stands, in a word or two. */
export function stepWords(status: StepStatus, waitFor: WaitFor | null): string {
  return status === "waiting" ? waitWords(waitFor) : STATE_LOOK[status].word;
}

/** The state as the page's shared vocabulary knows it: the two lists are the same. */
export function stepState(run: NodeRun): StepState {
  return run.state;
}
