import type { SqlRunner } from "../run-log/sql-runner.ts";
import type { RunSums } from "./sum-runs.ts";

/** Adds to the sums. To be called in the transaction that says that these runs are counted. */
export async function writeSums(client: SqlRunner, sums: RunSums): Promise<void> {
  const write = async (name: string, text: string, rows: readonly unknown[]): Promise<void> => {
    if (rows.length > 0) await client.query({ name, text, values: [JSON.stringify(rows)] });
  };
  await write(
    "add-run-tallies",
    addRuns,
    sums.runs.map(({ slow, ...row }) => ({ ...row, slowRunId: slow?.runId ?? null, slowMs: slow?.ms ?? null })),
  );
  await write(
    "add-node-tallies",
    addNodes,
    sums.nodes.map(({ slow, dear, ...row }) => ({
      ...row,
      slowRunId: slow.runId,
      slowMs: slow.ms,
      dearRunId: dear?.runId ?? null,
      dearUsd: dear?.usd ?? null,
    })),
  );
  await write("add-fault-tallies", addFaults, sums.faults);
  await write("add-run-faults", addRunFaults, sums.runFaults);
}

const place = `"workspaceId" text, subject text, hours int, at float8`;
const placed = `"workspaceId", subject, hours, to_timestamp(at / 1000)`;

/** Counts of the same bucket added up; the shorter of the two ends in zeros. */
const addedTimes = `(SELECT coalesce(array_agg(coalesce(o, 0) + coalesce(n, 0) ORDER BY i), '{}')
  FROM unnest(t.times, excluded.times) WITH ORDINALITY AS u(o, n, i))`;

/** Which run is the extreme one: the old one stays where it is no less. */
const extreme = (run: string, figure: string): string =>
  `${run} = CASE WHEN coalesce(excluded.${figure}, -1) > coalesce(t.${figure}, -1) THEN excluded.${run} ELSE t.${run} END,
   ${figure} = greatest(t.${figure}, excluded.${figure})`;

const addRuns = `
  INSERT INTO run_tally AS t (workspace_id, subject, hours, at, succeeded, failed, cancelled, times, usd, tokens, slow_run_id, slow_ms)
  SELECT ${placed}, succeeded, failed, cancelled, times, usd, tokens, "slowRunId", "slowMs"
  FROM json_to_recordset($1::json) AS r(${place}, succeeded int, failed int, cancelled int, times int[], usd float8, tokens float8,
    "slowRunId" uuid, "slowMs" float8)
  ON CONFLICT (workspace_id, subject, hours, at) DO UPDATE SET succeeded = t.succeeded + excluded.succeeded,
    failed = t.failed + excluded.failed, cancelled = t.cancelled + excluded.cancelled, times = ${addedTimes},
    usd = t.usd + excluded.usd, tokens = t.tokens + excluded.tokens, ${extreme("slow_run_id", "slow_ms")}`;

const addNodes = `
  INSERT INTO node_tally AS t (workspace_id, subject, hours, at, node_id, node_type, node_name, is_container, runs, failed_runs,
    times, ms, usd, tokens, retries, slow_run_id, slow_ms, dear_run_id, dear_usd)
  SELECT ${placed}, "nodeId", "nodeType", "nodeName", "isContainer", runs, "failedRuns", times, ms, usd, tokens, retries,
    "slowRunId", "slowMs", "dearRunId", "dearUsd"
  FROM json_to_recordset($1::json) AS r(${place}, "nodeId" text, "nodeType" text, "nodeName" text, "isContainer" bool, runs int,
    "failedRuns" int, times int[], ms float8, usd float8, tokens float8, retries int, "slowRunId" uuid, "slowMs" float8,
    "dearRunId" uuid, "dearUsd" float8)
  ON CONFLICT (workspace_id, subject, hours, at, node_id) DO UPDATE SET node_type = excluded.node_type,
    node_name = excluded.node_name, is_container = excluded.is_container, runs = t.runs + excluded.runs,
    failed_runs = t.failed_runs + excluded.failed_runs, times = ${addedTimes}, ms = t.ms + excluded.ms,
    usd = t.usd + excluded.usd, tokens = t.tokens + excluded.tokens, retries = t.retries + excluded.retries,
    ${extreme("slow_run_id", "slow_ms")}, ${extreme("dear_run_id", "dear_usd")}`;

const addFaults = `
  INSERT INTO fault_tally AS t (workspace_id, subject, hours, at, node_id, code, node_type, node_name, runs, last_run_id)
  SELECT ${placed}, "nodeId", code, "nodeType", "nodeName", runs, "lastRunId"
  FROM json_to_recordset($1::json) AS r(${place}, "nodeId" text, code text, "nodeType" text, "nodeName" text, runs int,
    "lastRunId" uuid)
  ON CONFLICT (workspace_id, subject, hours, at, node_id, code) DO UPDATE SET node_type = excluded.node_type,
    node_name = excluded.node_name, runs = t.runs + excluded.runs, last_run_id = greatest(t.last_run_id, excluded.last_run_id)`;

const addRunFaults = `
  INSERT INTO run_fault (run_id, workspace_id, node_id, code)
  SELECT "runId", "workspaceId", "nodeId", code
  FROM json_to_recordset($1::json) AS r("runId" uuid, "workspaceId" text, "nodeId" text, code text)
  ON CONFLICT DO NOTHING`;
