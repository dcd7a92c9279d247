import type { SqlRunner } from "../run-log/sql-runner.ts";
import { unnotedSince } from "./unnoted-since.ts";

const notedAtOnce = 5_000;
const endedAtOnce = 500;
/** So many of the newest runs are looked at each time, and so many of all that are open, in turns. */
const newestLookedAt = 20_000;
const openLookedAt = 5_000;
/** Characters of one value, and of a run in all. */
const mostOfValue = 8_000;
const mostOfRun = 40_000;
const mostErrors = 20;

/** Where the turn through the open runs stands. */
export interface SearchTurn {
  readonly workspaceId: string;
  readonly runId: string;
}

export const firstTurn: SearchTurn = { workspaceId: "", runId: "00000000-0000-0000-0000-000000000000" };

/**
 * Makes runs findable: notes those that are new, and writes down how those that have ended did, with the words of their name,
 * input, output and errors. Does a bounded amount of work; `isMore` says that there is some left, `turn` goes into the next
 * call. Several executors may do it at once.
 */
export async function indexRuns(
  sql: SqlRunner,
  turn: SearchTurn = firstTurn,
): Promise<{ readonly indexed: number; readonly isMore: boolean; readonly turn: SearchTurn }> {
  const noted = await sql.query({ text: noteRuns, values: [await unnotedSince(sql)] });
  const open = await sql.query<SearchTurn>({ text: openRuns, values: [turn.workspaceId, turn.runId] });
  const ended = await sql.query({ text: writeEnded, values: [open.rows.map(({ runId }) => runId)] });
  const [indexed, last] = [ended.rowCount ?? 0, open.rows.at(-1)];
  const isFull = indexed === endedAtOnce;
  return {
    indexed,
    isMore: isFull || noted.rowCount === notedAtOnce,
    turn: isFull ? turn : open.rows.length < openLookedAt ? firstTurn : (last ?? firstTurn),
  };
}

// The same answers as `originOf` of the services gives.
const noteRuns = `
  INSERT INTO run_search (run_id, workspace_id, origin)
  SELECT r.id, r.workspace_id, CASE
      WHEN r.parent_run_id IS NOT NULL THEN 'run'
      WHEN r.fork_of_run IS NOT NULL THEN 'fork'
      WHEN t.kind IN ('webhook', 'schedule', 'run-finished', 'chat') THEN t.kind
      WHEN r.started_by LIKE 'key:%' THEN 'api-key'
      WHEN r.started_by = 'local' THEN 'command-line'
      ELSE 'person' END
  FROM run r LEFT JOIN "trigger" t ON t.id = r.trigger_id
  WHERE r.id > $1::uuid AND NOT EXISTS (SELECT FROM run_search s WHERE s.run_id = r.id)
  ORDER BY r.id LIMIT ${notedAtOnce}
  ON CONFLICT DO NOTHING`;

const openRuns = `
  SELECT workspace_id AS "workspaceId", run_id AS "runId" FROM run_search
  WHERE status IS NULL AND (workspace_id, run_id) > ($1, $2::uuid)
  ORDER BY workspace_id, run_id LIMIT ${openLookedAt}`;

// What JSON writes for a line break or a sign is no word, and neither is punctuation: a part of an id is found by itself.
const plainText = (text: string): string =>
  String.raw`regexp_replace(regexp_replace(${text}, '\\(u[0-9a-fA-F]{4}|.)', ' ', 'g'), '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g')`;

// Each run passes here once, so each is handed on to be counted once (`tallyRuns`).
const writeEnded = `
  WITH looked AS MATERIALIZED (
    SELECT run_id FROM (SELECT run_id, status FROM run_search ORDER BY run_id DESC LIMIT ${newestLookedAt}) AS newest
    WHERE status IS NULL
    UNION SELECT unnest($1::uuid[])
  ), ended AS MATERIALIZED (
    SELECT s.run_id, r.status, r.name, r.error_code, r.output_value_id
    FROM looked JOIN run r ON r.id = looked.run_id JOIN run_search s ON s.run_id = looked.run_id
    WHERE r.ended_at IS NOT NULL AND s.status IS NULL
    LIMIT ${endedAtOnce} FOR UPDATE OF s SKIP LOCKED
  ), written AS (
  UPDATE run_search s SET status = ended.status,
    words = to_tsvector('simple', left(${plainText("concat_ws(' ', ended.name, ended.error_code, said.text)")}, ${mostOfRun}))
  FROM ended, LATERAL (
    SELECT string_agg(left(coalesce(v.data::text, v.preview), ${mostOfValue}), ' ') AS text FROM run_value v
    WHERE v.run_id = ended.run_id AND v.id IN (
      SELECT ended.output_value_id
      UNION ALL
      SELECT (c.payload #>> '{input,id}')::uuid FROM run_command c WHERE c.run_id = ended.run_id AND c.kind = 'start'
      UNION ALL
      (SELECT (e.body #>> '{error,value,id}')::uuid FROM run_event e
        WHERE e.run_id = ended.run_id AND e.type IN ('run.failed', 'step.failed') ORDER BY e.seq DESC LIMIT ${mostErrors}))
  ) AS said
  WHERE s.run_id = ended.run_id RETURNING s.run_id, s.workspace_id
  )
  INSERT INTO run_uncounted (run_id, workspace_id) SELECT run_id, workspace_id FROM written ON CONFLICT DO NOTHING`;
