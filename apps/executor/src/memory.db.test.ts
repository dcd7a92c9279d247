import { createMemoryStore } from "@orrery/db/run-log";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { createMemory } from "@orrery/memory";
import { memoryConformance } from "@orrery/ports/conformance";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { letterEmbeddings, openMemoryStage } from "./testing/memory-stage.ts";

let database: TestDatabase;
let stage: ReturnType<typeof openMemoryStage>;

beforeAll(async () => {
  database = await testDatabase();
  stage = openMemoryStage(database.url);
  await stage.store.bus.ready;
});

afterAll(async () => {
  await stage.store.close();
  await database.drop();
});

const open = () =>
  createMemory({ store: createMemoryStore(stage.store.sql), embeddings: letterEmbeddings, now: Date.now });

describe("memory in Postgres, vectors compared in this process", () => {
  memoryConformance(async () => stage.world(open()), { test, expect });
});

test("a database without pgvector says so", async () => {
  expect(await open().vectorSearch()).toEqual({ kind: "exact", why: "absent" });
});
