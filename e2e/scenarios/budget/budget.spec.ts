import { cappedGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectSoundLog } from "../../fixtures/log-claims.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a run whose budget is used up pauses, says so, and goes on when it is raised", async ({ editor, page, api }) => {
  await editor.open(await api.createWorkflow(cappedGraph("Two calls")));
  await editor.askToRun();
  const runId = await editor.start();
  await expect(page.getByText("Paused: the limit of 2 model calls is reached.")).toBeVisible();
  await editor.expectState("second", "succeeded");
  expect(await api.status(runId)).toBe("paused");
  await expectAccessible(page);

  const raise = page.getByRole("form", { name: "Raise the limit" });
  const amount = raise.getByRole("spinbutton");
  await expect(amount).toHaveValue("4");
  await amount.fill("2");
  await raise.getByRole("button", { name: "Raise and go on" }).click();
  await expect(raise.getByRole("alert")).toHaveText("It has to be more than before.");
  await amount.fill("3");
  await amount.press("Enter");
  await editor.expectState("end", "succeeded");
  expect(await api.ending(runId)).toBe("succeeded");
  const events = await api.events(runId);
  expectSoundLog(events);
  expect(events.find(({ type }) => type === "run.paused")).toMatchObject({ cause: "budget", limit: "maxModelCalls" });
  expect(events.find(({ type }) => type === "run.resumed")).toMatchObject({ raise: { maxModelCalls: 3 } });
});

test("a run that used up its budget is stopped from where it says so", async ({ editor, page, api }) => {
  await editor.open(await api.createWorkflow(cappedGraph("Two calls, then none")));
  await editor.askToRun();
  const runId = await editor.start();
  await page.getByRole("form", { name: "Raise the limit" }).getByRole("button", { name: "Stop" }).click();
  expect(await api.ending(runId)).toBe("cancelled");
  await expect(page.getByText(/^Paused:/)).toBeHidden();
});

test("limits are set in the settings of the workflow, each as one edit", async ({ editor, page, api }) => {
  const id = await api.createWorkflow({ ...cappedGraph("Limits"), settings: {} });
  await editor.open(id);
  await page.getByRole("button", { name: "More about this workflow" }).click();
  await page.getByRole("menuitem", { name: "Limits and settings" }).click();
  const settings = page.getByRole("complementary", { name: "Settings" });
  await settings.getByRole("spinbutton", { name: "Cost at most" }).fill("0.5");
  await settings.getByRole("spinbutton", { name: "Steps at most" }).fill("40");
  await settings.getByRole("combobox", { name: "When a limit is reached" }).click();
  await page.getByRole("option", { name: "The run pauses and asks" }).click();
  await expect
    .poll(async () => (await api.draft(id)).graph)
    .toMatchObject({ settings: { budget: { maxUsd: 0.5, maxSteps: 40 }, onBudget: "pause" } });
  await expectAccessible(page);
  const undo = page.getByRole("button", { name: /^Undo/ });
  for (let edits = 3; edits > 0; edits -= 1) await undo.click();
  await expect(undo).toBeDisabled();
  await expect(settings.getByRole("spinbutton", { name: "Cost at most" })).toHaveValue("");
  await expect(settings.getByRole("combobox", { name: "When a limit is reached" })).toHaveText("The run fails");
});
