import type { AppendRequest } from "@orrery/ports";
import { type ValueRow, valueRow } from "../value-row.ts";
import { isForLists } from "./is-for-lists.ts";

/** One batch as a single prepared statement. */
export interface AppendStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
  /** The run whose rows have landed if the statement tells of any row; null where its rows name the runs. */
  readonly only: string | null;
}

/** Each number of rows is a statement of its own, which every connection keeps. */
const most = { events: 2, values: 2 };

const texts = new Map<string, string>();

/**
 * The statement of a batch that is one step of one run and no more: its rows without lists, and nothing of what few batches
 * need. A run that nobody hurries along with writes each of its steps so, and half of the time of a step was the set-up of
 * lists and parts with one row or none. The fence is that of `append-statement.ts`; `ended_at`, `output_value_id` and
 * `owner` stay as they are, because an end is no such batch. A value that is there already is refused, and passed over by
 * the other statement. Null where it is another batch.
 */
export function appendOneStatement(request: AppendRequest, told: ReadonlySet<string>): AppendStatement | null {
  const { runId, epoch, lastSeq, events, row } = request;
  if (events.length === 0 || events.length > most.events || request.values.length > most.values || !isPlain(request))
    return null;
  const values = request.values.map(valueRow);
  if (!values.every(isSmall)) return null;
  const isTold = told.has(runId);
  const name = `append-one-${events.length}-${values.length}${isTold ? "-told" : ""}`;
  const text = texts.get(name) ?? textOf(events.length, values.length, isTold);
  texts.set(name, text);
  return {
    name,
    text,
    only: runId,
    values: [
      runId,
      epoch,
      lastSeq,
      row.status,
      row.waits,
      row.errorCode,
      row.startedAt,
      ...events.flatMap((body, i) => [
        body.at,
        body.type,
        "stepKey" in body ? (body.stepKey ?? null) : null,
        "attempt" in body ? body.attempt : null,
        JSON.stringify({ v: 1, seq: lastSeq + 1 + i, epoch, ...body }),
      ]),
      ...values.flatMap((value) => [value.id, value.bytes, value.kind, value.labels, value.data]),
    ],
  };
}

/** Neither an end nor anything else that others than the run's watchers are told of. */
function isPlain(request: AppendRequest): boolean {
  const { handled, row, outbox, copied, cache } = request;
  const isBare = outbox === undefined && copied === undefined && cache === undefined;
  return isBare && handled.size === 0 && row.endedAt === null && row.outputValueId === null && !isForLists(request);
}

/** Then its text is its preview, too. */
function isSmall(value: ValueRow): boolean {
  return value.data !== null && value.preview === value.data;
}

function textOf(events: number, values: number, isTold: boolean): string {
  const firstValue = 8 + 5 * events;
  const eventRows = Array.from({ length: events }, (_, i) => {
    const [at, type, step, attempt, body] = numbers(8 + 5 * i);
    return `SELECT id, $3::int + ${i + 1}, to_timestamp(${at}::float8 / 1000), $2::int, ${type}::text, ${step}::text, ${attempt}::int, ${body}::json FROM held`;
  });
  const valueRows = Array.from({ length: values }, (_, i) => {
    const [id, bytes, kind, labels, data] = numbers(firstValue + 5 * i);
    return `SELECT id, ${id}::uuid, workspace_id, ${bytes}::int, ${kind}::text, ${labels}::json, ${data}::text, ${data}::text::json FROM held`;
  });
  const newEvent = `INSERT INTO run_event (run_id, seq, at, epoch, type, step_key, attempt, body) ${eventRows.join(" UNION ALL ")}`;
  const newValue = `, new_value AS (
    INSERT INTO run_value (run_id, id, workspace_id, bytes, kind, labels, preview, data) ${valueRows.join(" UNION ALL ")}
  )`;
  return `
  WITH held AS (
    UPDATE run SET last_seq = $3::int + ${events}, status = $4, waits = $5, error_code = $6,
      started_at = to_timestamp($7::float8 / 1000)
    WHERE id = $1::uuid AND epoch = $2::int AND last_seq = $3::int RETURNING id, workspace_id
  )${values > 0 ? newValue : ""}
  ${isTold ? `, new_event AS (${newEvent}) SELECT pg_notify('orrery_run', id::text)::text FROM held` : newEvent}`;
}

/** Five parameters from this number on. */
function numbers(first: number): readonly string[] {
  return Array.from({ length: 5 }, (_, i) => `$${first + i}`);
}
