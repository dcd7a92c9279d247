import type { RunEvent } from "@orrery/engine";
import type { Json, Plan } from "@orrery/plan";
import type { AppendOutcome, AppendRequest, EventLog } from "@orrery/ports";
import type { Admission } from "../admission/admission.ts";
import { appendManyStatement, appendStatement } from "./append-statement.ts";
import { isPassingTrouble } from "./connection-trouble.ts";
import { isForLists } from "./is-for-lists.ts";
import { pause } from "./pause.ts";
import type { SqlRunner } from "./sql-runner.ts";
import { createWakeUps } from "./wake-ups.ts";

const envelopeBytes = 4096;
const valueBytes = 4 * 1024 * 1024;
const longestPauseMs = 2_000;

/**
 * The log of runs in Postgres. `append` is one statement, and so one transaction, which also wakes the watchers of its
 * runs. While the database is away it waits and tries again; a batch that Postgres refuses is halved until the run whose
 * rows cannot be written stands alone.
 * @param options.admission is told when runs that have ended leave places that others wait for.
 * @param options.onAway called once each time the database is found to be away, with the error.
 */
export function createEventLog(
  sql: SqlRunner,
  options: { readonly onAway?: (error: unknown) => void; readonly admission?: Pick<Admission, "admit"> } = {},
): EventLog {
  const wakeUps = createWakeUps(sql);

  const append = async (batch: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> => {
    const outcomes = new Map<AppendRequest, AppendOutcome>();
    const sound = batch.filter((request) => {
      const fault = faultOf(request);
      if (fault !== null) outcomes.set(request, { kind: "rejected", message: fault });
      return fault === null;
    });
    if (sound.length > 0) await appendSound(sound, outcomes);
    return batch.map((request) => outcomes.get(request) ?? { kind: "stale" });
  };

  const appendSound = async (
    batch: readonly AppendRequest[],
    outcomes: Map<AppendRequest, AppendOutcome>,
  ): Promise<void> => {
    const told = new Set<string>();
    for (const request of batch) if (wakeUps.isDue(request.runId, isUrgent(request))) told.add(request.runId);
    let statement = appendStatement(batch, told);
    for (let tries = 0; ; tries += 1) {
      try {
        const landed = new Set<string>();
        const { rows, rowCount } = await sql.query<{ ids: string | null; freed: string[] | null }>(statement);
        if (statement.only !== null && rowCount !== 0) landed.add(statement.only);
        for (const row of statement.only === null ? rows : []) {
          for (const id of row.ids?.split(",") ?? []) landed.add(id);
          // The end of a run does not wait for the next one's admission; if that fails the sweep makes up for it.
          if (row.freed !== null) options.admission?.admit(row.freed).catch(() => undefined);
        }
        const missing = batch.filter((request) => !landed.has(request.runId));
        // After a lost answer our own rows may be there already, and then the numbers no longer fit.
        const own = tries > 0 && missing.length > 0 ? await landedBefore(missing) : landed;
        for (const request of batch) {
          const isIn = landed.has(request.runId) || own.has(request.runId);
          outcomes.set(request, { kind: isIn ? "ok" : "stale" });
          if (isIn && !told.has(request.runId)) wakeUps.later(request.runId);
        }
        return;
      } catch (error) {
        if (!isPassingTrouble(error)) {
          if (statement.only !== null) {
            statement = appendManyStatement(batch, told);
            continue;
          }
          await halve(batch, outcomes, error);
          return;
        }
        if (tries === 0) options.onAway?.(error);
        await pause(Math.min(longestPauseMs, 20 * 2 ** Math.min(tries, 8)));
      }
    }
  };

  const halve = async (
    batch: readonly AppendRequest[],
    outcomes: Map<AppendRequest, AppendOutcome>,
    error: unknown,
  ): Promise<void> => {
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) {
      outcomes.set(only, { kind: "rejected", message: error instanceof Error ? error.message : String(error) });
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await appendSound(batch.slice(0, middle), outcomes);
    await appendSound(batch.slice(middle), outcomes);
  };

  /** Only the holder of an epoch writes under it, and never two appends of one run at a time: such rows are ours. */
  const landedBefore = async (requests: readonly AppendRequest[]): Promise<ReadonlySet<string>> => {
    const found = await sql.query<{ id: string }>({
      name: "append-landed",
      text: `SELECT run.id FROM run JOIN unnest($1::uuid[], $2::int[], $3::int[]) AS t(id, epoch, last) USING (id)
        WHERE run.epoch = t.epoch AND run.last_seq = t.last`,
      values: [
        requests.map((request) => request.runId),
        requests.map((request) => request.epoch),
        requests.map((request) => request.lastSeq + request.events.length),
      ],
    });
    return new Set(found.rows.map((row) => row.id));
  };

  return {
    append,

    async read(runId, after, limit) {
      const found = await sql.query<{ body: RunEvent }>({
        name: "read-events",
        text: "SELECT body FROM run_event WHERE run_id = $1::uuid AND seq > $2 ORDER BY seq LIMIT $3",
        values: [runId, after, limit],
      });
      return found.rows.map((row) => row.body);
    },

    async plan(runId) {
      const found = await sql.query<{ plan: Plan }>({
        name: "plan-of-run",
        text: `SELECT plan.plan FROM run JOIN plan ON plan.workspace_id = run.workspace_id AND plan.hash = run.plan_hash
          WHERE run.id = $1::uuid`,
        values: [runId],
      });
      return found.rows[0]?.plan ?? null;
    },

    async saveSnapshot(runId, seq, version, state) {
      await sql.query({
        name: "save-snapshot",
        text: `WITH older AS (DELETE FROM run_snapshot WHERE run_id = $1::uuid AND seq < $2)
          INSERT INTO run_snapshot (run_id, seq, version, state) VALUES ($1::uuid, $2, $3, $4::json)
          ON CONFLICT (run_id, seq) DO UPDATE SET version = EXCLUDED.version, state = EXCLUDED.state`,
        values: [runId, seq, version, JSON.stringify(state)],
      });
    },

    async latestSnapshot(runId, version) {
      const found = await sql.query<{ seq: number; state: Json }>({
        name: "latest-snapshot",
        text: "SELECT seq, state FROM run_snapshot WHERE run_id = $1::uuid AND version = $2 ORDER BY seq DESC LIMIT 1",
        values: [runId, version],
      });
      return found.rows[0] ?? null;
    },
  };
}

/** Whether somebody may wait for it who does more than watch: for an answer, an end, or a step that waits. */
function isUrgent(request: AppendRequest): boolean {
  return request.handled.size > 0 || request.row.endedAt !== null || isForLists(request);
}

/** What can be seen to be wrong without asking the database; null when nothing is. */
function faultOf(request: AppendRequest): string | null {
  for (const event of request.events) {
    // Only a step's key can grow; all else in an envelope is bounded. Writing every event out twice would cost more.
    const isLong = "stepKey" in event && event.stepKey !== undefined && event.stepKey.length > envelopeBytes / 4;
    if (isLong && Buffer.byteLength(JSON.stringify(event)) > envelopeBytes - 64) {
      return `an event ${event.type} is larger than 4 KB`;
    }
  }
  for (const value of request.values) {
    if (value.json.length > valueBytes / 4 && Buffer.byteLength(value.json) > valueBytes) {
      return "a value is larger than 4 MB";
    }
  }
  return null;
}
