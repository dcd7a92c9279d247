import { pidOf } from "../../fixtures/installation.ts";
import { expectSoundLog, succeededSteps } from "../../fixtures/log-claims.ts";
import { slowGraph, WORDS } from "../../fixtures/slow-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

test("kill -9 of the executor in mid-run: the run goes on where it was", async ({ editor, api }) => {
  const workflowId = await api.createWorkflow(slowGraph("Killed"));
  await editor.open(workflowId);
  await editor.askToRun();
  const runId = await editor.start();
  await expect(editor.card("each")).toHaveAccessibleName(/\b([4-9]|1\d) of 24/);

  const killed = await pidOf("executor");
  process.kill(killed, "SIGKILL");
  const before = succeededSteps(await api.events(runId), "say");
  expect(before.length).toBeGreaterThan(0);
  await expect(editor.card("each")).toHaveAccessibleName(/24 of 24/);
  await editor.expectState("end", "succeeded");
  expect(await api.status(runId)).toBe("succeeded");

  const events = await api.events(runId);
  expectSoundLog(events);
  expect(Math.max(...events.map((event) => event.epoch)), "another executor took the run over").toBeGreaterThan(
    events[0]?.epoch ?? Number.POSITIVE_INFINITY,
  );
  const after = succeededSteps(events, "say");
  expect(after).toHaveLength(WORDS.length);
  expect(after, "what had finished is kept").toEqual(expect.arrayContaining(before));
  expect(await pidOf("executor")).not.toBe(killed);
});

test("an executor that hangs in mid-run: the canvas says so, and the run goes on", async ({ editor, page, api }) => {
  await editor.open(await api.createWorkflow(slowGraph("Hung")));
  await editor.askToRun();
  const runId = await editor.start();
  await expect(editor.card("each")).toHaveAccessibleName(/\b([4-9]|1\d) of 24/);
  const hung = await pidOf("executor");
  process.kill(hung, "SIGSTOP");
  try {
    await expect(page.getByText("The executor is not answering.")).toBeVisible();
  } finally {
    process.kill(hung, "SIGCONT");
  }
  await expect(editor.card("each")).toHaveAccessibleName(/24 of 24/);
  await expect(page.getByText("The executor is not answering.")).toBeHidden();
  expectSoundLog(await api.events(runId));
});
