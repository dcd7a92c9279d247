import type { SqlRunner } from "../run-log/sql-runner.ts";

/** By then every process has taken note of what was forgotten: their copies of vectors are younger. */
const tracesDays = 1;
const readsDays = 90;
/** Of runs that have ended. */
const runMemoryDays = 30;

/**
 * Deletes records that are over, the traces of forgotten ones with words that no other record has, old notes of reads, and what
 * runs that ended long ago kept for themselves.
 */
export async function forgetOldMemory(sql: SqlRunner): Promise<void> {
  await sql.query({
    text: `DELETE FROM memory_word w USING (
        SELECT DISTINCT namespace_id FROM memory_record WHERE forgotten_at < now() - make_interval(days => $1)
      ) AS gone
      WHERE w.namespace_id = gone.namespace_id AND NOT EXISTS (
        SELECT FROM memory_record r WHERE r.namespace_id = w.namespace_id
          AND r.search @@ (('''ns:' || w.namespace_id::text || '''')::tsquery && plainto_tsquery('english', w.word)))`,
    values: [tracesDays],
  });
  await sql.query({
    text: `DELETE FROM memory_record WHERE forgotten_at < now() - make_interval(days => $1)
      OR expires_at < now() - make_interval(days => $1)`,
    values: [tracesDays],
  });
  await sql.query({
    text: "DELETE FROM memory_read WHERE at < now() - make_interval(days => $1)",
    values: [readsDays],
  });
  await sql.query({
    text: `DELETE FROM memory_namespace n USING run
      WHERE n.scope = 'run' AND n.subject = run.id::text AND run.ended_at < now() - make_interval(days => $1)`,
    values: [runMemoryDays],
  });
}
