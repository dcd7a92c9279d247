import { addCounts, timeQuantile } from "@orrery/engine";
import type { Pool } from "pg";
import type { TallySpan } from "./covered-spans.ts";
import type { NodeFigures } from "./dashboard.ts";
import { statement, tallySource } from "./tally-source.ts";

const mostShown = 10;

export interface TallyScope {
  readonly workspaceId: string;
  /** A workflow's id, or null: of every one. */
  readonly subject: string | null;
  readonly spans: readonly TallySpan[];
}

/** A node as the sums know it: `subject` stands for its workflow. */
export type SubjectNode = Omit<NodeFigures, "workflowId" | "workflowName"> & { readonly subject: string };

interface Ranked {
  readonly subject: string;
  readonly nodeId: string;
  readonly runs: number;
  readonly failedRuns: number;
  readonly ms: number;
  readonly usd: number;
  readonly tokens: number;
  readonly retries: number;
  readonly isSlow: boolean;
  readonly isDear: boolean;
}

/** The slowest and the costliest nodes. All are ranked by their sums; histograms are read of those that are shown only. */
export async function readNodes(
  pool: Pool,
  scope: TallyScope,
): Promise<{ readonly slowest: readonly SubjectNode[]; readonly costliest: readonly SubjectNode[] }> {
  const ask = statement();
  const { rows } = await pool.query<Ranked>(
    `WITH summed AS (
      SELECT t.subject, t.node_id AS "nodeId", sum(t.runs)::int AS runs, sum(t.failed_runs)::int AS "failedRuns", sum(t.ms) AS ms,
        sum(t.usd) AS usd, sum(t.tokens) AS tokens, sum(t.retries)::int AS retries, bool_or(t.is_container) AS "isContainer"
      FROM ${tallySource("node_tally", ask, scope)} GROUP BY t.subject, t.node_id
    ), ranked AS (
      SELECT *, NOT "isContainer" AND row_number() OVER (ORDER BY "isContainer", ms / runs DESC, "nodeId", subject) <= ${mostShown} AS "isSlow",
        (usd > 0 OR tokens > 0) AND row_number() OVER (ORDER BY usd DESC, tokens DESC, "nodeId", subject) <= ${mostShown} AS "isDear"
      FROM summed
    ) SELECT * FROM ranked WHERE "isSlow" OR "isDear"`,
    ask.values,
  );
  const details = await readDetails(pool, scope, rows);
  const shown = (ranked: readonly Ranked[]): readonly SubjectNode[] =>
    ranked.flatMap((node) => {
      const detail = details.get(keyOf(node));
      return detail === undefined ? [] : [figuresOf(node, detail)];
    });
  return {
    slowest: shown(rows.filter(({ isSlow }) => isSlow).sort((one, other) => other.ms / other.runs - one.ms / one.runs)),
    costliest: shown(
      rows.filter(({ isDear }) => isDear).sort((one, other) => other.usd - one.usd || other.tokens - one.tokens),
    ),
  };
}

interface Detail {
  readonly subject: string;
  readonly nodeId: string;
  readonly nodeType: string;
  readonly nodeName: string;
  readonly times: readonly number[];
  readonly slowRunId: string;
  readonly slowMs: number;
  readonly dearRunId: string | null;
  readonly dearUsd: number | null;
}

/** The rows of these nodes, oldest first. */
async function readDetails(
  pool: Pool,
  scope: TallyScope,
  nodes: readonly Ranked[],
): Promise<ReadonlyMap<string, readonly Detail[]>> {
  if (nodes.length === 0) return new Map();
  const ask = statement();
  const source = tallySource("node_tally", ask, scope);
  const subjects = ask.put(nodes.map(({ subject }) => subject));
  const ids = ask.put(nodes.map(({ nodeId }) => nodeId));
  const { rows } = await pool.query<Detail>(
    `SELECT t.subject, t.node_id AS "nodeId", t.node_type AS "nodeType", t.node_name AS "nodeName", t.times,
        t.slow_run_id AS "slowRunId", t.slow_ms AS "slowMs", t.dear_run_id AS "dearRunId", t.dear_usd AS "dearUsd"
      FROM ${source} WHERE (t.subject, t.node_id) IN (SELECT * FROM unnest(${subjects}::text[], ${ids}::text[])) ORDER BY t.at`,
    ask.values,
  );
  return Map.groupBy(rows, keyOf);
}

function figuresOf(node: Ranked, details: readonly Detail[]): SubjectNode {
  const times: number[] = [];
  let slowestRun: SubjectNode["slowestRun"] = { id: "", ms: -1 };
  let dearestRun: SubjectNode["dearestRun"] = null;
  let [nodeName, nodeType] = [node.nodeId, ""];
  for (const detail of details) {
    addCounts(times, detail.times);
    if (detail.slowMs > slowestRun.ms) slowestRun = { id: detail.slowRunId, ms: detail.slowMs };
    const { dearRunId: id, dearUsd: usd } = detail;
    if (id !== null && usd !== null && usd > (dearestRun?.usd ?? 0)) dearestRun = { id, usd };
    [nodeName, nodeType] = [detail.nodeName, detail.nodeType];
  }
  const { subject, nodeId, runs, failedRuns, usd, tokens, retries, ms } = node;
  return {
    ...{ subject, nodeId, nodeName, nodeType, runs, failedRuns, usd, tokens, retries, slowestRun, dearestRun },
    meanMs: ms / runs,
    p50Ms: timeQuantile(times, 0.5) ?? 0,
    p95Ms: timeQuantile(times, 0.95) ?? 0,
    totalMs: ms,
  };
}

function keyOf({ subject, nodeId }: { readonly subject: string; readonly nodeId: string }): string {
  return `${subject}/${nodeId}`;
}
