import type { WithWorld } from "./conformance.ts";
import type { TestRunner } from "./conformance-world.ts";
import { claimedRun } from "./log-conformance.ts";
import { appendOf, sampleEvents, sampleValue } from "./samples.ts";

export function valueConformance(test: WithWorld, expect: TestRunner["expect"]): void {
  test("a value comes back as it was, with NUL, a lone surrogate and keys in their order", async (world) => {
    const run = await claimedRun(world);
    const hostile = {
      z: 1,
      a: "nul \u0000 here",
      lone: "\ud800 and \udc00",
      deep: { y: [null, true, 0.1, 1e300], b: "" },
    };
    const id = world.newId();
    const values = [sampleValue(id, JSON.stringify(hostile))];
    expect(await world.log.append([appendOf(run, { events: sampleEvents(1), values })])).toEqual([{ kind: "ok" }]);
    const found = await world.values.read(run.runId, id);
    expect(found).toEqual(hostile);
    expect(Object.keys(found ?? {})).toEqual(Object.keys(hostile));
  });

  test("a value of 4 MB comes back whole, beside small ones", async (world) => {
    const run = await claimedRun(world);
    const large = "ä".repeat(2 * 1024 * 1024 - 1);
    const [big, small] = [world.newId(), world.newId()];
    const values = [sampleValue(big, JSON.stringify(large)), sampleValue(small, "[1]")];
    expect(await world.log.append([appendOf(run, { events: sampleEvents(1), values })])).toEqual([{ kind: "ok" }]);
    const found = await world.values.readMany(run.runId, [big, small]);
    expect(found.get(big) === large).toEqual(true);
    expect(found.get(small)).toEqual([1]);
  });

  test("what is not there is null, and missing from many; another run's values are not seen", async (world) => {
    const [run, other] = [await claimedRun(world), await claimedRun(world)];
    const id = world.newId();
    await world.log.append([appendOf(run, { events: sampleEvents(1), values: [sampleValue(id, "7")] })]);
    expect(await world.values.read(run.runId, world.newId())).toEqual(null);
    expect(await world.values.read(other.runId, id)).toEqual(null);
    expect([...(await world.values.readMany(run.runId, [id, world.newId()]))]).toEqual([[id, 7]]);
  });

  test("values that a run keeps of another are there under the same ids, large ones too", async (world) => {
    const [run, other] = [await claimedRun(world), await claimedRun(world)];
    const [small, large, left] = [world.newId(), world.newId(), world.newId()];
    const values = [
      sampleValue(small, "7"),
      sampleValue(large, JSON.stringify("x".repeat(40_000))),
      sampleValue(left, "8"),
    ];
    await world.log.append([appendOf(run, { events: sampleEvents(1), values })]);
    const copied = { fromRun: run.runId, ids: [small, large] };
    const outcome = await world.log.append([appendOf(other, { events: sampleEvents(1), copied })]);
    expect(outcome).toEqual([{ kind: "ok" }]);
    expect(await world.values.read(other.runId, small)).toEqual(7);
    expect(await world.values.read(other.runId, large)).toEqual("x".repeat(40_000));
    expect(await world.values.read(other.runId, left)).toEqual(null);
  });

  test("a kept result is found under its key until it expires; of one key the last counts", async (world) => {
    const run = await claimedRun(world);
    const [one, two] = [world.newId(), world.newId()];
    const entry = { ttlMs: 3_600_000, handle: "out", usage: null, model: null };
    const key = world.newId();
    const now = Date.now();
    const events = sampleEvents(1).map((event) => ({ ...event, at: now }));
    const values = [sampleValue(one, "1"), sampleValue(two, "2")];
    await world.log.append([appendOf(run, { events, values, cache: [{ ...entry, key, valueId: one }] })]);
    const found = await world.cache.read("default", key, now);
    expect({ ...found, at: 0 }).toEqual({
      runId: run.runId,
      valueId: one,
      handle: "out",
      usage: null,
      model: null,
      at: 0,
    });
    const again = sampleEvents(1, 2).map((event) => ({ ...event, at: now }));
    const next = { ...run, lastSeq: run.lastSeq + 1 };
    await world.log.append([appendOf(next, { events: again, cache: [{ ...entry, key, valueId: two }] })]);
    expect((await world.cache.read("default", key, now))?.valueId).toEqual(two);
    expect(await world.cache.read("elsewhere", key, now)).toEqual(null);
    expect(await world.cache.read("default", key, now + 2 * 3_600_000)).toEqual(null);
  });

  test("results are put together from the values they name, to any depth", async (world) => {
    const run = await claimedRun(world);
    const [one, inner, error, outer] = [world.newId(), world.newId(), world.newId(), world.newId()];
    const failed = [{ index: 1, code: "BROKEN", class: "permanent", valueId: error }];
    const values = [
      sampleValue(one, '"first"'),
      sampleValue(inner, JSON.stringify({ results: [one, null], failed: [] }), "results"),
      sampleValue(error, '{"message":"It broke."}', "error"),
      sampleValue(outer, JSON.stringify({ results: [inner, one], failed }), "results"),
    ];
    expect(await world.log.append([appendOf(run, { events: sampleEvents(1), values })])).toEqual([{ kind: "ok" }]);
    expect(await world.values.read(run.runId, outer)).toEqual({
      results: [{ results: ["first", null], failed: [] }, "first"],
      failed: [{ index: 1, error: { code: "BROKEN", class: "permanent", message: "It broke." } }],
    });
  });
}
