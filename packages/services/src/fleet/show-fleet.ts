import { deadAfterMs } from "@orrery/db";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { type FleetTarget, readTargets } from "./read-targets.ts";

export type { FleetTarget } from "./read-targets.ts";

/** `silent`: two heartbeats are missing. `gone`: it left, or was given up; its runs have gone on elsewhere. */
export type ExecutorState = "ready" | "full" | "draining" | "silent" | "gone";

export interface FleetExecutor {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly labels: readonly string[];
  readonly state: ExecutorState;
  /** Runs at a time, and now. */
  readonly capacity: number;
  readonly active: number;
  /** Ages in ms, by the database's clock. */
  readonly upMs: number;
  readonly beatMs: number;
  /** Since it drains or is gone; null where it does neither. */
  readonly sinceMs: number | null;
  /** Of the run that it has held longest; null where it holds none. */
  readonly oldestLeaseMs: number | null;
  readonly targets: readonly FleetTarget[];
}

/** Runs that wait for the same thing. */
export interface FleetQueue {
  readonly waitsFor: "key" | "capacity" | "labels";
  readonly workflow: string;
  /** The key's value, or the labels. */
  readonly label: string;
  readonly limit: number | null;
  readonly queued: number;
  readonly oldestMs: number;
}

export interface FleetView {
  readonly executors: readonly FleetExecutor[];
  /** Of the actor's workspace, the longest first, at most fifty. */
  readonly queues: readonly FleetQueue[];
  /** How many runs of other workspaces wait for a place. */
  readonly queuedElsewhere: number;
}

type ExecutorRow = Omit<FleetExecutor, "targets" | "state"> & {
  readonly targets: unknown;
  readonly isEnded: boolean;
  readonly isDraining: boolean;
};

const silentAfterMs = deadAfterMs / 2;
const goneShown = 10;

/** The executors, living and lately gone, and what waits for them. Throws where the actor may not read runs. */
export async function showFleet({ ctx }: { readonly ctx: ServiceContext }): Promise<FleetView> {
  const { workspaceId } = requirePermission(ctx.actor, "run.read");
  const { pool } = ctx.services;
  const [executors, queues, elsewhere] = await Promise.all([
    pool.query<ExecutorRow>({ name: "show-executors", text: executorsText }),
    pool.query<FleetQueue>({ name: "show-queues", text: queuesText, values: [workspaceId] }),
    pool.query<{ n: number }>({
      name: "queued-elsewhere",
      text: `SELECT count(*)::int AS n FROM run
        WHERE place IN ('key', 'capacity') AND ended_at IS NULL AND workspace_id <> $1`,
      values: [workspaceId],
    }),
  ]);
  return {
    executors: executors.rows.map(({ targets, isEnded, isDraining, ...row }) => ({
      ...row,
      state: stateOf({ ...row, isEnded, isDraining }),
      targets: isEnded ? [] : readTargets(targets),
    })),
    queues: queues.rows,
    queuedElsewhere: elsewhere.rows[0]?.n ?? 0,
  };
}

function stateOf(row: Pick<ExecutorRow, "isEnded" | "isDraining" | "beatMs" | "active" | "capacity">): ExecutorState {
  if (row.isEnded) return "gone";
  if (row.beatMs > silentAfterMs) return "silent";
  if (row.isDraining) return "draining";
  return row.active >= row.capacity ? "full" : "ready";
}

const ms = (age: string): string => `greatest(0, extract(epoch FROM ${age}) * 1000)::float8`;

const executorsText = `
  SELECT id, host, pid, version, labels, capacity, active, targets, ended_at IS NOT NULL AS "isEnded",
    draining_at IS NOT NULL AS "isDraining", ${ms("now() - started_at")} AS "upMs", ${ms("now() - heartbeat_at")} AS "beatMs",
    ${ms("now() - coalesce(ended_at, draining_at)")} * CASE WHEN coalesce(ended_at, draining_at) IS NULL THEN NULL ELSE 1 END AS "sinceMs",
    (SELECT ${ms("now() - min(coalesce(run.leased_at, run.created_at))")} FROM run WHERE run.owner = executor.id
      HAVING count(*) > 0) AS "oldestLeaseMs"
  FROM executor
  WHERE ended_at IS NULL OR id IN (
    SELECT id FROM executor WHERE ended_at > now() - interval '1 hour' ORDER BY ended_at DESC LIMIT ${goneShown})
  ORDER BY ended_at IS NOT NULL, ended_at DESC, host, started_at, id`;

const queuesText = `
  WITH held AS (
    SELECT 'key' AS "waitsFor", name, gate_key AS k, gate_label AS label, gate_limit AS "limit", created_at FROM run
    WHERE place = 'key' AND ended_at IS NULL AND workspace_id = $1
    UNION ALL
    SELECT 'capacity', name, NULL, '', NULL, created_at FROM run
    WHERE place = 'capacity' AND ended_at IS NULL AND workspace_id = $1
    UNION ALL
    SELECT 'labels', name, NULL, array_to_string(needs, ', '), NULL, created_at FROM run
    WHERE needs <> '{}' AND owner IS NULL AND ended_at IS NULL AND workspace_id = $1
  )
  SELECT "waitsFor", name AS workflow, label, max("limit") AS "limit", count(*)::int AS queued,
    ${ms("now() - min(created_at)")} AS "oldestMs"
  FROM held GROUP BY "waitsFor", name, k, label ORDER BY queued DESC, name, label LIMIT 50`;
