import { expectSoundLog } from "../../fixtures/log-claims.ts";
import { slowGraph } from "../../fixtures/slow-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

test("Stop ends a run at once, waits included", async ({ editor, page, api }) => {
  await editor.open(await api.createWorkflow(slowGraph("Stopped")));
  await editor.askToRun();
  const runId = await editor.start();
  await expect(editor.card("each")).toHaveAccessibleName(/\b[2-9] of 24/);
  const stop = page.getByRole("banner").getByRole("button", { name: "Stop", exact: true });
  await stop.click();
  await editor.expectState("each", "cancelled", 5_000);
  await editor.expectState("end", /skipped|cancelled|idle|queued/);
  await expect(stop).toBeHidden();
  expect(await api.ending(runId)).toBe("cancelled");
  const events = await api.events(runId);
  expectSoundLog(events);
  const asked = events.findIndex((event) => event.type === "run.cancelling");
  expect(asked).toBeGreaterThan(0);
  expect(events.slice(asked).filter((event) => event.type === "step.started")).toEqual([]);
});
