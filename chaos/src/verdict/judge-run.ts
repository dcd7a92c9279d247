import type { PlanIndex, RunEvent } from "@orrery/engine";
import { checkLog } from "@orrery/engine/testing";
import type { JsonObject } from "@orrery/graph";
import type { ReferenceGraph, RunEnd } from "../graphs/reference-graph.ts";
import type { SubmittedRun } from "../load/submitted-run.ts";
import type { LedgerEntry } from "../stage/ledger.ts";
import { checkState, restsRightly } from "./check-state.ts";
import { findDoubled } from "./find-doubled.ts";
import type { StoredRun } from "./stored-run.ts";

/** What can be wrong with a run, from worst to least. */
export type FaultKind = "lost" | "stuck" | "doubled" | "log" | "watch" | "end";

export interface Fault {
  readonly kind: FaultKind;
  readonly runId: string;
  readonly words: string;
}

export interface Evidence {
  readonly graph: ReferenceGraph;
  readonly index: PlanIndex;
  readonly stored: StoredRun;
  /** Undefined where the start was never confirmed: then nobody watched, answered or cancelled it. */
  readonly submitted: SubmittedRun | undefined;
  readonly ledger: (tag: string, step: string) => LedgerEntry;
  /** Epoch ms. */
  readonly now: number;
}

const endings = new Set(["succeeded", "failed", "cancelled"]);

/** Everything that is wrong with one run when all is over; nothing where all promises were kept. */
export function judgeRun(evidence: Evidence): readonly Fault[] {
  const { stored, index, submitted, now } = evidence;
  const fault = (kind: FaultKind, words: string): Fault => ({ kind, runId: stored.runId, words });
  const { input } = stored;
  if (stored.log.length === 0 || !isObject(input)) {
    return [fault(submitted === undefined ? "stuck" : "lost", `${stored.name} has not begun`)];
  }
  const { state, problems } = checkState(index, stored);
  const faults = [
    ...findDoubled(index.plan, stored.log).map((words) => fault("doubled", words)),
    ...[...problems, ...checkLog(index.plan, stored.log)].map((words) => fault("log", words)),
    ...(submitted?.watch.compare(stored.log) ?? []).map((words) => fault("watch", words)),
  ];
  const hasEnded = endings.has(stored.status);
  // Nobody knew of it, so nobody let it go on.
  const isLeftPaused = submitted === undefined && stored.status === "paused" && stored.owner === null;
  if (isLeftPaused) return faults;
  if (state !== null && !hasEnded && !restsRightly(stored, state, now)) {
    return [
      ...faults,
      fault("stuck", `${stored.name} is ${stored.status} after ${brief(stored.log.at(-1))} (${stored.holding})`),
    ];
  }
  if (stored.unanswered > 0) faults.push(fault("stuck", `${stored.unanswered} commands have no answer`));
  const endFault = faultOfEnd(evidence, endOf(evidence, input));
  return endFault === null ? faults : [...faults, fault("end", `${stored.name}: ${endFault}`)];
}

/** How the run stands, for its graph to judge. */
export function endOf({ stored, ledger }: Pick<Evidence, "stored" | "ledger">, input: JsonObject): RunEnd {
  const { runId, status, errorCode, output, log, isForked } = stored;
  const tag = String(input.tag);
  return { runId, status, errorCode, input, output, log, isForked, entryOf: (step) => ledger(tag, step) };
}

function faultOfEnd({ graph, submitted, stored }: Evidence, end: RunEnd): string | null {
  const { status } = end;
  if (submitted?.isCancelled === true && status === "cancelled") return null;
  // It ends with the run that started it; that one is judged by itself.
  if (stored.isChild && status === "cancelled") return null;
  const asks = graph.answer !== undefined || graph.settle !== undefined;
  const isUnanswered = submitted === undefined && asks && status === "waiting";
  if (isUnanswered) return null;
  if (submitted !== undefined && endings.has(status) && !submitted.watch.isEnded)
    return "its watcher never saw the end";
  return graph.faultOf(end);
}

/** One event in short. */
export function brief(event: RunEvent | undefined): string {
  if (event === undefined) return "nothing";
  const key = "stepKey" in event && event.stepKey !== undefined ? ` ${event.stepKey}` : "";
  return `${event.seq}/${event.epoch} ${event.type}${key}`;
}

export function isObject(value: StoredRun["input"]): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
