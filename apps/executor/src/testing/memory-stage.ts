import { openRunStore, type RunStore } from "@orrery/db/run-log";
import { commandSchema } from "@orrery/engine";
import type { Memory } from "@orrery/ports";
import { conformanceVector, type MemoryConformanceWorld } from "@orrery/ports/conformance";
import { v7 as uuidv7 } from "uuid";

/** The store of a test database, with all that conformance needs of it but the memory itself. */
export function openMemoryStage(
  databaseUrl: string,
  { poolSize = 10 }: { readonly poolSize?: number } = {},
): {
  readonly store: RunStore;
  world(memory: Memory): MemoryConformanceWorld;
} {
  const store = openRunStore({ databaseUrl, poolSize, parseCommand: (row) => commandSchema.parse(row) });
  return {
    store,
    world: (memory) => ({
      log: store.log,
      leases: store.leases,
      memory,
      workspaceId: "default",
      now: Date.now,
      newId: uuidv7,
      newExecutor: async () => {
        const id = uuidv7();
        await store.executors.enter({ id, host: "test", pid: 1, version: "test", capacity: 1 });
        return id;
      },
      createRun: async (plan) => {
        const runId = uuidv7();
        await store.pool.query(
          "INSERT INTO plan (workspace_id, hash, plan) VALUES ('default', $1, $2) ON CONFLICT DO NOTHING",
          [plan.hash, JSON.stringify(plan)],
        );
        await store.pool.query(
          `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by)
            VALUES ($1, 'default', 'conformance', $2, 'none', 'test')`,
          [runId, plan.hash],
        );
        return runId;
      },
      dispose: async () => undefined,
    }),
  };
}

/** Vectors by the letters of a text, at no cost. */
export const letterEmbeddings = {
  embed: async ({ texts }: { readonly texts: readonly string[] }) => ({
    vectors: texts.map(conformanceVector),
    usage: { inputTokens: 0, outputTokens: 0, usd: 0 },
  }),
};
