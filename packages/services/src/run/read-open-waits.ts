import type { Pool } from "pg";

/** What a waiting run waits for. */
export interface OpenWaits {
  /** How many people's answers. */
  readonly answers: number;
  /** When the first of its waits for a time is over, epoch ms; null where it waits for no time. */
  readonly until: number | null;
}

/** What begins a wait, and what may follow it: the index `run_event_wait` holds these events and no others. */
const ofWaits = ["waiting", "uncertain", "resumed", "failed", "retrying", "cancelled"].map((type) => `'step.${type}'`);

// A step waits when nothing follows its `step.waiting`, or the question what to do when uncertain, in the log.
const text = `
  SELECT w.run_id AS run, count(*) FILTER (WHERE w.type = 'step.uncertain' OR w.body ->> 'for' = 'person')::int AS answers,
    min((w.body ->> 'dueAt')::float8) FILTER (WHERE w.body ->> 'for' = 'time') AS until
  FROM run_event w
  WHERE w.run_id = ANY($1::uuid[]) AND w.type IN ('step.waiting', 'step.uncertain') AND NOT EXISTS (
    SELECT FROM run_event later WHERE later.run_id = w.run_id AND later.step_key = w.step_key AND later.seq > w.seq
      AND later.type IN (${ofWaits.join(", ")}))
  GROUP BY w.run_id`;

/** The open waits of the runs that wait, by run id, from their logs, however long; without runs that do not wait. */
export async function readOpenWaits(
  pool: Pool,
  runs: readonly { readonly id: string; readonly status: string }[],
): Promise<ReadonlyMap<string, OpenWaits>> {
  const asked = runs.filter(({ status }) => status === "waiting").map(({ id }) => id);
  if (asked.length === 0) return new Map();
  const { rows } = await pool.query<{ run: string } & OpenWaits>(text, [asked]);
  return new Map(rows.map(({ run, answers, until }) => [run, { answers, until }]));
}
