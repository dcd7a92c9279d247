import { createMemoryStore, openRunStore, type RunStore } from "@orrery/db/run-log";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { commandSchema } from "@orrery/engine";
import { createMemory } from "@orrery/memory";
import { conformanceVector, memoryConformance } from "@orrery/ports/conformance";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let database: TestDatabase;
let store: RunStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, parseCommand: (row) => commandSchema.parse(row) });
  await store.bus.ready;
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

const embeddings = {
  embed: async ({ texts }: { readonly texts: readonly string[] }) => ({
    vectors: texts.map(conformanceVector),
    usage: { inputTokens: 0, outputTokens: 0, usd: 0 },
  }),
};

describe("memory in Postgres, vectors compared in this process", () => {
  memoryConformance(
    async () => ({
      log: store.log,
      leases: store.leases,
      memory: createMemory({ store: createMemoryStore(store.sql), embeddings, now: Date.now }),
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
    { test, expect },
  );
});
