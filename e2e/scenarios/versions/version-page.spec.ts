import { chainGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect as expectSoon, test } from "../../fixtures/test.ts";

// Runs, pages and answers take as long as a busy machine needs.
test.describe.configure({ timeout: 180_000 });
const expect = expectSoon.configure({ timeout: 30_000 });

test("a version is looked at as it was, with what changed since, and restored", async ({ editor, page, api }) => {
  const id = await api.createWorkflow(chainGraph("Looked at"));
  await api.publish(id);
  await editor.open(id);
  await editor.card("stress").click();
  await page.keyboard.press("Delete");
  await expect(editor.card("stress")).toBeHidden();
  await editor.saved();

  await page.getByRole("button", { name: /^Publish/ }).click();
  await page.getByRole("link", { name: "Open version 1" }).click();
  await page.waitForURL(/\/versions\/1$/);
  await expect(editor.card("stress")).toBeVisible({ timeout: 20_000 });
  const changes = page.getByRole("list", { name: "Changes" });
  await expect(changes).toContainText("“Stress it” was deleted");
  await expectAccessible(page);

  // It is only looked at.
  await editor.card("stress").click();
  await page.keyboard.press("Delete");
  await expect(editor.card("stress")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Restore into the draft" }).click();
  await expect(page.getByRole("heading", { name: "The draft is as this version" })).toBeVisible();
  await expect.poll(async () => (await api.draft(id)).graph.nodes.map((node) => node.id)).toContain("stress");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(changes).toContainText("“Stress it” was deleted");
  await expect.poll(async () => (await api.draft(id)).graph.nodes.map((node) => node.id)).not.toContain("stress");
});

test("a version that there is not leads nowhere", async ({ page, api, expectedNoise }) => {
  expectedNoise.push(/404/);
  const id = await api.createWorkflow(chainGraph("No version"));
  await page.goto(`/workflows/${id}/versions/7`);
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
});
