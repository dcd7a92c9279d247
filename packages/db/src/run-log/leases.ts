import type { RunCommand } from "@orrery/engine";
import type { Json, Plan } from "@orrery/plan";
import type { ClaimedRun, Leases, ReleaseOutcome } from "@orrery/ports";
import type { Admission } from "../admission/admission.ts";
import { deadAfterMs } from "./executor-signs.ts";
import { gatherCalls } from "./gather-calls.ts";
import { driveAtLatest } from "./queue.ts";
import type { SqlDatabase, SqlRunner } from "./sql-runner.ts";
import { fewRows, unnestText } from "./unnest-text.ts";

const plansKept = 200;

interface ClaimRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly epoch: number;
  readonly last_seq: number;
  readonly plan_hash: string;
  readonly parent_run_id: string | null;
  readonly parent_step_key: string | null;
  readonly depth: number;
  readonly troubles: number;
  readonly inbox: readonly StoredCommand[] | null;
  readonly input_id: string | null;
  readonly input_bytes: number | null;
  readonly input: Json;
}

/** A run that was there, and was not to be had. */
interface NotClaimed {
  readonly id: string;
  readonly epoch: null;
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
 * @param options.admission is told of places that have become free; without it they are found by a sweep.
 * @param options.isSteady whether this process has had the database long enough to tell the silent from the dead.
 */
export function createLeases(
  sql: SqlDatabase,
  parse: (row: unknown) => RunCommand,
  options: { readonly isSteady?: () => boolean; readonly admission?: Pick<Admission, "admit"> } = {},
): Leases {
  const plans = new Map<string, Plan>();
  const isSteady = options.isSteady ?? (() => true);

  const claimOne = async (id: string, owner: string): Promise<readonly ClaimRow[]> => {
    const found = await sql.query<ClaimRow>({ name: "claim-run", text: oneText, values: [id, owner, isSteady()] });
    return found.rows;
  };

  /** A run that somebody else has locked is waited for by itself: who waits holds no other, so no circle can form. */
  const claimList = async (ids: readonly string[], owner: string): Promise<readonly ClaimRow[]> => {
    const found = await sql.query<ClaimRow | NotClaimed>({
      name: "claim-runs",
      text: listText,
      values: [ids, owner, isSteady()],
    });
    const seen = new Set(found.rows.map((row) => row.id));
    const busy = await Promise.all(ids.filter((id) => !seen.has(id)).map((id) => claimOne(id, owner)));
    return [...found.rows.filter((row) => row.epoch !== null), ...busy.flat()];
  };

  const claimAll = async (asked: readonly { readonly runId: string; readonly owner: string }[]) => {
    const claimed = new Map<string, ClaimRow>();
    for (const owner of new Set(asked.map((ask) => ask.owner))) {
      const ids = asked.filter((ask) => ask.owner === owner).map((ask) => ask.runId);
      const [only] = ids;
      const rows = ids.length === 1 && only !== undefined ? await claimOne(only, owner) : await claimList(ids, owner);
      for (const row of rows) claimed.set(`${owner} ${row.id}`, row);
    }
    await loadPlans([...claimed.values()]);
    await Promise.all(asked.filter((ask) => !claimed.has(`${ask.owner} ${ask.runId}`)).map(askForPlace));
    return asked.map(({ runId, owner }): { readonly found: { readonly row: ClaimRow; readonly plan: Plan } | null } => {
      const row = claimed.get(`${owner} ${runId}`);
      const plan = row && plans.get(planKey(row));
      return { found: row === undefined || plan === undefined ? null : { row, plan } };
    });
  };

  /** A run that gave its place back while it waited, and has something to do again, queues for one. */
  const askForPlace = async ({ runId }: { readonly runId: string }): Promise<void> => {
    const found = await sql.query<{ gate_key: string }>({
      name: "ask-for-place",
      text: `UPDATE run SET place = 'key' WHERE id = $1::uuid AND place = 'resting' AND gate_key IS NOT NULL
        AND ended_at IS NULL RETURNING gate_key`,
      values: [runId],
    });
    const keys = found.rows.map((row) => row.gate_key);
    if (keys.length > 0) await options.admission?.admit(keys);
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

    queue: async (runId, owner, epoch, { hash, label, limit, priority }) => {
      const found = await sql.query<{ gate_key: string }>({
        name: "queue-at-gate",
        text: `UPDATE run SET place = 'key', owner = NULL, gate_label = $5, gate_limit = $6, priority = $7,
            gate_key = concat_ws('/', workspace_id, coalesce(workflow_id::text, name), $4::text)
          WHERE id = $1::uuid AND owner = $2::uuid AND epoch = $3 AND gate_key IS NULL AND ended_at IS NULL
          RETURNING gate_key`,
        values: [runId, owner, epoch, hash, label, limit, priority],
      });
      const keys = found.rows.map((row) => row.gate_key);
      // Should this get lost, the sweep finds the run.
      if (keys.length > 0) options.admission?.admit(keys).catch(() => undefined);
      return keys.length > 0;
    },

    /**
     * Two statements on purpose: the second one's snapshot is taken while the row is locked, so that a command which
     * another process could not hand over, because it still saw an owner, is seen here.
     */
    release: async (runId, owner, epoch, { wakeAt = null, needs = [] } = {}) => {
      const freed: string[] = [];
      const outcome = await sql.transaction(async (client): Promise<ReleaseOutcome> => {
        const held = await client.query<{ is_mine: boolean }>({
          name: "release-lock",
          text: "SELECT owner = $2::uuid AND epoch = $3 AS is_mine FROM run WHERE id = $1::uuid FOR NO KEY UPDATE",
          values: [runId, owner, epoch],
        });
        if (held.rows[0]?.is_mine !== true) return "stale";
        const given = await client.query<{ gate_key: string | null }>({
          name: "release-run",
          text: `UPDATE run SET owner = NULL, needs = $2::text[], trouble = NULL, troubles = 0,
              place = CASE WHEN place = 'admitted' AND cardinality($2::text[]) = 0 THEN 'resting' ELSE place END
            WHERE id = $1::uuid AND NOT EXISTS (SELECT FROM run_command WHERE run_id = $1::uuid AND handled_seq IS NULL)
            RETURNING gate_key`,
          values: [runId, needs],
        });
        if (needs.length > 0 && given.rowCount === 1) await tellOneWith(client, needs, runId);
        else freed.push(...given.rows.flatMap((row) => row.gate_key ?? []));
        if (given.rowCount !== 1) return "called";
        if (wakeAt !== null) await driveAtLatest(client, runId, wakeAt);
        return "free";
      });
      if (freed.length > 0) options.admission?.admit(freed).catch(() => undefined);
      return outcome;
    },

    putOff: async (runId, owner, epoch, { until, why }) => {
      const given = await sql.transaction(async (client) => {
        const found = await client.query<{ gate_key: string | null }>({
          name: "put-off-run",
          text: `UPDATE run SET owner = NULL, trouble = $4, troubles = troubles + 1,
              place = CASE WHEN place = 'admitted' THEN 'resting' ELSE place END
            WHERE id = $1::uuid AND owner = $2::uuid AND epoch = $3 RETURNING gate_key`,
          values: [runId, owner, epoch, why],
        });
        if (found.rows.length > 0) await driveAtLatest(client, runId, until);
        return found.rows;
      });
      const keys = given.flatMap((row) => row.gate_key ?? []);
      if (keys.length > 0) options.admission?.admit(keys).catch(() => undefined);
      return given.length > 0;
    },
  };
}

/** Shows the run to one living executor that has the labels; should that word get lost, they look for such runs anyway. */
async function tellOneWith(sql: SqlRunner, needs: readonly string[], runId: string): Promise<void> {
  await sql.query({
    name: "tell-one-with",
    text: `SELECT pg_notify('orrery_workspace', workspace_id) FROM run WHERE id = $1::uuid
      UNION ALL
      SELECT pg_notify('orrery_drive', id || '/' || $1::text) FROM (
        SELECT id FROM executor WHERE ended_at IS NULL AND draining_at IS NULL AND labels @> $2::text[]
          AND heartbeat_at > now() - make_interval(secs => ${deadAfterMs / 2000})
        ORDER BY active::float8 / capacity + random() / 4 LIMIT 1
      ) AS one`,
    values: [runId, needs],
  });
}

/**
 * The rows are locked first, by name: an update that filters by owner would pass over a row that is just being released.
 * A run without a place is driven only to stop it (see `createAdmission`). An owner that is only silent counts as dead for the same onlookers as in `createExecutors`.
 * One run is asked for by a plain comparison, which costs less than a list of one. The input is looked up row by row
 * (OFFSET 0): joined, a plan from when the table was small would go through all values there are.
 */
function claimText(locked: string, got: string): string {
  return `
    WITH locked AS (
      SELECT run.id, owner, ended_at, place, gate_key, needs FROM ${locked}
    ), claimed AS (
      UPDATE run SET epoch = run.epoch + 1, owner = $2::uuid, needs = '{}', leased_at = now(),
        place = CASE WHEN locked.place = 'resting' AND locked.gate_key IS NULL THEN 'admitted' ELSE locked.place END
      FROM locked LEFT JOIN executor ON executor.id = locked.owner
      WHERE run.id = locked.id
        AND (locked.owner IS NULL OR locked.owner = $2::uuid OR executor.id IS NULL OR executor.ended_at IS NOT NULL
          OR $3 AND executor.heartbeat_at < now() - make_interval(secs => ${deadAfterMs / 1000}))
        AND ((locked.place = 'admitted' OR locked.place = 'resting' AND locked.gate_key IS NULL)
            AND (locked.needs = '{}' OR locked.needs <@ (SELECT labels FROM executor WHERE id = $2::uuid))
          OR locked.ended_at IS NOT NULL
          OR EXISTS (SELECT FROM run_command WHERE run_id = run.id AND handled_seq IS NULL AND kind = 'cancel'))
        AND (locked.ended_at IS NULL
          OR EXISTS (SELECT FROM run_command WHERE run_id = run.id AND handled_seq IS NULL))
      RETURNING run.id, run.workspace_id, run.epoch, run.last_seq, run.plan_hash, run.parent_run_id, run.parent_step_key, run.depth, run.troubles
    )
    SELECT got.*, waiting.inbox, value.id AS input_id, value.bytes AS input_bytes, value.data AS input
    FROM ${got} AS got
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('id', id, 'kind', kind, 'by', by, 'payload', payload) ORDER BY at, id) AS inbox,
        min(CASE WHEN kind = 'start' THEN payload->'input'->>'id' END)::uuid AS input_id
      FROM run_command WHERE run_id = got.id AND handled_seq IS NULL
    ) AS waiting ON true
    LEFT JOIN LATERAL (
      SELECT id, bytes, data FROM run_value
      WHERE run_id = got.id AND id = waiting.input_id AND kind = 'json' AND blob_sha IS NULL OFFSET 0
    ) AS value ON true`;
}

const oneText = claimText("run WHERE run.id = $1::uuid FOR NO KEY UPDATE", "claimed");
const listText = claimText(
  `(SELECT * FROM ${unnestText(1, ["uuid"])} AS t(wanted) ${fewRows}) AS asked JOIN run ON run.id = asked.wanted
      ORDER BY run.id FOR NO KEY UPDATE OF run SKIP LOCKED`,
  "(SELECT locked.id, workspace_id, epoch, last_seq, plan_hash, parent_run_id, parent_step_key, depth, troubles FROM locked LEFT JOIN claimed ON claimed.id = locked.id)",
);

function claimedRun(row: ClaimRow, plan: Plan, parse: (row: unknown) => RunCommand): ClaimedRun {
  const { input_id: id, input_bytes: bytes, parent_run_id: parentId, parent_step_key: parentStep } = row;
  return {
    runId: row.id,
    workspaceId: row.workspace_id,
    epoch: row.epoch,
    lastSeq: row.last_seq,
    plan,
    ...(parentId !== null && parentStep !== null && { parent: { runId: parentId, stepKey: parentStep } }),
    depth: row.depth,
    troubles: row.troubles,
    inbox: (row.inbox ?? []).map(({ payload, ...command }) => parse({ ...payload, ...command })),
    input: id === null || bytes === null ? null : { id, bytes, value: row.input },
  };
}

function planKey(row: ClaimRow): string {
  return `${row.workspace_id} ${row.plan_hash}`;
}
