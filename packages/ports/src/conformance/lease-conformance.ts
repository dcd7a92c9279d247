import type { WithWorld } from "./conformance.ts";
import type { TestRunner } from "./conformance-world.ts";
import { claimedRun } from "./log-conformance.ts";
import { appendOf, endedRow, sampleEvents, samplePlan } from "./samples.ts";

export function leaseConformance(test: WithWorld, expect: TestRunner["expect"]): void {
  test("a claim raises the epoch and tells where the log stands and what the plan is", async (world) => {
    const first = await claimedRun(world);
    await world.log.append([appendOf(first, { events: sampleEvents(2) })]);
    expect(await world.leases.release(first.runId, first.owner, first.epoch)).toEqual("free");
    const second = await world.leases.claim(first.runId, await world.newExecutor());
    const { owner: _, ...claimed } = first;
    expect(second).toEqual({
      ...claimed,
      epoch: first.epoch + 1,
      lastSeq: 2,
      plan: samplePlan,
      inbox: [],
      input: null,
    });
  });

  test("a claim brings the commands that are not answered, oldest first", async (world) => {
    const runId = await world.createRun(samplePlan);
    const commands = [
      { id: world.newId(), kind: "cancel", by: "Ada" },
      { id: world.newId(), kind: "cancel", by: "Bo" },
    ] as const;
    for (const command of commands) await world.submit(runId, command);
    const run = await world.leases.claim(runId, await world.newExecutor());
    expect(run?.inbox).toEqual(commands);
    expect(run?.input).toEqual(null);
  });

  test("a live owner keeps its run; a dead one loses it", async (world) => {
    const run = await claimedRun(world);
    const other = await world.newExecutor();
    expect(await world.leases.claim(run.runId, other)).toEqual(null);
    await world.killExecutor(run.owner);
    expect((await world.leases.claim(run.runId, other))?.epoch).toEqual(run.epoch + 1);
  });

  test("of many who claim at once, one gets the run", async (world) => {
    const runId = await world.createRun(samplePlan);
    const owners = [await world.newExecutor(), await world.newExecutor(), await world.newExecutor()];
    const claims = await Promise.all(owners.map((owner) => world.leases.claim(runId, owner)));
    expect(claims.filter((claim) => claim !== null).length).toEqual(1);
  });

  test("an ended run, and one that does not exist, cannot be claimed", async (world) => {
    const run = await claimedRun(world);
    const end = appendOf(run, { events: [{ type: "run.cancelled", at: 2_000 }], row: endedRow });
    await world.log.append([end]);
    await world.leases.release(run.runId, run.owner, run.epoch);
    const other = await world.newExecutor();
    expect(await world.leases.claim(run.runId, other)).toEqual(null);
    expect(await world.leases.claim(world.newId(), other)).toEqual(null);
  });

  test("releasing what is no longer mine changes nothing", async (world) => {
    const run = await claimedRun(world);
    await world.killExecutor(run.owner);
    const next = await world.newExecutor();
    const successor = await world.leases.claim(run.runId, next);
    expect(await world.leases.release(run.runId, run.owner, run.epoch)).toEqual("stale");
    expect(await world.leases.claim(run.runId, await world.newExecutor())).toEqual(null);
    const append = appendOf({ ...run, epoch: successor?.epoch ?? -1 }, { events: sampleEvents(1) });
    expect(await world.log.append([append])).toEqual([{ kind: "ok" }]);
  });

  test("a release with a wake-up asks for the run at that time, one without does not", async (world) => {
    const run = await claimedRun(world);
    const at = 4_102_444_800_000;
    await world.leases.release(run.runId, run.owner, run.epoch, { wakeAt: at });
    expect(await world.jobsOf(run.runId)).toEqual([at]);
    const silent = await claimedRun(world);
    await world.leases.release(silent.runId, silent.owner, silent.epoch, { wakeAt: null });
    expect(await world.jobsOf(silent.runId)).toEqual([]);
  });

  test("a run that is put off is nobody's, has a job for its time, and says how often that was", async (world) => {
    const run = await claimedRun(world);
    const until = 4_102_444_800_000;
    const off = { until, why: "its archive is away" };
    expect(await world.leases.putOff(run.runId, run.owner, run.epoch, off)).toEqual(true);
    expect(await world.jobsOf(run.runId)).toEqual([until]);
    expect(await world.leases.putOff(run.runId, run.owner, run.epoch, off)).toEqual(false);
    const other = await world.newExecutor();
    const again = await world.leases.claim(run.runId, other);
    expect(again?.troubles).toEqual(1);
    await world.leases.putOff(run.runId, other, again?.epoch ?? 0, off);
    const third = await world.leases.claim(run.runId, other);
    expect(third?.troubles).toEqual(2);
    await world.leases.release(run.runId, other, third?.epoch ?? 0);
    expect((await world.leases.claim(run.runId, other))?.troubles).toEqual(0);
  });

  test("driving a run leaves a job for it", async (world) => {
    const [now, later] = [await world.createRun(samplePlan), await world.createRun(samplePlan)];
    const at = 4_102_444_800_000;
    await world.queue.drive([{ runId: now }, { runId: later, at }]);
    expect((await world.jobsOf(now)).length).toEqual(1);
    expect(await world.jobsOf(later)).toEqual([at]);
  });
}
