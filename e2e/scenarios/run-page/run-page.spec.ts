import { chainGraph, sagaGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a run is stepped through and played by keyboard, on the canvas and in the timeline", async ({
  editor,
  page,
  api,
}) => {
  const workflowId = await api.createWorkflow(chainGraph("Scrubbed"));
  const runId = await api.startRun(workflowId, { text: "amber" });
  expect(await api.ending(runId)).toBe("succeeded");
  await page.goto(`/runs/${runId}`);
  await editor.expectState("end", "succeeded");
  const place = page.getByRole("slider", { name: "Event of the run" });
  const last = (await place.getAttribute("max")) ?? "";
  await page.keyboard.press("Home");
  await expect(place).toHaveValue("0");
  await editor.expectState("start", "idle");
  await page.keyboard.press("ArrowRight");
  await expect(place).toHaveValue("1");
  await page.keyboard.press("ArrowLeft");
  await expect(place).toHaveValue("0");
  await page.keyboard.press("]");
  await expect(page.getByRole("combobox", { name: "Speed" })).toHaveText("2×");
  await page.keyboard.press("Space");
  await expect(place).toHaveValue(last);
  await editor.expectState("end", "succeeded");
  await page.keyboard.press("ArrowLeft");
  await expect(place).toHaveValue(String(Number(last) - 1));
  await page.keyboard.press("End");
  await expect(place).toHaveValue(last);

  const steps = page.getByRole("list", { name: "Steps over time" });
  await expect(steps.getByRole("listitem")).toHaveCount(5);
  await page.getByRole("searchbox", { name: "Find steps" }).fill("frame");
  await expect(steps.getByRole("listitem")).toHaveCount(1);
  await steps.getByRole("button", { name: /^Frame it: Done/ }).click();
  await expect(editor.inspector).toContainText("<AMBER>");
  await expectAccessible(page);
});

test("a failed run is compared with the fork that mended it", async ({ editor, page, api }) => {
  const workflowId = await api.createWorkflow(sagaGraph("Compared"));
  const first = await api.startRun(workflowId, { text: "no JSON" });
  expect(await api.ending(first)).toBe("failed");
  const { length: seq } = await api.events(first);
  const forked = await api.mutate("run.fork", {
    ...{ runId: first, seq, graph: "same", rerun: [], outputs: [] },
    input: { text: "[1, 2]" },
  });
  expect(forked.ok()).toBe(true);
  const [second] = (await api.runsOf(workflowId)).flatMap(({ id }) => (id === first ? [] : id));
  if (second === undefined) throw new Error("The fork is not in the list of runs.");
  expect(await api.ending(second)).toBe("succeeded");

  await page.goto(`/runs/${second}`);
  await editor.expectState("end", "succeeded");
  await page.getByRole("link", { name: "Compare with where it came from" }).click();
  await page.waitForURL(`**/runs/compare?a=${first}&b=${second}`);
  const nodes = page.getByRole("list", { name: "Nodes that differ" });
  await expect(nodes.getByRole("button", { name: /^Read it was failed/ })).toBeVisible();
  await expect(nodes.getByRole("button", { name: "Said ran only in the second run" })).toBeVisible();
  await expect(editor.card("end")).toHaveAttribute("data-mark", "second");
  await editor.expectState("boom", "succeeded");
  await page.getByRole("radio", { name: "First run" }).click();
  await editor.expectState("boom", "failed");
  await expectAccessible(page);
  await nodes.getByRole("button", { name: /^Book it/ }).click();
  const difference = page.getByRole("region", { name: "Difference of the output" });
  await expect(difference).toContainText("First run: no JSON booked");
  await expect(difference).toContainText("Second run: [1, 2] booked");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(editor.card("end")).toBeVisible();
  await expectTidy(page);
  await expectAccessible(page);
});
