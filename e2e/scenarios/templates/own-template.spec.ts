import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { sharedGraph } from "../../fixtures/shared-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a workflow is kept as a template without what is private, shown in the gallery, used and deleted", async ({
  page,
  api,
  editor,
}) => {
  const secret = `sk-${"canary".repeat(6)}`;
  const graph = JSON.parse(
    JSON.stringify(sharedGraph("Kept workflow")).replace("<b>told</b>", `<b>told</b> ${secret}`),
  );
  await editor.open(await api.createWorkflow(graph));
  await page.getByRole("button", { name: "More about this workflow" }).click();
  await page.getByRole("menuitem", { name: "Save as template" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as template" });
  await expect(dialog.getByRole("region", { name: "What is left out" })).toContainText("told.config.value");
  await dialog.getByRole("textbox", { name: "Title" }).fill("Tell it all");
  await dialog.getByRole("textbox", { name: "Sample input, as JSON" }).fill("{ no JSON");
  await dialog.getByRole("button", { name: "Save as template" }).click();
  await expect(dialog.getByRole("alert")).toContainText("This is not JSON");
  await dialog.getByRole("textbox", { name: "Sample input, as JSON" }).fill('{ "text": "A sample of ours" }');
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save as template" }).click();
  await expect(dialog.getByRole("status")).toContainText("It is saved");

  await page.goto("/templates");
  const mine = page.getByRole("region", { name: "Your templates" });
  await mine.getByRole("link", { name: "Tell it all" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tell it all");
  await editor.ready();
  await expect(page.getByRole("region", { name: "Sample input" })).toContainText("A sample of ours");
  await expectAccessible(page);
  const saved = new URL(page.url());

  await page.getByRole("button", { name: "Use this", exact: true }).click();
  await page.waitForURL(/\/workflows\/[0-9a-f-]+/);
  await editor.ready();
  const made = await api.draft(new URL(page.url()).pathname.split("/").at(-1) ?? "");
  expect(made.graph.name).toBe("Tell it all");
  expect(JSON.stringify(made)).not.toContain(secret);

  await page.goto(saved.pathname);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog", { name: "Delete Tell it all?" }).getByRole("button", { name: "Delete" }).click();
  await page.waitForURL("/templates");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Start from something that runs");
  await expect(page.getByRole("link", { name: "Tell it all" })).toBeHidden();
});
