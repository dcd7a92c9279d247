import type { ClaimedRun } from "../ports.ts";
import type { WithWorld } from "./conformance.ts";
import type { ConformanceWorld, TestRunner } from "./conformance-world.ts";
import { appendOf, sampleEvents, samplePlan, sampleValue } from "./samples.ts";

/** A run of its own with a live owner. */
export async function claimedRun(world: ConformanceWorld): Promise<ClaimedRun & { readonly owner: string }> {
  const runId = await world.createRun(samplePlan);
  const owner = await world.newExecutor();
  const claimed = await world.leases.claim(runId, owner);
  if (claimed === null) throw new Error("A fresh run could not be claimed.");
  return { ...claimed, owner };
}

export function logConformance(test: WithWorld, expect: TestRunner["expect"]): void {
  test("numbers events from 1 without gaps, over several appends", async (world) => {
    const run = await claimedRun(world);
    expect(await world.log.append([appendOf(run, { events: sampleEvents(3) })])).toEqual([{ kind: "ok" }]);
    const next = appendOf({ ...run, lastSeq: 3 }, { events: sampleEvents(2, 4) });
    expect(await world.log.append([next])).toEqual([{ kind: "ok" }]);
    const rows = sampleEvents(5).map((event, place) => ({ ...event, v: 1, seq: place + 1, epoch: run.epoch }));
    expect(await world.log.read(run.runId, 0, 100)).toEqual(rows);
    expect(await world.log.read(run.runId, 2, 2)).toEqual(rows.slice(2, 4));
    expect(await world.log.read(run.runId, 5, 100)).toEqual([]);
  });

  test("keeps every field of an event", async (world) => {
    const run = await claimedRun(world);
    const [id, other, asked] = [world.newId(), world.newId(), world.newId()];
    const events = [
      {
        type: "step.asked",
        at: 1_700_000_000_100,
        stepKey: "row[2]/agent#turn.3#call.1",
        parentKey: "row[2]/agent",
        kind: "tool",
        nodeId: "search",
        effect: "once",
        input: { id: asked, bytes: 2 },
      },
      {
        type: "step.succeeded",
        at: 1_700_000_000_123,
        stepKey: "row[2]/cell[0]/add",
        attempt: 3,
        output: { id, bytes: 2 },
        handle: "true",
        startedAt: 1_700_000_000_001,
        usage: { inputTokens: 12, outputTokens: 3, usd: 0.00042 },
        model: "offline",
      },
      {
        type: "step.failed",
        at: 1_700_000_000_200,
        stepKey: "b",
        attempt: 1,
        error: { code: "HTTP_500", class: "transient", value: { id: other, bytes: 2 } },
        handled: "branch",
      },
      {
        type: "step.waiting",
        at: 1_700_000_000_300,
        stepKey: "c",
        attempt: 1,
        for: "person",
        dueAt: null,
      },
    ] as const;
    const values = [sampleValue(id, "{}"), sampleValue(other, "{}", "error"), sampleValue(asked, "{}")];
    expect(await world.log.append([appendOf(run, { events, values })])).toEqual([{ kind: "ok" }]);
    expect(await world.log.read(run.runId, 0, 10)).toEqual(
      events.map((event, place) => ({ ...event, v: 1, seq: place + 1, epoch: run.epoch })),
    );
  });

  test("a wrong last seq is stale and writes nothing", async (world) => {
    const run = await claimedRun(world);
    await world.log.append([appendOf(run, { events: sampleEvents(2) })]);
    const id = world.newId();
    const late = appendOf({ ...run, lastSeq: 1 }, { events: sampleEvents(1), values: [sampleValue(id, "1")] });
    expect(await world.log.append([late])).toEqual([{ kind: "stale" }]);
    expect((await world.log.read(run.runId, 0, 10)).length).toEqual(2);
    expect(await world.values.read(run.runId, id)).toEqual(null);
  });

  test("after a takeover the former owner is stale, whatever it sends", async (world) => {
    const run = await claimedRun(world);
    await world.log.append([appendOf(run, { events: sampleEvents(1) })]);
    await world.killExecutor(run.owner);
    const successor = await world.leases.claim(run.runId, await world.newExecutor());
    if (successor === null) throw new Error("A dead executor's run could not be claimed.");
    const stale = appendOf({ ...run, lastSeq: 1 }, { events: sampleEvents(1, 2) });
    expect(await world.log.append([stale])).toEqual([{ kind: "stale" }]);
    expect(successor.lastSeq).toEqual(1);
    expect(await world.log.append([appendOf(successor, { events: sampleEvents(1, 2) })])).toEqual([{ kind: "ok" }]);
    const again = appendOf({ ...run, lastSeq: 2 }, { events: sampleEvents(1, 3) });
    expect(await world.log.append([again])).toEqual([{ kind: "stale" }]);
    const epochs = (await world.log.read(run.runId, 0, 10)).map((event) => event.epoch);
    expect(epochs).toEqual([run.epoch, successor.epoch]);
  });

  test("a stale and a rejected run are left out of a batch; the others land", async (world) => {
    const [good, stale, bad, fine] = [
      await claimedRun(world),
      await claimedRun(world),
      await claimedRun(world),
      await claimedRun(world),
    ];
    await world.killExecutor(stale.owner);
    await world.leases.claim(stale.runId, await world.newExecutor());
    const outcomes = await world.log.append([
      appendOf(good, { events: sampleEvents(2) }),
      appendOf(stale, { events: sampleEvents(2) }),
      appendOf(bad, { events: sampleEvents(2), values: [sampleValue(world.newId(), "{ this is not JSON")] }),
      appendOf(fine, { events: sampleEvents(1) }),
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(["ok", "stale", "rejected", "ok"]);
    const lengths = [good, stale, bad, fine].map(async (run) => (await world.log.read(run.runId, 0, 10)).length);
    expect(await Promise.all(lengths)).toEqual([2, 0, 0, 1]);
  });

  test("of two appends that race for the same seq one lands", async (world) => {
    const run = await claimedRun(world);
    const append = () => world.log.append([appendOf(run, { events: sampleEvents(1) })]);
    const kinds = (await Promise.all([append(), append(), append()])).map(([outcome]) => outcome?.kind).sort();
    expect(kinds).toEqual(["ok", "stale", "stale"]);
    expect((await world.log.read(run.runId, 0, 10)).map((event) => event.seq)).toEqual([1]);
  });

  test("gives the latest snapshot of a version, and none of another", async (world) => {
    const run = await claimedRun(world);
    await world.log.append([appendOf(run, { events: sampleEvents(9) })]);
    await world.log.saveSnapshot(run.runId, 4, 1, { b: 1, a: [1, null, "x"] });
    await world.log.saveSnapshot(run.runId, 8, 1, { b: 2, a: [] });
    expect(await world.log.latestSnapshot(run.runId, 1)).toEqual({ seq: 8, state: { b: 2, a: [] } });
    expect(await world.log.latestSnapshot(run.runId, 2)).toEqual(null);
  });
}
