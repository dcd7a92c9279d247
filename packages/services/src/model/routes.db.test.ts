import type { ModelDirectory } from "@orrery/ports";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "../service-context.ts";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { createModelSetup } from "./create-model-setup.ts";
import { freezeRoute } from "./freeze-route.ts";
import { removeRoute } from "./remove-route.ts";
import { type RouteInput, saveRoute } from "./save-route.ts";

let bench: ServiceBench;
let ctx: ServiceContext;

const info = (id: string, label = id) => ({ id, label, offline: id === "offline", hasPrice: true });

beforeAll(async () => {
  bench = await serviceBench();
  const models: ModelDirectory = {
    ...bench.services.models,
    list: async () => [info("default", "gpt"), info("there/a"), info("there/b"), info("offline", "offline, no LLM")],
  };
  ctx = { ...bench.owner, services: { ...bench.services, models } };
});
afterAll(() => bench.close());

const input = (more: Partial<RouteInput> = {}): RouteInput => ({
  ...{ name: "fast", mode: "adaptive", fallbackOn: "any", timeoutMs: 30_000, hedgeAfterMs: null, isNew: true },
  members: [
    { model: "there/a", weight: 2 },
    { model: "gpt", weight: 1 },
  ],
  ...more,
});

const routes = () => createModelSetup(bench.services.pool, () => undefined).routes?.("default");

test("a route is made, frozen, changed, and forgotten, and each is written in the audit log", async () => {
  await saveRoute({ ctx, input: input() });
  const { isNew: _isNew, ...made } = input();
  expect(await routes()).toEqual([{ ...made, frozenAt: null }]);
  await freezeRoute({ ctx, input: { name: "fast", isFrozen: true } });
  await freezeRoute({ ctx, input: { name: "fast", isFrozen: true } });
  const members = [{ model: "offline", weight: 1 }];
  await saveRoute({ ctx, input: input({ members, timeoutMs: null, isNew: false }) });
  expect(await routes()).toEqual([{ ...made, members, timeoutMs: null, frozenAt: expect.any(Number) }]);
  await saveRoute({ ctx, input: input({ members, mode: "ordered", isNew: false }) });
  expect(await routes()).toEqual([{ ...made, members, mode: "ordered", frozenAt: null }]);
  await removeRoute({ ctx, input: { name: "fast" } });
  expect(await routes()).toEqual([]);
  const audit = await bench.services.db.auditEntry.findMany({ where: { subject: "fast" }, orderBy: { id: "asc" } });
  expect(audit.map(({ verb }) => verb)).toEqual([
    "model.save-route",
    "model.freeze-route",
    "model.save-route",
    "model.save-route",
    "model.remove-route",
  ]);
});

test("a model that has gone since may stay in a route, and comes into no other", async () => {
  const members = [{ model: "gone/m", weight: 1 }];
  const row = { workspaceId: "default", mode: "ordered", models: ["gone/m"], weights: [1], fallbackOn: "any" };
  await bench.services.db.modelRoute.create({ data: { ...row, name: "old" } });
  await saveRoute({ ctx, input: input({ name: "old", members, isNew: false }) });
  await expect(saveRoute({ ctx, input: input({ name: "other", members }) })).rejects.toMatchObject({
    reason: "ROUTE_MODEL",
  });
});

test.each<[string, Partial<RouteInput>]>([
  ["ROUTE_NAME", { name: "Fast" }],
  ["ROUTE_NAME", { name: "offline" }],
  ["ROUTE_MEMBERS", { members: [] }],
  [
    "ROUTE_MEMBERS",
    {
      members: [
        { model: "there/a", weight: 1 },
        { model: "there/a", weight: 1 },
      ],
    },
  ],
  ["ROUTE_WEIGHT", { members: [{ model: "there/a", weight: 0 }] }],
  ["ROUTE_WEIGHT", { members: [{ model: "there/a", weight: Number.NaN }] }],
  ["ROUTE_WAIT", { timeoutMs: 1 }],
  ["ROUTE_WAIT", { hedgeAfterMs: 600_001 }],
  ["ROUTE_HEDGE", { hedgeAfterMs: 1_000, members: [{ model: "there/a", weight: 1 }] }],
  ["ROUTE_MODEL", { members: [{ model: "default", weight: 1 }] }],
  ["ROUTE_MODEL", { members: [{ model: "nobody/knows", weight: 1 }] }],
  ["ROUTE", { name: "none", isNew: false }],
])("%s: %o", async (reason, more) => {
  await expect(saveRoute({ ctx, input: input(more) })).rejects.toMatchObject({ reason });
});

test("a name is taken once in a workspace, no route stands in another, and only what learns is frozen", async () => {
  await saveRoute({ ctx, input: input({ name: "twice", mode: "weighted" }) });
  await expect(saveRoute({ ctx, input: input({ name: "twice" }) })).rejects.toMatchObject({ reason: "ROUTE_TAKEN" });
  await expect(
    saveRoute({ ctx, input: input({ name: "nested", members: [{ model: "twice", weight: 1 }] }) }),
  ).rejects.toMatchObject({ reason: "ROUTE_MODEL" });
  await expect(freezeRoute({ ctx, input: { name: "twice", isFrozen: true } })).rejects.toMatchObject({
    reason: "ROUTE_NOT_ADAPTIVE",
  });
  const stranger = { ...bench.stranger, services: ctx.services };
  await expect(removeRoute({ ctx: stranger, input: { name: "twice" } })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await saveRoute({ ctx: stranger, input: input({ name: "twice" }) });
});
