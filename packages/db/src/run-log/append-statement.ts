import type { AppendRequest, Outbox } from "@orrery/ports";
import { fileColumns, fileText, fileValues } from "../files/file-statement.ts";
import { hasMemory, memoryColumns, memoryText, memoryValues } from "../memory/memory-statement.ts";
import { valueRow } from "../value-row.ts";
import { type AppendStatement, appendOneStatement } from "./append-one-statement.ts";
import { arrayText } from "./array-text.ts";
import { isForLists } from "./is-for-lists.ts";
import { outboxText, outboxValues } from "./outbox-statement.ts";
import { fewRows, unnestText } from "./unnest-text.ts";

/** Of one notification: 150 ids of 37 bytes stay well below the 8,000 bytes that NOTIFY takes. */
const idsPerNotice = 150;

/** What few batches need; Postgres sets up all parts of a plan each time, used or not, so the rest is left out. */
interface Parts {
  /** Commands are answered. */
  readonly answers: boolean;
  /** Runs have ended, or changed what lists of runs show. */
  readonly shows: boolean;
  /** Steps do something to memory. */
  readonly memory: boolean;
  /** Steps do something to names of files. */
  readonly files: boolean;
  /** Large values, values kept of another run, results kept for others, words to other runs. */
  readonly rest: boolean;
}

/** Numbers of the first parameter of each part: they stand without a gap, in this order. */
function firstNumbers({
  answers,
  shows,
  memory,
  files,
}: Parts): Readonly<Record<"answers" | "shows" | "memory" | "files" | "kept" | "outbox", number>> {
  const afterAnswers = answers ? 32 : 29;
  const afterShows = shows ? afterAnswers + 1 : afterAnswers;
  const afterMemory = memory ? afterShows + memoryColumns : afterShows;
  const kept = files ? afterMemory + fileColumns : afterMemory;
  return { answers: 29, shows: afterAnswers, memory: afterShows, files: afterMemory, kept, outbox: kept + 10 };
}

/**
 * The update of the runs' rows feeds every insert: a takeover has to update the same row, so of two owners the second
 * one waits for the first and then finds the epoch changed. Comparing the epoch by a plain join lets stale rows land.
 */
function textOf(parts: Parts): string {
  const at = firstNumbers(parts);
  const outbox = outboxText(at.outbox);
  return `
  WITH asked AS (
    SELECT * FROM ${unnestText(1, ["uuid", "int", "int", "int", "text", "int", "uuid", "text", "float8", "float8", "bool"])}
      AS t(id, epoch, expected, last, status, waits, output, error, started, ended, told) ${fewRows}
  ), held AS (
    UPDATE run SET last_seq = asked.last, status = asked.status, waits = asked.waits, output_value_id = asked.output,
      error_code = asked.error, started_at = to_timestamp(asked.started / 1000), ended_at = to_timestamp(asked.ended / 1000),
      owner = CASE WHEN asked.ended IS NULL THEN run.owner END
    FROM asked WHERE run.id = asked.id AND run.epoch = asked.epoch AND run.last_seq = asked.expected
    RETURNING run.id, run.workspace_id, run.workflow_id, run.gate_key, asked.ended IS NOT NULL AS is_over, asked.told
  ), new_event AS (
    INSERT INTO run_event (run_id, seq, at, epoch, type, step_key, attempt, body)
    SELECT e.run, e.seq, to_timestamp(e.at / 1000), e.epoch, e.type, e.step, e.attempt, e.body::json
    FROM ${unnestText(12, ["uuid", "int", "float8", "int", "text", "text", "int", "text"])}
      AS e(run, seq, at, epoch, type, step, attempt, body) JOIN held ON held.id = e.run
  ), given AS (
    SELECT v.*, held.workspace_id AS workspace
    FROM ${unnestText(20, ["uuid", "uuid", "int", "text", "text", "text", "text", "text", "bytea"])}
      AS v(run, id, bytes, kind, labels, preview, data, sha, blob) JOIN held ON held.id = v.run
  ), new_value AS (
    INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data, blob_sha)
    SELECT run, id, workspace, bytes, kind, labels::json, coalesce(preview, data), data::json, sha FROM given
    ON CONFLICT DO NOTHING
  )${parts.answers ? answersText(at.answers) : ""}${parts.memory ? memoryText(at.memory) : ""}${parts.files ? fileText(at.files) : ""}${parts.rest ? `${keptText(at.kept)}${outbox.parts}` : ""}
  SELECT string_agg(id::text, ',') AS ids, NULL::text[] AS freed,
    CASE WHEN bool_or(told) THEN pg_notify('orrery_run', string_agg(id::text, ',') FILTER (WHERE told)) END::text AS sent
  FROM (SELECT id, told, (row_number() OVER () - 1) / ${idsPerNotice} AS page FROM held) AS paged GROUP BY page${
    parts.shows ? showsText(at.shows) : ""
  }${parts.rest ? outbox.tail : ""}`;
}

function answersText(first: number): string {
  return `, answered AS (
    UPDATE run_command SET handled_seq = c.seq
    FROM (
      SELECT c.* FROM ${unnestText(first, ["uuid", "uuid", "int"])} AS c(run, id, seq) JOIN held ON held.id = c.run ${fewRows}
    ) AS c
    WHERE run_command.run_id = c.run AND run_command.id = c.id
  )`;
}

function showsText(first: number): string {
  return `
  UNION ALL
  SELECT NULL, NULL, pg_notify('orrery_workspace', workspace_id)::text
  FROM (SELECT DISTINCT workspace_id FROM held JOIN ${unnestText(first, ["uuid"])} AS t(listed) ON listed = held.id) AS shown
  UNION ALL
  SELECT NULL, array_remove(array_agg(DISTINCT gate_key), NULL), NULL FROM held WHERE is_over
  HAVING bool_or(gate_key IS NOT NULL)
    OR count(*) > 0 AND EXISTS (SELECT FROM run WHERE place = 'capacity' AND ended_at IS NULL)
  UNION ALL
  SELECT NULL, NULL, NULL FROM (
    SELECT array_agg(ROW('follow', json_build_object('runId', id), NULL, now(), NULL, 'follow:' || id, NULL, NULL)::graphile_worker.job_spec) AS jobs
    FROM held WHERE is_over AND EXISTS (SELECT FROM "trigger" WHERE source_id = held.workflow_id AND enabled)
    HAVING count(*) > 0
  ) AS followed, LATERAL graphile_worker.add_jobs(followed.jobs)`;
}

/**
 * Large values, which stand once, by hash. Values that a forked run keeps, from another run of its workspace. And results
 * that are kept for other runs: the last of one key counts.
 */
function keptText(first: number): string {
  const p = (offset: number): string => `$${first + offset}`;
  return `, new_blob AS (
    INSERT INTO blob (workspace_id, sha256, bytes, data)
    SELECT DISTINCT ON (workspace, sha) workspace, sha, bytes, blob FROM given WHERE sha IS NOT NULL
    ON CONFLICT DO NOTHING
  ), copied AS (
    INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data, blob_sha)
    SELECT held.id, v.id, v.workspace_id, v.bytes, v.kind, v.labels, v.preview, v.data, v.blob_sha
    FROM unnest(${p(0)}::uuid[], ${p(1)}::uuid[], ${p(2)}::uuid[]) AS c(run, source, id) JOIN held ON held.id = c.run
      JOIN run_value v ON v.run_id = c.source AND v.id = c.id AND v.workspace_id = held.workspace_id
    ON CONFLICT DO NOTHING
  ), cached AS (
    INSERT INTO step_cache (workspace_id, key, run_id, value_id, handle, usage, model, expires_at)
    SELECT DISTINCT ON (held.workspace_id, k.key) held.workspace_id, k.key, k.run, k.value, k.handle, k.usage::json, k.model,
      now() + make_interval(secs => k.ttl / 1000)
    FROM unnest(${p(3)}::uuid[], ${p(4)}::text[], ${p(5)}::uuid[], ${p(6)}::float8[], ${p(7)}::text[], ${p(8)}::text[], ${p(9)}::text[])
      AS k(run, key, value, ttl, handle, usage, model) JOIN held ON held.id = k.run
    ON CONFLICT (workspace_id, key) DO UPDATE SET run_id = EXCLUDED.run_id, value_id = EXCLUDED.value_id,
      handle = EXCLUDED.handle, usage = EXCLUDED.usage, model = EXCLUDED.model, at = now(), expires_at = EXCLUDED.expires_at
  )`;
}

const texts = new Map<string, string>();

/** Each combination of parts is a statement of its own, prepared once a connection. */
function named(parts: Parts): { readonly name: string; readonly text: string } {
  const wanted = Object.entries(parts).flatMap(([part, isWanted]) => (isWanted ? [part] : []));
  const name = ["append-events", ...wanted].join("-");
  const text = texts.get(name) ?? textOf(parts);
  texts.set(name, text);
  return { name, text };
}

/**
 * Builds the statement of a batch, for one run the quicker one. Its rows hold in `ids` the runs whose rows landed, with
 * commas, where it does not say `only`; the others are stale.
 * @param told the runs whose watchers it wakes.
 */
export function appendStatement(requests: readonly AppendRequest[], told: ReadonlySet<string>): AppendStatement {
  const one = requests.length === 1 && requests[0] !== undefined ? appendOneStatement(requests[0], told) : null;
  return one ?? appendManyStatement(requests, told);
}

/** The same by lists, which takes any batch. */
export function appendManyStatement(requests: readonly AppendRequest[], told: ReadonlySet<string>): AppendStatement {
  // Where Postgres loops over the list, it locks the rows in this order; claims and burials lock by id too, so that two of
  // them seldom wait for each other. When they do, one is told of the deadlock and tried again.
  const batch = requests.toSorted((a, b) => (a.runId < b.runId ? -1 : 1));
  const events = batch.flatMap((request) =>
    request.events.map((body, i) => {
      const seq = request.lastSeq + 1 + i;
      return { runId: request.runId, body, seq, row: { v: 1, seq, epoch: request.epoch, ...body } };
    }),
  );
  const values = batch.flatMap(({ runId, values: given }) => given.map((value) => ({ runId, ...valueRow(value) })));
  const commands = batch.flatMap(({ runId, handled }) => [...handled].map(([id, seq]) => ({ runId, id, seq })));
  const listed = batch.filter(isForLists);
  const copies = batch.flatMap(({ runId, copied }) =>
    (copied?.ids ?? []).map((id) => ({ runId, source: copied?.fromRun ?? runId, id })),
  );
  const kept = batch.flatMap(({ runId, cache = [] }) => cache.map((entry) => ({ runId, ...entry })));
  const parts: Parts = {
    answers: commands.length > 0,
    shows: listed.length > 0 || batch.some(({ row }) => row.endedAt !== null),
    memory: batch.some(hasMemory),
    files: batch.some(({ outbox }) => outbox?.files !== undefined),
    rest:
      copies.length + kept.length > 0 ||
      values.some(({ sha }) => sha !== null) ||
      batch.some(({ outbox }) => outbox !== undefined && hasOthers(outbox)),
  };
  return {
    ...named(parts),
    only: null,
    values: [
      ...[
        batch.map((request) => request.runId),
        batch.map((request) => request.epoch),
        batch.map((request) => request.lastSeq),
        batch.map((request) => request.lastSeq + request.events.length),
        batch.map((request) => request.row.status),
        batch.map((request) => request.row.waits),
        batch.map((request) => request.row.outputValueId),
        batch.map((request) => request.row.errorCode),
        batch.map((request) => request.row.startedAt),
        batch.map((request) => request.row.endedAt),
        batch.map((request) => told.has(request.runId)),
        events.map((event) => event.runId),
        events.map((event) => event.seq),
        events.map((event) => event.body.at),
        events.map((event) => event.row.epoch),
        events.map((event) => event.body.type),
        events.map((event) => ("stepKey" in event.body ? (event.body.stepKey ?? null) : null)),
        events.map((event) => ("attempt" in event.body ? event.body.attempt : null)),
        events.map((event) => JSON.stringify(event.row)),
        values.map((row) => row.runId),
        values.map((row) => row.id),
        values.map((row) => row.bytes),
        values.map((row) => row.kind),
        values.map((row) => row.labels),
        values.map((row) => (row.preview === row.data ? null : row.preview)),
        values.map((row) => row.data),
        values.map((row) => row.sha),
      ].map(arrayText),
      values.map((row) => row.blob),
      ...(parts.answers
        ? [commands.map((row) => row.runId), commands.map((row) => row.id), commands.map((row) => row.seq)].map(
            arrayText,
          )
        : []),
      ...(parts.shows ? [listed.map((request) => request.runId)] : []),
      ...(parts.memory ? memoryValues(batch) : []),
      ...(parts.files ? fileValues(batch) : []),
      ...(parts.rest
        ? [
            copies.map((row) => row.runId),
            copies.map((row) => row.source),
            copies.map((row) => row.id),
            kept.map((row) => row.runId),
            kept.map((row) => row.key),
            kept.map((row) => row.valueId),
            kept.map((row) => row.ttlMs),
            kept.map((row) => row.handle),
            kept.map((row) => (row.usage === null ? null : JSON.stringify(row.usage))),
            kept.map((row) => row.model),
            ...outboxValues(batch),
          ]
        : []),
    ],
  };
}

/** Whether there is anything for other runs. */
function hasOthers({ starts, cancels, end }: Outbox): boolean {
  return starts.length + cancels.length > 0 || end !== null;
}
