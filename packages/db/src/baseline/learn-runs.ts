import type { RunFacts } from "@orrery/engine";
import {
  baselineSchema,
  type DeviationKind,
  type Episode,
  type EpisodeNews,
  emptyBaseline,
  judgeNode,
  type NodeBaseline,
  observeNode,
  type Verdict,
} from "@orrery/engine/baseline";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import { nodeNames } from "./node-names.ts";
import { queueAlerts } from "./queue-alerts.ts";

/** One thing at one node of a run that is new: it began, goes on, or is over. */
export interface NodeNews {
  readonly run: LearnedRun;
  readonly nodeId: string;
  readonly kind: DeviationKind;
  readonly news: EpisodeNews;
  readonly episode: Episode;
  /** Null where it is over. */
  readonly verdict: Verdict | null;
}

/** What ended longer ago is learned from, and nobody is sent an alert about it: old runs are caught up with after an update. */
const latestNewsMs = 6 * 3_600_000;

/** A run of a workflow. */
export type LearnedRun = RunFacts & { readonly workflowId: string };

export interface LearnOptions {
  /** Where people look at a run, for alerts. */
  readonly addressOf: (runId: string) => string;
}

/**
 * Learns from runs what their nodes usually do, writes down what was other than usual, and puts the alerts about it into the
 * outbox: all in the transaction `tx` of whoever sees to it that each run is learned once. Runs are taken in the order in which
 * they ended.
 */
export async function learnRuns(tx: SqlRunner, runs: readonly RunFacts[], options: LearnOptions): Promise<void> {
  const learned = runs
    .flatMap((run): LearnedRun[] => (run.workflowId === null ? [] : [{ ...run, workflowId: run.workflowId }]))
    .sort((one, other) => one.endedAt - other.endedAt);
  if (learned.length === 0) return;
  // Two that learn from runs of the same workflow would overwrite each other's baselines.
  for (const id of [...new Set(learned.map(({ workflowId }) => workflowId))].sort()) {
    await tx.query({
      name: "lock-baselines",
      text: "SELECT pg_advisory_xact_lock(hashtextextended('node-baseline ' || $1, 0))",
      values: [id],
    });
  }
  const baselines = await readBaselines(tx, learned);
  const news: NodeNews[] = [];
  const deviations: { readonly run: LearnedRun; readonly nodeId: string; readonly verdict: Verdict }[] = [];
  for (const run of learned) {
    for (const fact of run.nodes) {
      const key = keyOf(run.workflowId, fact.nodeId, fact.nodeHash);
      const judged = judgeNode(baselines.get(key) ?? emptyBaseline, observeNode(fact), run.endedAt);
      baselines.set(key, judged.baseline);
      const { nodeId } = fact;
      for (const verdict of judged.verdicts) deviations.push({ run, nodeId, verdict });
      for (const { kind, news: what, episode } of judged.news) {
        const verdict = judged.verdicts.find((one) => one.kind === kind) ?? null;
        news.push({ run, nodeId, kind, news: what, episode, verdict });
      }
    }
  }
  await writeBaselines(tx, learned, baselines);
  if (deviations.length + news.length === 0) return;
  const names = await nodeNames(tx, [...deviations, ...news]);
  await tx.query({
    name: "write-deviations",
    text: `INSERT INTO run_deviation (run_id, node_id, kind, workspace_id, workflow_id, node_name, verdict, ended_at)
      SELECT run_id, node_id, kind, workspace_id, workflow_id, node_name, verdict::json, to_timestamp(ended_at / 1000)
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::float8[])
        AS d(run_id, node_id, kind, workspace_id, workflow_id, node_name, verdict, ended_at)
      ON CONFLICT DO NOTHING`,
    values: [
      deviations.map(({ run }) => run.runId),
      deviations.map(({ nodeId }) => nodeId),
      deviations.map(({ verdict }) => verdict.kind),
      deviations.map(({ run }) => run.workspaceId),
      deviations.map(({ run }) => run.workflowId),
      deviations.map(({ run, nodeId }) => names(run.runId, nodeId)),
      deviations.map(({ verdict }) => JSON.stringify(verdict)),
      deviations.map(({ run }) => run.endedAt),
    ],
  });
  const fresh = news.filter(({ run }) => run.endedAt > Date.now() - latestNewsMs);
  if (fresh.length > 0) await queueAlerts(tx, fresh, { ...options, nameOf: names });
}

function keyOf(workflowId: string, nodeId: string, nodeHash: string): string {
  return `${workflowId}/${nodeId}/${nodeHash}`;
}

/** The keys of all nodes of the runs, each once, as three columns. */
function columnsOf(runs: readonly LearnedRun[]): { readonly keys: readonly string[]; readonly columns: string[][] } {
  const rows = new Map<string, [string, string, string, string]>();
  for (const { workflowId, workspaceId, nodes } of runs) {
    for (const { nodeId, nodeHash } of nodes) {
      rows.set(keyOf(workflowId, nodeId, nodeHash), [workflowId, nodeId, nodeHash, workspaceId]);
    }
  }
  const list = [...rows.values()];
  return { keys: [...rows.keys()], columns: [0, 1, 2, 3].map((column) => list.map((row) => row[column] ?? "")) };
}

async function readBaselines(tx: SqlRunner, runs: readonly LearnedRun[]): Promise<Map<string, NodeBaseline>> {
  const { rows } = await tx.query<{ workflowId: string; nodeId: string; nodeHash: string; state: unknown }>({
    name: "read-baselines",
    text: `SELECT workflow_id AS "workflowId", node_id AS "nodeId", node_hash AS "nodeHash", state FROM node_baseline
      JOIN unnest($1::uuid[], $2::text[], $3::text[]) AS k(w, n, h) ON workflow_id = w AND node_id = n AND node_hash = h`,
    values: columnsOf(runs).columns.slice(0, 3),
  });
  return new Map(
    rows.flatMap(({ workflowId, nodeId, nodeHash, state }) => {
      const { success, data } = baselineSchema.safeParse(state);
      return success ? [[keyOf(workflowId, nodeId, nodeHash), data] as const] : [];
    }),
  );
}

async function writeBaselines(
  tx: SqlRunner,
  runs: readonly LearnedRun[],
  baselines: ReadonlyMap<string, NodeBaseline>,
): Promise<void> {
  const { keys, columns } = columnsOf(runs);
  await tx.query({
    name: "write-baselines",
    text: `INSERT INTO node_baseline (workflow_id, node_id, node_hash, workspace_id, state)
      SELECT w, n, h, s, state::json FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
        AS b(w, n, h, s, state)
      ON CONFLICT (workflow_id, node_id, node_hash) DO UPDATE SET state = EXCLUDED.state, updated_at = now()`,
    values: [...columns, keys.map((key) => JSON.stringify(baselines.get(key) ?? emptyBaseline))],
  });
}
