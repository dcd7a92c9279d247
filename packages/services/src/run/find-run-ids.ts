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

/** So many of the newest runs are looked through for words before an index of all is asked. */
const nearRuns = 4_000;

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
  if (text !== undefined) return findByWords(pool, workspaceId, { question, text, limit });
  const values: unknown[] = [workspaceId];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const common = [...ofId(question, "r.id", put), ...ofRun(question, put)].join("");
  const newest = `ORDER BY r.id DESC LIMIT ${put(limit)}`;
  const parts: string[] = [];
  if (status === undefined && origin === undefined) {
    parts.push(`SELECT r.id FROM run r WHERE r.workspace_id = $1${common} ${newest}`);
  } else {
    const byOrigin = origin === undefined ? "" : ` AND s.origin = ${put(origin)}`;
    const byStatus = status === undefined ? "" : ` AND r.status = ${put(status)}`;
    const noted = (more: string): string =>
      `SELECT r.id FROM run_search s JOIN run r ON r.id = s.run_id
        WHERE s.workspace_id = $1${byOrigin}${common}${more} ORDER BY s.run_id DESC LIMIT ${put(limit)}`;
    if (status === undefined) parts.push(noted(""));
    else parts.push(noted(` AND s.status IS NULL${byStatus}`));
    if (isEnd(status)) parts.push(noted(` AND s.status = ${put(status)}`));
    const since = put(await unnotedSince(pool));
    const started = origin === undefined ? "" : ` AND ${originText} = ${put(origin)}`;
    parts.push(`SELECT r.id FROM run r LEFT JOIN "trigger" t ON t.id = r.trigger_id
      WHERE r.id > ${since}::uuid AND r.workspace_id = $1${common}${byStatus}${started}
        AND NOT EXISTS (SELECT FROM run_search s WHERE s.run_id = r.id) ${newest}`);
  }
  const { rows } = await pool.query<{ id: string }>(
    `SELECT r.id FROM (${parts.map((part) => `(${part})`).join(" UNION ALL ")}) AS r GROUP BY r.id ${newest}`,
    values,
  );
  return rows.map(({ id }) => id);
}

/**
 * Words that many runs have are found among the newest ones. Where those are not enough, all that have the words are read by
 * the index of words, or by another one where Postgres finds fewer rows by that; never run by run back to the first one.
 */
async function findByWords(
  pool: Pool,
  workspaceId: string,
  { question, text, limit }: { readonly question: RunQuestion; readonly text: string; readonly limit: number },
): Promise<readonly string[]> {
  const words = wordsQuery(text);
  const { status, origin } = question;
  if (words === null || (status !== undefined && !isEnd(status))) return [];
  const values: unknown[] = [workspaceId, words, limit];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const noted = [
    ...ofId(question, "s.run_id", put),
    ...(status === undefined ? [] : [` AND s.status = ${put(status)}`]),
    ...(origin === undefined ? [] : [` AND s.origin = ${put(origin)}`]),
  ].join("");
  const ofRuns = ofRun(question, put).join("");
  const joined = ofRuns === "" ? "" : " JOIN run r ON r.id = s.run_id";
  const fits = `s.words @@ to_tsquery('simple', $2)${ofRuns}`;
  const ask = async (from: string): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ id: string }>(
      `${from} SELECT f.run_id AS id FROM fitting f ORDER BY f.run_id DESC LIMIT $3`,
      values,
    );
    return rows.map(({ id }) => id);
  };
  const near = await ask(`WITH fitting AS (SELECT s.run_id FROM (SELECT s.run_id, s.words FROM run_search s
    WHERE s.workspace_id = $1${noted} ORDER BY s.run_id DESC LIMIT ${nearRuns}) AS s${joined} WHERE ${fits})`);
  if (near.length === limit) return near;
  return ask(`WITH fitting AS MATERIALIZED (SELECT s.run_id FROM run_search s${joined}
    WHERE s.workspace_id = $1${noted} AND ${fits})`);
}

function isEnd(status: string | undefined): boolean {
  return endedStatuses.some((ended) => ended === status);
}

/** The conditions on the id, which sorts by time (UUIDv7). */
function ofId({ cursor, from, to }: RunQuestion, id: string, put: (value: unknown) => string): readonly string[] {
  return [
    ...(cursor === undefined ? [] : [` AND ${id} < ${put(cursor)}::uuid`]),
    ...(from === undefined ? [] : [` AND ${id} >= run_id_at(to_timestamp(${put(from)}::float8 / 1000))`]),
    ...(to === undefined ? [] : [` AND ${id} < run_id_at(to_timestamp(${put(to)}::float8 / 1000))`]),
  ];
}

/** The conditions on the run's own row that do not change with its log. */
function ofRun({ workflowId, forkOf }: RunQuestion, put: (value: unknown) => string): readonly string[] {
  return [
    ...(workflowId === undefined ? [] : [` AND r.workflow_id = ${put(workflowId)}::uuid`]),
    ...(forkOf === undefined ? [] : [` AND r.fork_of_run = ${put(forkOf)}::uuid`]),
  ];
}
