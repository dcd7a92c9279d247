import { unnotedSince, wordsQuery } from "@orrery/db";
import type { Pool } from "pg";
import { endedStatuses } from "./ended-statuses.ts";
import type { RunOrigin } from "./run-origin.ts";

/** Which runs are asked for. What is left out does not matter. */
export interface RunQuestion {
  readonly workflowId?: string;
  readonly status?: string;
  readonly origin?: RunOrigin;
  /** Only runs that were forked from this one. */
  readonly forkOf?: string;
  /** Words of the name, the input, the output or errors; a run is found by them some seconds after its end. */
  readonly text?: string;
  /** Made at this time or later, epoch ms. */
  readonly from?: number;
  /** Made before this time, epoch ms. */
  readonly to?: number;
  readonly cursor?: string;
}

// As `index-runs` of the database package writes it down, for runs that it has not seen yet.
const originText = `CASE WHEN r.parent_run_id IS NOT NULL THEN 'run' WHEN r.fork_of_run IS NOT NULL THEN 'fork'
  WHEN t.kind IN ('webhook', 'schedule', 'run-finished', 'chat') THEN t.kind WHEN r.started_by LIKE 'key:%' THEN 'api-key'
  WHEN r.started_by = 'local' THEN 'command-line' ELSE 'person' END`;

/**
 * The ids of the newest runs that fit, newest first, at most `limit`. How a run stands changes too often to be indexed where
 * it is kept: runs that have ended are looked up in `run_search`, open ones and those that are not noted there yet one by one.
 */
export async function findRunIds(
  pool: Pool,
  workspaceId: string,
  { question, limit }: { readonly question: RunQuestion; readonly limit: number },
): Promise<readonly string[]> {
  const { status, origin, text } = question;
  const words = text === undefined ? undefined : wordsQuery(text);
  if (words === null) return [];
  const values: unknown[] = [workspaceId];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const common = ofRun(question, put).join("");
  const newest = `ORDER BY r.id DESC LIMIT ${put(limit)}`;
  const byWords = words === undefined ? "" : ` AND s.words @@ to_tsquery('simple', ${put(words)})`;
  const byOrigin = origin === undefined ? "" : ` AND s.origin = ${put(origin)}`;
  const noted = `SELECT r.id FROM run_search s JOIN run r ON r.id = s.run_id WHERE s.workspace_id = $1`;
  const inOrder = newest.replace("r.id", "s.run_id");
  const parts: string[] = [];
  if (status === undefined && origin === undefined && words === undefined) {
    parts.push(`SELECT r.id FROM run r WHERE r.workspace_id = $1${common} ${newest}`);
  } else {
    if (status === undefined) parts.push(`${noted}${byWords}${byOrigin}${common} ${inOrder}`);
    else if (endedStatuses.some((ended) => ended === status))
      parts.push(`${noted} AND s.status = ${put(status)}${byWords}${byOrigin}${common} ${inOrder}`);
    if (words === undefined) {
      const byStatus = status === undefined ? "" : ` AND r.status = ${put(status)}`;
      if (status !== undefined) parts.push(`${noted} AND s.status IS NULL${byOrigin}${common}${byStatus} ${inOrder}`);
      const since = put(await unnotedSince(pool));
      const started = origin === undefined ? "" : ` AND ${originText} = ${put(origin)}`;
      parts.push(`SELECT r.id FROM run r LEFT JOIN "trigger" t ON t.id = r.trigger_id
        WHERE r.id > ${since}::uuid AND r.workspace_id = $1${common}${byStatus}${started}
          AND NOT EXISTS (SELECT FROM run_search s WHERE s.run_id = r.id) ${newest}`);
    }
  }
  if (parts.length === 0) return [];
  const { rows } = await pool.query<{ id: string }>(
    `SELECT r.id FROM (${parts.map((part) => `(${part})`).join(" UNION ALL ")}) AS r GROUP BY r.id ${newest}`,
    values,
  );
  return rows.map(({ id }) => id);
}

/** The conditions on the run's own row that do not change with its log. */
function ofRun(question: RunQuestion, put: (value: unknown) => string): readonly string[] {
  const { workflowId, forkOf, cursor, from, to } = question;
  return [
    ...(workflowId === undefined ? [] : [` AND r.workflow_id = ${put(workflowId)}::uuid`]),
    ...(forkOf === undefined ? [] : [` AND r.fork_of_run = ${put(forkOf)}::uuid`]),
    ...(cursor === undefined ? [] : [` AND r.id < ${put(cursor)}::uuid`]),
    // UUIDv7 sorts by time.
    ...(from === undefined ? [] : [` AND r.id >= run_id_at(to_timestamp(${put(from)}::float8 / 1000))`]),
    ...(to === undefined ? [] : [` AND r.id < run_id_at(to_timestamp(${put(to)}::float8 / 1000))`]),
  ];
}
