import type { WithWorld } from "./conformance.ts";
import type { TestRunner } from "./conformance-world.ts";
import { claimedRun } from "./log-conformance.ts";
import { appendOf, endedRow, refTo, sampleEvents, sampleValue, startCommand } from "./samples.ts";

export function commandConformance(test: WithWorld, expect: TestRunner["expect"]): void {
  test("commands come in order, each once, until an event answers them", async (world) => {
    const run = await claimedRun(world);
    const start = startCommand(world.newId(), refTo(sampleValue(world.newId(), "{}")));
    const cancel = { id: world.newId(), kind: "cancel", by: "conformance" } as const;
    await world.submit(run.runId, start);
    await world.submit(run.runId, cancel);
    await world.submit(run.runId, start);
    expect(await world.commands.pending(run.runId)).toEqual([start, cancel]);
    const handled = new Map([[start.id, 1]]);
    expect(await world.log.append([appendOf(run, { events: sampleEvents(1), handled })])).toEqual([{ kind: "ok" }]);
    expect(await world.commands.pending(run.runId)).toEqual([cancel]);
    await world.submit(run.runId, start);
    expect(await world.commands.pending(run.runId)).toEqual([cancel]);
  });

  test("a stale append answers no command", async (world) => {
    const run = await claimedRun(world);
    const cancel = { id: world.newId(), kind: "cancel", by: "conformance" } as const;
    await world.submit(run.runId, cancel);
    const stale = appendOf(
      { ...run, epoch: run.epoch - 1 },
      { events: sampleEvents(1), handled: new Map([[cancel.id, 1]]) },
    );
    expect(await world.log.append([stale])).toEqual([{ kind: "stale" }]);
    expect(await world.commands.pending(run.runId)).toEqual([cancel]);
  });

  test("a run with unanswered commands is not given back", async (world) => {
    const run = await claimedRun(world);
    const cancel = { id: world.newId(), kind: "cancel", by: "conformance" } as const;
    await world.submit(run.runId, cancel);
    expect(await world.leases.release(run.runId, run.owner, run.epoch)).toEqual("called");
    const answer = appendOf(run, { events: sampleEvents(1), handled: new Map([[cancel.id, 1]]) });
    expect(await world.log.append([answer])).toEqual([{ kind: "ok" }]);
    expect(await world.leases.release(run.runId, run.owner, run.epoch)).toEqual("free");
  });

  test("an ended run can be claimed to answer a command that came too late", async (world) => {
    const run = await claimedRun(world);
    await world.log.append([appendOf(run, { events: [{ type: "run.cancelled", at: 2_000 }], row: endedRow })]);
    await world.leases.release(run.runId, run.owner, run.epoch);
    await world.submit(run.runId, { id: world.newId(), kind: "cancel", by: "conformance" });
    expect((await world.leases.claim(run.runId, await world.newExecutor()))?.lastSeq).toEqual(1);
  });
}
