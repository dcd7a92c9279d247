import type { RunEvent } from "@orrery/engine";
import type { AppendOutcome, AppendRequest, EventLog } from "../ports.ts";
import { changeMemory } from "./memory-recall.ts";
import type { MemoryRun, MemoryTables } from "./memory-tables.ts";

/** The log in memory, with the same fence as the real one: epoch and last seq must be the row's, or nothing is written. */
export function memoryEventLog(tables: MemoryTables): EventLog {
  return {
    append: async (batch) => batch.map((request) => appendRun(tables, request)),
    read: async (runId, after, limit) =>
      tables.runs
        .get(runId)
        ?.events.filter((event) => event.seq > after)
        .slice(0, limit) ?? [],
    plan: async (runId) => tables.runs.get(runId)?.plan ?? null,
    saveSnapshot: async (runId, seq, version, state) => {
      tables.runs.get(runId)?.snapshots.push({ seq, version, state: structuredClone(state) });
    },
    latestSnapshot: async (runId, version) => {
      const found = tables.runs.get(runId)?.snapshots.filter((snapshot) => snapshot.version === version) ?? [];
      const latest = found.reduce<(typeof found)[number] | null>(
        (best, next) => (best !== null && best.seq > next.seq ? best : next),
        null,
      );
      return latest === null ? null : { seq: latest.seq, state: structuredClone(latest.state) };
    },
  };
}

function appendRun(tables: MemoryTables, request: AppendRequest): AppendOutcome {
  const run = tables.runs.get(request.runId);
  if (run === undefined) return { kind: "rejected", message: `There is no run ${request.runId}.` };
  if (run.epoch !== request.epoch || run.lastSeq !== request.lastSeq) return { kind: "stale" };
  const message = refusal(run, request);
  if (message !== null) return { kind: "rejected", message };
  for (const body of request.events) {
    run.lastSeq += 1;
    const event: RunEvent = { ...structuredClone(body), v: 1, seq: run.lastSeq, epoch: request.epoch };
    run.events.push(event);
  }
  for (const value of request.values) run.values.set(value.id, value);
  for (const id of request.copied?.ids ?? []) {
    const value = tables.runs.get(request.copied?.fromRun ?? "")?.values.get(id);
    if (value !== undefined) run.values.set(id, value);
  }
  for (const { key, ttlMs, ...entry } of request.cache ?? []) {
    const at = request.events.at(-1)?.at ?? 0;
    tables.cache.set(`${run.workspaceId} ${key}`, { ...entry, runId: run.runId, at, expiresAt: at + ttlMs });
  }
  for (const [id, seq] of request.handled) {
    const entry = run.inbox.get(id);
    if (entry !== undefined) entry.handledSeq = seq;
  }
  for (const change of request.outbox?.memory ?? []) changeMemory(tables.recall, run.runId, change);
  run.row = request.row;
  return { kind: "ok" };
}

function refusal(run: MemoryRun, request: AppendRequest): string | null {
  for (const value of request.values) {
    if (run.values.has(value.id)) return `The value ${value.id} is there already.`;
    try {
      JSON.parse(value.json);
    } catch {
      return `The value ${value.id} is not JSON.`;
    }
  }
  return null;
}
