import type { RunCommand, RunEvent } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { CacheEntry, NewValue, RunRowCache } from "../ports.ts";
import type { Json } from "../types.ts";
import type { RecallTables } from "./memory-recall.ts";

/** One run as the in-memory store keeps it: its row, its log, its values, its inbox. */
export interface MemoryRun {
  readonly runId: string;
  readonly workspaceId: string;
  readonly plan: Plan;
  epoch: number;
  owner: string | null;
  /** Labels of executors that may claim it. */
  needs: readonly string[];
  troubles: number;
  lastSeq: number;
  row: RunRowCache;
  readonly events: RunEvent[];
  readonly values: Map<string, NewValue>;
  /** In order of arrival, with the seq of the event that answered. */
  readonly inbox: Map<string, { readonly command: RunCommand; handledSeq: number | null }>;
  readonly snapshots: { readonly seq: number; readonly version: number; readonly state: Json }[];
}

export interface MemoryCacheRow extends Omit<CacheEntry, "key" | "ttlMs"> {
  readonly runId: string;
  readonly at: number;
  readonly expiresAt: number;
}

export interface MemoryJob {
  readonly runId: string;
  /** Epoch ms; null for now. */
  readonly at: number | null;
}

/** What all adapters of one world share; stands where a database stands otherwise. */
export interface MemoryTables {
  readonly runs: Map<string, MemoryRun>;
  readonly jobs: MemoryJob[];
  /** Kept results by workspace and key. */
  readonly cache: Map<string, MemoryCacheRow>;
  /** Executors with a heartbeat. */
  readonly alive: Set<string>;
  /** What executors have; those that are not named have none. */
  readonly labels: Map<string, ReadonlySet<string>>;
  readonly recall: RecallTables;
}

export const NOT_STARTED: RunRowCache = {
  status: "queued",
  waits: 0,
  outputValueId: null,
  errorCode: null,
  startedAt: null,
  endedAt: null,
};

export function pendingCommands(run: MemoryRun): RunCommand[] {
  return [...run.inbox.values()].filter((entry) => entry.handledSeq === null).map((entry) => entry.command);
}
