import type { Pool } from "pg";
import type { ErrorGroup } from "./dashboard.ts";
import type { TallyScope } from "./read-nodes.ts";
import { statement, tallySource } from "./tally-source.ts";

const mostShown = 20;

/** An error group as the sums know it: `subject` stands for its workflow. */
export type SubjectError = Omit<ErrorGroup, "workflowId" | "workflowName"> & { readonly subject: string };

/** What failed, the most frequent first. */
export async function readErrors(pool: Pool, scope: TallyScope): Promise<readonly SubjectError[]> {
  const ask = statement();
  const { rows } = await pool.query<Omit<SubjectError, "lastAt">>(
    `SELECT t.subject, nullif(t.node_id, '') AS "nodeId", t.code, sum(t.runs)::int AS runs,
        nullif((array_agg(t.node_name ORDER BY t.at DESC))[1], '') AS "nodeName",
        nullif((array_agg(t.node_type ORDER BY t.at DESC))[1], '') AS "nodeType",
        (array_agg(t.last_run_id ORDER BY t.last_run_id DESC))[1] AS "lastRunId"
      FROM ${tallySource("fault_tally", ask, scope)} GROUP BY t.subject, t.node_id, t.code
      ORDER BY sum(t.runs) DESC, max(t.at) DESC, t.code, t.node_id, t.subject LIMIT ${mostShown}`,
    ask.values,
  );
  return rows.map((row) => ({ ...row, lastAt: timeOf(row.lastRunId) }));
}

/** The milliseconds in a UUIDv7. */
function timeOf(runId: string): number {
  return Number.parseInt(runId.replaceAll("-", "").slice(0, 12), 16);
}
