import type { AppendRequest } from "@orrery/ports";

/** Parameters of `fileText`. */
export const fileColumns = 6;

/**
 * What steps do to names of files, beside the insert of the events that say that they succeeded, fed by the runs whose rows
 * landed. Of several changes of one name the last counts. What a name held before is touched, so that it is kept for a while.
 * @param first the number of its first parameter.
 */
export function fileText(first: number): string {
  const p = (offset: number): string => `$${first + offset}`;
  return `, file_given AS (
    SELECT DISTINCT ON (held.workspace_id, f.name) f.*, held.workspace_id AS workspace
    FROM unnest(${p(0)}::uuid[], ${p(1)}::text[], ${p(2)}::float8[], ${p(3)}::text[], ${p(4)}::text[], ${p(5)}::text[])
      WITH ORDINALITY AS f(run, step, at, name, sha, media, place) JOIN held ON held.id = f.run
    ORDER BY held.workspace_id, f.name, f.place DESC
  ), file_before AS (
    UPDATE file_content c SET touched_at = now()
    FROM file_given g JOIN workspace_file w ON w.workspace_id = g.workspace AND w.name = g.name
    WHERE c.workspace_id = w.workspace_id AND c.sha256 = w.sha256
  ), file_gone AS (
    DELETE FROM workspace_file w USING file_given g WHERE g.sha IS NULL AND w.workspace_id = g.workspace AND w.name = g.name
  ), file_new AS (
    INSERT INTO workspace_file (workspace_id, name, sha256, media_type, bytes, written_at, run_id, step_key)
    SELECT g.workspace, g.name, c.sha256, g.media, c.bytes, to_timestamp(g.at / 1000), g.run, g.step
    FROM file_given g JOIN file_content c ON c.workspace_id = g.workspace AND c.sha256 = g.sha
    ON CONFLICT (workspace_id, name) DO UPDATE SET sha256 = EXCLUDED.sha256, media_type = EXCLUDED.media_type,
      bytes = EXCLUDED.bytes, written_at = EXCLUDED.written_at, run_id = EXCLUDED.run_id, step_key = EXCLUDED.step_key
  )`;
}

/** The parameters of `fileText`, in order. */
export function fileValues(batch: readonly AppendRequest[]): readonly unknown[] {
  const writes = batch.flatMap(({ runId, outbox }) => (outbox?.files ?? []).map((write) => ({ runId, ...write })));
  return [
    writes.map(({ runId }) => runId),
    writes.map(({ stepKey }) => stepKey),
    writes.map(({ at }) => at),
    writes.map(({ change }) => change.name),
    writes.map(({ change }) => change.file?.sha256 ?? null),
    writes.map(({ change }) => change.file?.mediaType ?? null),
  ];
}
