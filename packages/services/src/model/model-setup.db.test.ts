import type { ModelCallRecord } from "@orrery/ports";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createModelSetup } from "./create-model-setup.ts";

let bench: ServiceBench;
const troubles: unknown[] = [];

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(async () => {
  await bench.close();
  expect(troubles).toEqual([]);
});

const setupOf = () => createModelSetup(bench.services.pool, (error) => troubles.push(error));
const hour = 3_600_000;
const day = 24 * hour;
const before = Date.UTC(2026, 10, 20);

const call = (more: Partial<ModelCallRecord>): ModelCallRecord => ({
  ...{ workspaceId: "default", provider: "there", model: "a", route: "fast", errorCode: null },
  ...{ inputTokens: 10, outputTokens: 5, usd: 2, latencyMs: Math.E, at: before - hour },
  ...more,
});

test("figures of models are of the week before, without those who were given up", async () => {
  const setup = setupOf();
  const calls = [
    call({ latencyMs: 100 }),
    call({ latencyMs: 10_000, usd: 4 }),
    call({ errorCode: "MODEL_FAILED", usd: 0, latencyMs: 7 }),
    // Ours, not the model's doing.
    call({ errorCode: "MODEL_OVERTAKEN", usd: 9 }),
    call({ errorCode: "MODEL_ABORTED" }),
    // After the run began, before the week, and of others.
    call({ at: before, usd: 9 }),
    call({ at: before - 8 * day, usd: 9 }),
    call({ model: "b", errorCode: "MODEL_BUSY", usd: null, route: null }),
    call({ workspaceId: "elsewhere", usd: 9 }),
    call({ provider: "elsewhere", usd: 9 }),
  ];
  for (const one of calls) setup.record(one);
  await expect.poll(() => bench.services.db.modelCall.count(), { timeout: 60_000 }).toBe(calls.length);
  const models = ["a", "b", "never"].map((model) => ({ provider: "there", model }));
  const found = await setup.figures?.("default", models, before);
  expect(found?.toSorted((one, other) => one.model.localeCompare(other.model))).toEqual([
    {
      ...{ provider: "there", model: "a", calls: 3, failed: 1, usd: 3 },
      logLatency: { mean: expect.closeTo(Math.log(1_000)), deviation: expect.closeTo(Math.log(10)) },
    },
    { provider: "there", model: "b", calls: 1, failed: 1, usd: null, logLatency: null },
  ]);
  expect(await bench.services.db.modelCall.count({ where: { route: "fast" } })).toBe(calls.length - 1);
});

test("routes are read by name, and what a newer version wrote is left out", async () => {
  const base = { workspaceId: "default", models: ["there/a", "offline"], weights: [2, 1], fallbackOn: "any" };
  const { modelRoute } = bench.services.db;
  await modelRoute.createMany({
    data: [
      { ...base, name: "smart", mode: "adaptive", frozenAt: new Date(before), timeoutMs: 30_000, hedgeAfterMs: 2_000 },
      { ...base, name: "fast", mode: "weighted", fallbackOn: "transient" },
      { ...base, name: "later", mode: "by-the-stars" },
      { ...base, workspaceId: "elsewhere", name: "fast", mode: "ordered" },
    ],
  });
  const members = [
    { model: "there/a", weight: 2 },
    { model: "offline", weight: 1 },
  ];
  expect(await setupOf().routes?.("default")).toEqual([
    {
      name: "fast",
      mode: "weighted",
      members,
      fallbackOn: "transient",
      timeoutMs: null,
      hedgeAfterMs: null,
      frozenAt: null,
    },
    {
      name: "smart",
      mode: "adaptive",
      members,
      fallbackOn: "any",
      timeoutMs: 30_000,
      hedgeAfterMs: 2_000,
      frozenAt: before,
    },
  ]);
  await modelRoute.deleteMany();
});
