import { afterAll, beforeAll, expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";
import { listFiles } from "./file/list-files.ts";
import { forgetPerson } from "./memory/forget-person.ts";
import { listMemories } from "./memory/list-memories.ts";
import { type ServiceBench, serviceBench } from "./testing/service-bench.ts";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

test("a zero byte in a text is told as the caller's mistake, whichever way it reaches Postgres", async () => {
  const ctx = bench.owner;
  const asked = [
    () => listMemories({ ctx, input: { query: "a\0b" } }),
    () => listFiles({ ctx, input: { prefix: "a\0b" } }),
    () => forgetPerson({ ctx, input: { person: "a\0b" } }),
    () => bench.services.pool.query("SELECT $1::text", ["a\0b"]),
  ];
  const told = await Promise.all(
    asked.map((ask) =>
      ask().then(
        () => "taken",
        (error: unknown) => explainFailure(error)?.reason ?? error,
      ),
    ),
  );
  expect(told).toEqual(["TEXT", "TEXT", "TEXT", "TEXT"]);
});
