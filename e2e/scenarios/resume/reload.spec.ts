import { expectSoundLog, succeededSteps } from "../../fixtures/log-claims.ts";
import { slowGraph, WORDS } from "../../fixtures/slow-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a reload in mid-run goes on watching, with nothing lost", async ({ editor, page, api }) => {
  const workflowId = await api.createWorkflow(slowGraph("Reloaded"));
  await editor.open(workflowId);
  await editor.askToRun();
  const runId = await editor.start();
  await editor.expectState("each", "running");
  await expect(editor.card("each")).toHaveAccessibleName(/\b\d of 24/);

  await page.goto(`/workflows/${workflowId}`);
  await editor.ready();
  await expect.poll(() => editor.runId(), { message: "without its address, the editor finds the run" }).toBe(runId);
  await page.reload();
  await editor.ready();
  expect(editor.runId()).toBe(runId);
  await expect(editor.card("each")).toHaveAccessibleName(/\b[1-9]\d? of 24/);
  await editor.expectState("start", "succeeded");

  await editor.expectState("end", "succeeded", 30_000);
  await expect(editor.card("each")).toHaveAccessibleName(/24 of 24/);
  const events = await api.events(runId);
  expectSoundLog(events);
  expect(succeededSteps(events, "say")).toHaveLength(WORDS.length);

  // The log on the screen is the whole log, also what happened before the reload.
  await editor.dock.getByRole("tab", { name: "Log" }).click();
  const shown = page.getByRole("log", { name: "Events of the run" });
  await expect(shown).toContainText("The run is done");
  await shown.evaluate((box) => box.scrollTo(0, 0));
  await expect(shown).toContainText("The run began");
});
