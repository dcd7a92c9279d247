import type { Pool } from "pg";

/** What started a run: a person in the studio, the command line, an API key, another run, a fork, or which kind of trigger. */
export type RunOrigin = (typeof runOrigins)[number];

export const runOrigins = [
  "person",
  "command-line",
  "api-key",
  "run",
  "fork",
  "webhook",
  "schedule",
  "run-finished",
  "chat",
] as const;

const triggerKinds = ["webhook", "schedule", "run-finished", "chat"] as const;

interface Started {
  readonly startedBy: string;
  readonly triggerId: string | null;
  readonly parentRunId: string | null;
  readonly forkOfRun: string | null;
}

/** `kinds`: of triggers by id, as far as they are still there; see `readTriggerKinds`. */
export function originOf(run: Started, kinds: ReadonlyMap<string, string>): RunOrigin {
  if (run.parentRunId !== null) return "run";
  if (run.forkOfRun !== null) return "fork";
  const trigger = triggerKinds.find((kind) => kind === kinds.get(run.triggerId ?? ""));
  if (trigger !== undefined) return trigger;
  if (run.startedBy.startsWith("key:")) return "api-key";
  return run.startedBy === "local" ? "command-line" : "person";
}

/** The kinds of the triggers that started these runs, by their ids. */
export async function readTriggerKinds(
  pool: Pool,
  runs: readonly Pick<Started, "triggerId">[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(runs.flatMap(({ triggerId }) => triggerId ?? []));
  if (ids.size === 0) return new Map();
  const found = await pool.query<{ id: string; kind: string }>({
    name: "trigger-kinds",
    text: `SELECT id, kind FROM "trigger" WHERE id = ANY($1::uuid[])`,
    values: [[...ids]],
  });
  return new Map(found.rows.map(({ id, kind }) => [id, kind]));
}
