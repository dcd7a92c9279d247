import type { Pool } from "pg";
import type { TallySpan } from "./covered-spans.ts";
import { type DashboardFigures, mostOpen, type OpenRuns } from "./dashboard.ts";
import { figuresOf, type RunTally, runTallyColumns } from "./figures-of.ts";
import type { TallyScope } from "./read-nodes.ts";
import { statement, tallySource } from "./tally-source.ts";

const mostWorkflows = 50;
/** So many of the newest open runs are looked at. */
const openLookedAt = 5_000;
const mostUncounted = 100_000;

/** The sums of one subject, oldest first. `at`: epoch ms. */
export async function readBars(
  pool: Pool,
  of: { readonly workspaceId: string; readonly subject: string; readonly span: TallySpan },
): Promise<readonly (RunTally & { readonly at: number })[]> {
  const ask = statement();
  const source = tallySource("run_tally", ask, { ...of, spans: [of.span] });
  const { rows } = await pool.query<RunTally & { at: Date }>(
    `SELECT t.at, ${runTallyColumns} FROM ${source} ORDER BY t.at`,
    ask.values,
  );
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** The figures of each workflow, those with the most runs first. */
export async function readWorkflows(
  pool: Pool,
  scope: Omit<TallyScope, "subject">,
): Promise<readonly (DashboardFigures & { readonly subject: string })[]> {
  const ask = statement();
  const source = tallySource("run_tally", ask, { ...scope, subject: null });
  const { rows } = await pool.query<RunTally & { subject: string }>(
    `WITH t AS MATERIALIZED (SELECT * FROM ${source} WHERE t.subject <> '*'), most AS (
      SELECT t.subject FROM t GROUP BY t.subject
      ORDER BY sum(t.succeeded + t.failed + t.cancelled) DESC, t.subject LIMIT ${mostWorkflows})
    SELECT t.subject, ${runTallyColumns} FROM t JOIN most USING (subject)`,
    ask.values,
  );
  return [...Map.groupBy(rows, ({ subject }) => subject)]
    .map(([subject, tallies]) => ({ subject, ...figuresOf(tallies) }))
    .sort((one, other) => endedOf(other) - endedOf(one) || (one.subject < other.subject ? -1 : 1));
}

function endedOf({ succeeded, failed, cancelled }: DashboardFigures): number {
  return succeeded + failed + cancelled;
}

/** How the runs stand that have not ended. */
export async function readOpen(pool: Pool, workspaceId: string, workflowId: string | null): Promise<OpenRuns> {
  const { rows } = await pool.query<{ status: string; runs: number }>({
    name: "open-runs-by-status",
    text: `SELECT status, count(*)::int AS runs FROM (
        SELECT r.status FROM run_search s JOIN run r ON r.id = s.run_id
        WHERE s.workspace_id = $1 AND s.status IS NULL AND r.ended_at IS NULL AND ($2::uuid IS NULL OR r.workflow_id = $2)
        ORDER BY s.run_id DESC LIMIT ${openLookedAt}) AS o GROUP BY status`,
    values: [workspaceId, workflowId],
  });
  const of = (status: string): number => Math.min(mostOpen, rows.find((row) => row.status === status)?.runs ?? 0);
  return {
    queued: of("queued"),
    running: of("running"),
    waiting: of("waiting"),
    paused: of("paused"),
    cancelling: of("cancelling"),
  };
}

/** How many ended runs of the workspace are in no sum yet, at most 100,000. */
export async function readUncounted(pool: Pool, workspaceId: string): Promise<number> {
  const { rows } = await pool.query<{ runs: number }>({
    name: "uncounted-runs",
    text: `SELECT count(*)::int AS runs FROM (SELECT FROM run_uncounted WHERE workspace_id = $1 LIMIT ${mostUncounted}) AS u`,
    values: [workspaceId],
  });
  return rows[0]?.runs ?? 0;
}
