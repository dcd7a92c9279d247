import type { SqlRunner } from "../run-log/sql-runner.ts";

/** After each try that failed, so long until the next; after the last it is given up. */
const pausesMs = [5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000] as const;
/** A try that says nothing for so long is taken for lost with its process. */
const lostAfter = "3 minutes";

export interface DueDelivery {
  readonly id: string;
  readonly targetId: string;
  readonly workspaceId: string;
  readonly channel: string;
  readonly place: unknown;
  readonly credential: string;
  /** What is sent, byte for byte. */
  readonly body: string;
  /** Which try this is, from 1. */
  readonly tries: number;
}

/** For whom nothing is to be taken. */
export interface PassedOver {
  readonly targetIds: readonly string[];
  readonly workspaceIds: readonly string[];
}

const nobody: PassedOver = { targetIds: [], workspaceIds: [] };

/**
 * Takes the alert that has been due longest, for this try, but for those passed over; null where none is. Of several
 * executors only one has it.
 */
export async function takeDelivery(sql: SqlRunner, passedOver: PassedOver = nobody): Promise<DueDelivery | null> {
  const { rows } = await sql.query<DueDelivery>({
    name: "take-alert",
    text: `WITH due AS (
        SELECT d.id FROM alert_delivery d JOIN alert_target t ON t.id = d.target_id
        WHERE d.status = 'due' AND d.next_at <= now()
          AND t.id <> ALL ($1::uuid[]) AND t.workspace_id <> ALL ($2::text[])
        ORDER BY d.next_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED
      ), taken AS (
        UPDATE alert_delivery d SET tries = tries + 1, next_at = now() + interval '${lostAfter}' FROM due
        WHERE d.id = due.id RETURNING d.id, d.target_id, d.body, d.tries
      )
      SELECT taken.id, t.id AS "targetId", t.workspace_id AS "workspaceId", t.channel, t.place, t.credential, taken.body::text AS body, taken.tries
      FROM taken JOIN alert_target t ON t.id = taken.target_id`,
    values: [passedOver.targetIds, passedOver.workspaceIds],
  });
  return rows[0] ?? null;
}

/** Writes how a try ended: `problem` null where the receiver took it. */
export async function settleDelivery(
  sql: SqlRunner,
  { id, tries }: Pick<DueDelivery, "id" | "tries">,
  problem: string | null,
): Promise<void> {
  const pause = pausesMs[tries - 1];
  await sql.query({
    name: "settle-alert",
    text: `UPDATE alert_delivery SET problem = $2,
        status = CASE WHEN $2::text IS NULL THEN 'sent' WHEN $3::float8 IS NULL THEN 'failed' ELSE 'due' END,
        sent_at = CASE WHEN $2::text IS NULL THEN now() END,
        next_at = now() + make_interval(secs => coalesce($3::float8, 0) / 1000)
      WHERE id = $1::uuid AND tries = $4 AND status = 'due'`,
    values: [id, problem, pause ?? null, tries],
  });
}
