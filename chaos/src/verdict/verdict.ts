import { type Measure, percentile } from "@orrery/bench";
import type { PlannedGraph } from "../graphs/plan-graphs.ts";
import type { RunEnd } from "../graphs/reference-graph.ts";
import type { SubmittedRun } from "../load/submitted-run.ts";
import type { Stage } from "../stage/stage.ts";
import { countHappenings, type Happenings, noHappenings } from "./happenings.ts";
import { brief, endOf, type Fault, type FaultKind, isObject, judgeRun } from "./judge-run.ts";
import { type Recovery, recoveryTimes } from "./recovery-times.ts";
import { Sends } from "./sends.ts";
import { storedRuns } from "./stored-run.ts";

/** What a run of chaos came to. */
export interface Verdict {
  readonly faults: readonly Fault[];
  /** The last events of the first runs with a fault. */
  readonly stories: readonly string[];
  readonly runs: number;
  readonly events: number;
  /** One for each run that lost its executor, each time. */
  readonly recoveries: readonly Recovery[];
  readonly happenings: Happenings;
}

const storiesTold = 5;
const eventsOfStory = 25;

/** Reads everything and holds it against the promises. */
export async function reachVerdict(
  stage: Stage,
  graphs: readonly PlannedGraph[],
  submitted: readonly SubmittedRun[],
): Promise<Verdict> {
  const known = new Map(submitted.map((run) => [run.runId, run]));
  const missing = new Set(known.keys());
  const orphans = Map.groupBy(stage.fleet.orphans, ({ runId }) => runId);
  const byName = new Map(graphs.map((planned) => [planned.graph.name, planned]));
  const [faults, stories, recoveries]: [Fault[], string[], Recovery[]] = [[], [], []];
  const { entry } = stage.ledger;
  const happenings = noHappenings();
  const sends = new Sends();
  const ends = new Map<string, RunEnd[]>();
  let [runs, events] = [0, 0];
  const now = Date.now();
  for await (const stored of storedRuns(stage.store)) {
    const reference = byName.get(stored.name);
    if (reference === undefined) throw new Error(`There is no reference graph ${stored.name}.`);
    missing.delete(stored.runId);
    runs += 1;
    events += stored.log.length;
    const found = judgeRun({
      ...reference,
      stored,
      submitted: known.get(stored.runId),
      ledger: entry,
      now,
    });
    faults.push(...found);
    countHappenings(happenings, stored.log);
    if (isObject(stored.input)) {
      sends.note(String(stored.input.tag), stored.runId, stored.log);
      if (reference.graph.faultsAcross !== undefined) {
        const all = ends.get(stored.name) ?? [];
        ends.set(stored.name, [...all, endOf({ stored, ledger: entry }, stored.input)]);
      }
    }
    recoveries.push(...recoveryTimes(orphans.get(stored.runId) ?? [], stored.log));
    if (found.length > 0 && stories.length < storiesTold) {
      stories.push(`${stored.runId} ${stored.name}: ${stored.log.slice(-eventsOfStory).map(brief).join(", ")}`);
    }
  }
  for (const { runId, words } of sends.problems(entry)) faults.push({ kind: "doubled", runId, words });
  for (const [name, all] of ends) {
    const across = byName.get(name)?.graph.faultsAcross?.(all, { entryOf: entry, aways: stage.postgres.aways }) ?? [];
    faults.push(...across.map(({ runId, words }): Fault => ({ kind: "doubled", runId, words: `${name}: ${words}` })));
  }
  for (const runId of missing) faults.push({ kind: "lost", runId, words: "was confirmed, and there is no such run" });
  return { faults, stories, runs, events, recoveries, happenings };
}

const none = { is: "at most", value: 0 } as const;

/** The figures of chaos, in the order of its table. A target of none is a promise; one of `recovery_p99_ms` an aim. */
export const measures: readonly Measure[] = [
  { name: "kills", unit: "count", target: { is: "at least", value: 1 } },
  { name: "stops", unit: "count", target: { is: "at least", value: 1 } },
  { name: "postgres_restarts", unit: "count", target: { is: "at least", value: 1 } },
  // On a machine where the studio hardly comes to work no stream may be open when it breaks.
  { name: "streams_resumed", unit: "count" },
  { name: "forks", unit: "count" },
  { name: "pauses", unit: "count" },
  { name: "runs", unit: "count" },
  { name: "events", unit: "count" },
  { name: "requests", unit: "count" },
  { name: "kept", unit: "count" },
  { name: "cached", unit: "count" },
  { name: "undone", unit: "count" },
  { name: "uncertain", unit: "count" },
  { name: "cut_off", unit: "count" },
  { name: "lost", unit: "count", target: none },
  { name: "stuck", unit: "count", target: none },
  { name: "doubled", unit: "count", target: none },
  { name: "wrong_logs", unit: "count", target: none },
  { name: "wrong_watches", unit: "count", target: none },
  { name: "wrong_ends", unit: "count", target: none },
  { name: "crashes", unit: "count", target: none },
  { name: "recoveries", unit: "count" },
  { name: "recovery_p50_ms", unit: "ms" },
  { name: "recovery_p99_ms", unit: "ms", target: { is: "at most", value: 15_000 } },
  { name: "recovery_max_ms", unit: "ms" },
  { name: "recovery_after_kill_p50_ms", unit: "ms" },
  { name: "recovery_after_kill_p99_ms", unit: "ms" },
  { name: "recovery_after_stop_p50_ms", unit: "ms" },
  { name: "recovery_after_stop_p99_ms", unit: "ms" },
];

/** The values of `measures` that come from a verdict, by name. Without a recovery, its figures are not numbers. */
export function figuresOf({ faults, runs, events, recoveries, happenings }: Verdict): Readonly<Record<string, number>> {
  const runsWith = (kind: FaultKind): number =>
    new Set(faults.filter((one) => one.kind === kind).map(({ runId }) => runId)).size;
  const recovery = (share: number, by?: Recovery["by"]): number => {
    const all = recoveries.flatMap((one) => (by === undefined || one.by === by ? [one.ms] : []));
    return all.length === 0 ? Number.NaN : percentile(all, share);
  };
  return {
    ...happenings,
    runs,
    events,
    lost: runsWith("lost"),
    stuck: runsWith("stuck"),
    doubled: runsWith("doubled"),
    wrong_logs: runsWith("log"),
    wrong_watches: runsWith("watch"),
    wrong_ends: runsWith("end"),
    recoveries: recoveries.length,
    recovery_p50_ms: recovery(0.5),
    recovery_p99_ms: recovery(0.99),
    recovery_max_ms: recovery(1),
    recovery_after_kill_p50_ms: recovery(0.5, "kill"),
    recovery_after_kill_p99_ms: recovery(0.99, "kill"),
    recovery_after_stop_p50_ms: recovery(0.5, "stop"),
    recovery_after_stop_p99_ms: recovery(0.99, "stop"),
  };
}
