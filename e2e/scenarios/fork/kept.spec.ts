import { chainGraph, sagaGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a result that is kept is given again, and says so", async ({ editor, page, api }) => {
  const id = await api.createWorkflow(chainGraph("Cached"));
  await editor.open(id);
  await editor.card("shout").click();
  await editor.inspector.locator("summary", { hasText: "Keep the result" }).click();
  await editor.inspector.getByRole("switch", { name: "Keep the result" }).click();
  await editor.saved();
  // Results are kept for all runs of the workspace: words of its own make this one the first.
  const text = `amber ${id}`;
  const first = await api.startRun(id, { text });
  expect(await api.ending(first)).toBe("succeeded");
  const second = await api.startRun(id, { text });
  expect(await api.ending(second)).toBe("succeeded");
  await page.goto(`/runs/${second}`);
  await expect(editor.card("shout")).toHaveAttribute("data-kept", "cache");
  await expect(editor.card("shout")).toContainText(/cached (just now|\d+ s ago)/);
  await expect(editor.card("frame")).not.toHaveAttribute("data-kept", /./);
  await editor.card("shout").click();
  await expect(editor.inspector.getByRole("link", { name: `run ${first.slice(-8)}` })).toBeVisible();
  await expectAccessible(page);
});

test("a run that fails shows what it took back", async ({ editor, page, api }) => {
  const id = await api.createWorkflow(sagaGraph("Undone"));
  const runId = await api.startRun(id, { text: "no JSON" });
  expect(await api.ending(runId)).toBe("failed");
  await page.goto(`/runs/${runId}`);
  await editor.expectState("boom", "failed");
  await expect(editor.card("book")).toHaveAccessibleName(/Undone/);
  await expect(editor.card("unbook")).toContainText("undoes book");
  const undone = page.getByRole("region", { name: "Undone" });
  await expect(undone.getByRole("button", { name: /Book it by Take it back Undone/ })).toBeVisible();
  await expectAccessible(page);
});
