import { randomUUID } from "node:crypto";
import { chainGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect as expectSoon, test } from "../../fixtures/test.ts";

// Runs, pages and answers take as long as a busy machine needs.
test.describe.configure({ timeout: 180_000 });
const expect = expectSoon.configure({ timeout: 30_000 });

test("the published version is run from the list, with an input that is checked before it is sent", async ({
  editor,
  page,
  api,
}) => {
  const name = `Started from the list ${randomUUID()}`;
  const id = await api.createWorkflow(chainGraph(name));
  await page.goto("/");
  const openForm = async () => {
    await page.getByRole("button", { name: `More about ${name}` }).click();
    await page.getByRole("menuitem", { name: "Run the published version" }).click();
  };
  await openForm();
  await expect(page.getByRole("dialog")).toContainText("Nothing of this workflow is published yet.");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await api.publish(id);
  await page.reload();

  await openForm();
  const dialog = page.getByRole("dialog", { name: "Run version 1" });
  const text = dialog.getByRole("textbox", { name: /^Text/ });
  await expect(text).toHaveValue("amber");
  await expectAccessible(page);
  await text.fill("");
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await expect(dialog).toContainText("Fill this in.");
  expect(await api.runsOf(id)).toEqual([]);
  await text.fill("opal");
  await text.press("Control+Enter");
  await page.waitForURL(/\/runs\/[0-9a-f-]+$/);
  await editor.expectState("end", "succeeded");
  const runId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(await api.output(runId)).toBe("<OPAL>!");
  await expect(page.getByRole("banner")).toContainText("v1");
});
