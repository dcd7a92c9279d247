import type { SqlRunner } from "../run-log/sql-runner.ts";
import { openCursor, type RowCursor } from "./row-cursor.ts";

/** A line of an archive as text, and whose it is. */
export interface ArchiveRow {
  readonly kind: "run" | "command" | "event" | "value";
  readonly runId: string;
  readonly text: string;
  /** Of an event, its number; of a run, the last one of its log. */
  readonly seq: number | null;
}

interface Row {
  readonly run_id: string;
  readonly text: string;
  readonly seq: number | null;
}

// Postgres writes the lines: bodies and values keep their bytes, and nothing is parsed on the way.
const runs = `SELECT id AS run_id, last_seq AS seq,
    json_build_object('kind', 'run', 'runId', id, 'row', to_json(run))::text AS text
  FROM run WHERE id >= $1::uuid AND id < $2::uuid ORDER BY id`;
const commands = `SELECT run_id, NULL::int AS seq,
    json_build_object('kind', 'command', 'runId', run_id, 'row', to_json(run_command))::text AS text
  FROM run_command WHERE run_id >= $1::uuid AND run_id < $2::uuid ORDER BY run_id, at, id`;
const events = `SELECT run_id, seq, '{"kind":"event","runId":"' || run_id || '","event":' || body::text || '}' AS text
  FROM run_event WHERE run_id >= $1::uuid AND run_id < $2::uuid ORDER BY run_id, seq`;
const values = `SELECT v.run_id, NULL::int AS seq,
    json_build_object('kind', 'value', 'runId', v.run_id, 'id', v.id, 'valueKind', v.kind, 'bytes', v.bytes,
      'labels', v.labels, 'preview', v.preview, 'json', coalesce(v.data::text, convert_from(b.data, 'UTF8')))::text AS text
  FROM run_value v LEFT JOIN blob b ON b.workspace_id = v.workspace_id AND b.sha256 = v.blob_sha
  WHERE v.run_id >= $1::uuid AND v.run_id < $2::uuid ORDER BY v.run_id, v.id`;

/**
 * Every row of a range of runs, run by run: its row, its commands, its events, its values. `session` is in a transaction
 * with one snapshot, so that they belong together.
 */
export async function* archiveRows(
  session: SqlRunner,
  range: { readonly low: string; readonly high: string; readonly withValues: boolean },
): AsyncGenerator<ArchiveRow> {
  const bounds = [range.low, range.high];
  const sources: { readonly kind: ArchiveRow["kind"]; readonly cursor: RowCursor<Row> }[] = [
    { kind: "run", cursor: await openCursor<Row>(session, { name: "runs", text: runs, values: bounds, page: 200 }) },
    {
      kind: "command",
      cursor: await openCursor<Row>(session, { name: "commands", text: commands, values: bounds, page: 200 }),
    },
    {
      kind: "event",
      cursor: await openCursor<Row>(session, { name: "events", text: events, values: bounds, page: 500 }),
    },
  ];
  if (range.withValues) {
    // A value has up to 4 MB: few at a time.
    sources.push({
      kind: "value",
      cursor: await openCursor<Row>(session, { name: "vals", text: values, values: bounds, page: 16 }),
    });
  }
  for (;;) {
    let runId: string | null = null;
    for (const { cursor } of sources) {
      const row = await cursor.peek();
      if (row !== undefined && (runId === null || row.run_id < runId)) runId = row.run_id;
    }
    if (runId === null) return;
    for (const { kind, cursor } of sources) {
      for (let row = await cursor.peek(); row?.run_id === runId; row = await cursor.peek()) {
        yield { kind, runId, text: row.text, seq: row.seq };
        cursor.skip();
      }
    }
  }
}
