import type { RunCommand } from "@orrery/engine";
import type { Json, Plan } from "@orrery/plan";
import type { ClaimedRun, Leases } from "@orrery/ports";
import { gatherCalls } from "./gather-calls.ts";
import { driveAtLatest } from "./queue.ts";
import type { SqlDatabase } from "./sql-runner.ts";

/** An executor that has been silent for so long is dead. */
export const deadAfterMs = 8_000;

const plansKept = 200;

interface ClaimRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly epoch: number;
  readonly last_seq: number;
  readonly plan_hash: string;
  readonly inbox: readonly StoredCommand[] | null;
  readonly input_id: string | null;
  readonly input_bytes: number | null;
  readonly input: Json;
}

interface StoredCommand {
  readonly id: string;
  readonly kind: string;
  readonly by: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Who drives which run. A claim raises the epoch, which shuts the former owner out of the log; it succeeds where nobody
 * alive holds the run. A run that has ended is claimed only to answer commands that came too late. Claims that arrive
 * together go out as one statement, which also brings what a run needs to begin: its inbox and its input.
 * @param parse checks a row of an inbox; see `createCommands`.
 */
export function createLeases(sql: SqlDatabase, parse: (row: unknown) => RunCommand): Leases {
  const plans = new Map<string, Plan>();

  const claimAll = async (asked: readonly { readonly runId: string; readonly owner: string }[]) => {
    const claimed = new Map<string, ClaimRow>();
    for (const owner of new Set(asked.map((ask) => ask.owner))) {
      const ids = asked.filter((ask) => ask.owner === owner).map((ask) => ask.runId);
      const [only] = ids;
      const found = await sql.query<ClaimRow>(
        ids.length === 1
          ? { name: "claim-run", text: claimText("id = $1::uuid"), values: [only, owner] }
          : { name: "claim-runs", text: claimText("id = ANY($1::uuid[])"), values: [ids, owner] },
      );
      for (const row of found.rows) claimed.set(`${owner} ${row.id}`, row);
    }
    await loadPlans([...claimed.values()]);
    return asked.map(({ runId, owner }): { readonly found: { readonly row: ClaimRow; readonly plan: Plan } | null } => {
      const row = claimed.get(`${owner} ${runId}`);
      const plan = row && plans.get(planKey(row));
      return { found: row === undefined || plan === undefined ? null : { row, plan } };
    });
  };

  const loadPlans = async (rows: readonly ClaimRow[]): Promise<void> => {
    const missing = new Map(rows.filter((row) => !plans.has(planKey(row))).map((row) => [planKey(row), row]));
    for (const [key, row] of missing) {
      const found = await sql.query<{ plan: Plan }>({
        name: "read-plan",
        text: "SELECT plan FROM plan WHERE workspace_id = $1 AND hash = $2",
        values: [row.workspace_id, row.plan_hash],
      });
      const plan = found.rows[0]?.plan;
      if (plan !== undefined) plans.set(key, plan);
    }
    for (const key of plans.keys()) {
      if (plans.size <= plansKept) break;
      if (!rows.some((row) => planKey(row) === key)) plans.delete(key);
    }
  };

  const claim = gatherCalls(claimAll, 500);

  return {
    claim: async (runId, owner) => {
      const { found } = await claim({ runId, owner });
      return found === null ? null : claimedRun(found.row, found.plan, parse);
    },

    /**
     * Two statements on purpose: the second one's snapshot is taken while the row is locked, so that a command which
     * another process could not hand over, because it still saw an owner, is seen here.
     */
    release: (runId, owner, epoch, wakeAt) =>
      sql.transaction(async (client) => {
        const held = await client.query<{ is_mine: boolean }>({
          name: "release-lock",
          text: "SELECT owner = $2::uuid AND epoch = $3 AS is_mine FROM run WHERE id = $1::uuid FOR NO KEY UPDATE",
          values: [runId, owner, epoch],
        });
        if (held.rows[0]?.is_mine !== true) return true;
        const given = await client.query({
          name: "release-run",
          text: `UPDATE run SET owner = NULL WHERE id = $1::uuid
            AND NOT EXISTS (SELECT FROM run_command WHERE run_id = $1::uuid AND handled_seq IS NULL)`,
          values: [runId],
        });
        if (given.rowCount !== 1) return false;
        if (wakeAt !== undefined && wakeAt !== null) await driveAtLatest(client, runId, wakeAt);
        return true;
      }),
  };
}

/**
 * The rows are locked first, by name: an update that filters by owner would pass over a row that is just being released.
 * One run is asked for by a plain comparison: over a list Postgres makes a new plan each time, which costs as much again.
 */
function claimText(which: string): string {
  return `
    WITH locked AS (
      SELECT id, owner, ended_at FROM run WHERE ${which} ORDER BY id FOR NO KEY UPDATE
    ), claimed AS (
      UPDATE run SET epoch = run.epoch + 1, owner = $2::uuid
      FROM locked LEFT JOIN executor ON executor.id = locked.owner
      WHERE run.id = locked.id
        AND (locked.owner IS NULL OR locked.owner = $2::uuid OR executor.id IS NULL OR executor.ended_at IS NOT NULL
          OR executor.heartbeat_at < now() - make_interval(secs => ${deadAfterMs / 1000}))
        AND (locked.ended_at IS NULL
          OR EXISTS (SELECT FROM run_command WHERE run_id = run.id AND handled_seq IS NULL))
      RETURNING run.id, run.workspace_id, run.epoch, run.last_seq, run.plan_hash
    )
    SELECT claimed.*, waiting.inbox, value.id AS input_id, value.bytes AS input_bytes, value.data AS input
    FROM claimed
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', id, 'kind', kind, 'by', by, 'payload', payload) ORDER BY at, id) AS inbox,
        min(CASE WHEN kind = 'start' THEN payload->'input'->>'id' END)::uuid AS input_id
      FROM run_command WHERE run_id = claimed.id AND handled_seq IS NULL
    ) AS waiting ON true
    LEFT JOIN run_value AS value
      ON value.run_id = claimed.id AND value.id = waiting.input_id AND value.kind = 'json' AND value.blob_sha IS NULL`;
}

function claimedRun(row: ClaimRow, plan: Plan, parse: (row: unknown) => RunCommand): ClaimedRun {
  const { input_id: id, input_bytes: bytes } = row;
  return {
    runId: row.id,
    workspaceId: row.workspace_id,
    epoch: row.epoch,
    lastSeq: row.last_seq,
    plan,
    inbox: (row.inbox ?? []).map(({ payload, ...command }) => parse({ ...payload, ...command })),
    input: id === null || bytes === null ? null : { id, bytes, value: row.input },
  };
}

function planKey(row: ClaimRow): string {
  return `${row.workspace_id} ${row.plan_hash}`;
}
