import { unnotedSince, wordsQuery } from "@orrery/db";
import type { Pool } from "pg";
import { endedStatuses } from "./ended-statuses.ts";
import { queryWithin } from "./query-within.ts";
import type { RunOrigin } from "./run-origin.ts";

/** Which runs are asked for. What is left out does not matter. */
export interface RunQuestion {
  /** Only these runs, at most 100. */
  readonly ids?: readonly string[];
  readonly workflowId?: string;
  readonly status?: string;
  readonly origin?: RunOrigin;
  /** Only runs that were forked from this one. */
  readonly forkOf?: string;
  /** Words of the name, the input, the output or errors; a run is found by them some seconds after its end. */
  readonly text?: string;
  /** Words are looked for in all runs, however long that takes, up to ten seconds. */
  readonly whole?: boolean;
  /** Runs in which a step failed with this code, and in which one of this node did; known some seconds after their end. */
  readonly errorCode?: string;
  readonly nodeId?: string;
  /** Made at this time or later, epoch ms. */
  readonly from?: number;
  /** Made before this time, epoch ms. */
  readonly to?: number;
  readonly cursor?: string;
}

/** What was found. */
export interface FoundRuns {
  /** Newest first. */
  readonly ids: readonly string[];
  /** Where words were looked for among the newest runs only: how many, and the last of them; null where in all. */
  readonly searched: { readonly runs: number; readonly backTo: string } | null;
}

/** How far words are looked for. */
export interface SearchBounds {
  /** So many of the newest runs are looked through before an index of all is asked. */
  readonly near: number;
  /** What that index may take, ms; 0 does not ask it. */
  readonly indexMs: number;
  /** So many more are looked through where it takes longer. */
  readonly further: number;
}

const bounds: SearchBounds = { near: 4_000, indexMs: 80, further: 12_000 };
const wholeMs = 10_000;
/** Among so many of the newest runs with an error, those are looked for that fit otherwise. */
const faultyLookedAt = 5_000;

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
  searchBounds: SearchBounds = bounds,
): Promise<FoundRuns> {
  const { status, origin, text } = question;
  if (text !== undefined) return findByWords(pool, workspaceId, { question, text, limit, ...searchBounds });
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
  return { ids: rows.map(({ id }) => id), searched: null };
}

interface WordSearch extends SearchBounds {
  readonly question: RunQuestion;
  readonly text: string;
  readonly limit: number;
}

/**
 * Words that many runs have are found among the newest ones. Where those are not enough, the index of words is asked for a
 * moment, which is enough for words that few runs have; where it is not, as for two words that are never together in runs that
 * have one of them each, more of the newest runs are looked through, and it is said how many.
 */
async function findByWords(pool: Pool, workspaceId: string, search: WordSearch): Promise<FoundRuns> {
  const { question, limit } = search;
  const words = wordsQuery(search.text);
  if (words === null || (question.status !== undefined && !isEnd(question.status))) return { ids: [], searched: null };
  const near = await lookThrough(pool, workspaceId, { ...search, words, most: search.near });
  if (near.ids.length === limit || near.looked < search.near) return { ids: near.ids, searched: null };
  const withinMs = question.whole === true ? wholeMs : search.indexMs;
  const all = withinMs === 0 ? null : await askIndex(pool, workspaceId, { ...search, words, withinMs });
  if (all !== null) return { ids: all, searched: null };
  const rest = { ...question, cursor: near.last };
  const left = limit - near.ids.length;
  const further = await lookThrough(pool, workspaceId, {
    ...{ question: rest, words, limit: left, most: search.further },
  });
  const isAll = further.ids.length === left || further.looked < search.further;
  return {
    ids: [...near.ids, ...further.ids],
    searched: isAll ? null : { runs: near.looked + further.looked, backTo: further.last },
  };
}

/** Looks for words in the newest of the runs that fit otherwise, one by one, at most `most`. */
async function lookThrough(
  pool: Pool,
  workspaceId: string,
  search: { readonly question: RunQuestion; readonly words: string; readonly limit: number; readonly most: number },
): Promise<{ readonly ids: readonly string[]; readonly looked: number; readonly last: string }> {
  const { question, words, limit, most } = search;
  const values: unknown[] = [workspaceId, words, limit, most];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const ofRuns = ofRun(question, put).join("");
  const noted = ofNote(question, put);
  // Of one workflow, runs are walked by its own rows: those of others between them would count for nothing.
  const looked =
    ofRuns === ""
      ? `SELECT s.run_id, s.words FROM run_search s WHERE s.workspace_id = $1${noted} ORDER BY s.run_id DESC LIMIT $4`
      : `SELECT s.run_id, s.words FROM run r JOIN run_search s ON s.run_id = r.id
          WHERE r.workspace_id = $1${ofRuns}${noted} ORDER BY r.id DESC LIMIT $4`;
  const { rows } = await pool.query<{ ids: readonly string[]; looked: number; last: string | null }>(
    `WITH looked AS MATERIALIZED (${looked})
      SELECT (SELECT count(*)::int FROM looked) AS looked, (SELECT run_id FROM looked ORDER BY run_id LIMIT 1) AS last,
        ARRAY(SELECT run_id::text FROM looked WHERE words @@ to_tsquery('simple', $2) ORDER BY run_id DESC LIMIT $3) AS ids`,
    values,
  );
  const [row] = rows;
  return { ids: row?.ids ?? [], looked: row?.looked ?? 0, last: row?.last ?? "" };
}

/** Asks the index of words for all runs that have them, or another one where Postgres finds fewer rows by that; null where it takes longer. */
async function askIndex(
  pool: Pool,
  workspaceId: string,
  search: { readonly question: RunQuestion; readonly words: string; readonly limit: number; readonly withinMs: number },
): Promise<readonly string[] | null> {
  const { question, words, limit, withinMs } = search;
  const values: unknown[] = [workspaceId, words, limit];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const noted = ofNote(question, put);
  const ofRuns = ofRun(question, put).join("");
  const joined = ofRuns === "" ? "" : " JOIN run r ON r.id = s.run_id";
  const text = `WITH fitting AS MATERIALIZED (SELECT s.run_id FROM run_search s${joined}
      WHERE s.workspace_id = $1${noted} AND s.words @@ to_tsquery('simple', $2)${ofRuns})
    SELECT f.run_id AS id FROM fitting f ORDER BY f.run_id DESC LIMIT $3`;
  const rows = await queryWithin<{ id: string }>(pool, withinMs, { text, values });
  return rows?.map(({ id }) => id) ?? null;
}

/** The conditions on what is noted of a run. */
function ofNote(question: RunQuestion, put: (value: unknown) => string): string {
  const { status, origin } = question;
  return [
    ...ofId(question, "s.run_id", put),
    ...(status === undefined ? [] : [` AND s.status = ${put(status)}`]),
    ...(origin === undefined ? [] : [` AND s.origin = ${put(origin)}`]),
  ].join("");
}

function isEnd(status: string | undefined): boolean {
  return endedStatuses.some((ended) => ended === status);
}

/** The conditions on the id, which sorts by time (UUIDv7). */
function ofId({ ids, cursor, from, to }: RunQuestion, id: string, put: (value: unknown) => string): readonly string[] {
  return [
    ...(ids === undefined ? [] : [` AND ${id} = ANY(${put(ids)}::uuid[])`]),
    ...(cursor === undefined ? [] : [` AND ${id} < ${put(cursor)}::uuid`]),
    ...(from === undefined ? [] : [` AND ${id} >= run_id_at(to_timestamp(${put(from)}::float8 / 1000))`]),
    ...(to === undefined ? [] : [` AND ${id} < run_id_at(to_timestamp(${put(to)}::float8 / 1000))`]),
  ];
}

/** The conditions on what of the run does not change with its log, or only with its end. */
function ofRun(question: RunQuestion, put: (value: unknown) => string): readonly string[] {
  const { workflowId, forkOf, errorCode, nodeId } = question;
  const fault = [
    ...(errorCode === undefined ? [] : [` AND f.code = ${put(errorCode)}`]),
    ...(nodeId === undefined ? [] : [` AND f.node_id = ${put(nodeId)}`]),
  ].join("");
  return [
    ...(workflowId === undefined ? [] : [` AND r.workflow_id = ${put(workflowId)}::uuid`]),
    ...(forkOf === undefined ? [] : [` AND r.fork_of_run = ${put(forkOf)}::uuid`]),
    ...(fault === "" ? [] : [` AND r.id = ANY(ARRAY(${faulty(fault, ofId(question, "f.run_id", put))}))`]),
  ];
}

/** Read by itself first: errors are rare, and Postgres would look through all runs for them. */
function faulty(fault: string, ofIds: readonly string[]): string {
  return `SELECT f.run_id FROM run_fault f WHERE f.workspace_id = $1${fault}${ofIds.join("")}
    GROUP BY f.run_id ORDER BY f.run_id DESC LIMIT ${faultyLookedAt}`;
}
