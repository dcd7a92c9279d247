import { chainGraph, raceGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectSoundLog } from "../../fixtures/log-claims.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a run pauses before a breakpoint, makes one step, and goes on", async ({ editor, page, api }) => {
  await editor.open(await api.createWorkflow(chainGraph("Breakpoint")));
  // By keyboard: the card has it, and B sets it. It is no part of the drawing.
  await editor.card("frame").focus();
  await page.keyboard.press("b");
  await expect(editor.card("frame")).toHaveAccessibleName(/breakpoint/);
  await expect(page.getByRole("banner").getByRole("status")).toHaveText("Saved");

  await editor.askToRun();
  const runId = await editor.start();
  const why = page.getByText("Paused before “Frame it” (breakpoint).");
  await expect(why).toBeVisible();
  await expect(editor.card("frame")).toHaveAccessibleName(/Paused here/);
  await editor.expectState("shout", "succeeded");
  expect(await api.status(runId)).toBe("paused");
  await expectAccessible(page);

  const bar = page.getByRole("banner");
  await bar.getByRole("button", { name: "Step" }).click();
  await editor.expectState("frame", "succeeded");
  await expect(page.getByText("Paused before “Stress it”.")).toBeVisible();
  await bar.getByRole("button", { name: "Resume" }).click();
  await editor.expectState("end", "succeeded");
  expect(await api.ending(runId)).toBe("succeeded");
  expect(await api.output(runId)).toBe("<AMBER>!");

  const events = await api.events(runId);
  expectSoundLog(events);
  expect(events.filter(({ type }) => type.startsWith("run.")).map(({ type, stepKey }) => [type, stepKey])).toEqual([
    ["run.started", undefined],
    ["run.paused", "frame"],
    ["run.resumed", undefined],
    ["run.paused", "stress"],
    ["run.resumed", undefined],
    ["run.succeeded", undefined],
  ]);

  // Another browser tab of the same person remembers it; the file does not have it.
  await page.reload();
  await editor.ready();
  await expect(editor.card("frame")).toHaveAccessibleName(/breakpoint/);
  expect(JSON.stringify(await api.draft(new URL(page.url()).pathname.split("/").at(-1) ?? ""))).not.toContain(
    "breakpoint",
  );
});

test("Pause holds a run under way, on its own page too; Resume lets it go on; Stop ends it", async ({
  editor,
  page,
  api,
}) => {
  // One of its ways waits for a minute, so that it is under way whatever the machine.
  const runId = await api.startRun(await api.createWorkflow(raceGraph("Paused by hand")), { text: "amber" });
  await page.goto(`/runs/${runId}`);
  await editor.expectState("slow", "waiting");
  const bar = page.getByRole("banner");
  await bar.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(/^Paused\./)).toBeVisible();
  expect(await api.status(runId)).toBe("paused");
  await bar.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText(/^Paused\./)).toBeHidden();
  await expect.poll(() => api.status(runId)).toBe("waiting");
  await bar.getByRole("button", { name: "Stop" }).click();
  expect(await api.ending(runId)).toBe("cancelled");
  await expect(bar.getByRole("button", { name: "Stop" })).toBeHidden();
});
