import { readFileSync } from "node:fs";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { sharedGraph } from "../../fixtures/shared-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a workflow is shared from its menu, looked at without an account, taken as a file, and closed", async ({
  page,
  api,
  editor,
  browser,
}) => {
  const secret = `sk-${"canary".repeat(6)}`;
  const shared = JSON.parse(
    JSON.stringify(sharedGraph("Shared workflow")).replace("<b>told</b>", `<b>told</b> ${secret}`),
  );
  await editor.open(await api.createWorkflow(shared));
  await page.getByRole("button", { name: "More about this workflow" }).click();
  await page.getByRole("menuitem", { name: "Share this workflow" }).click();
  const dialog = page.getByRole("dialog", { name: "Share this workflow" });
  await expect(dialog.getByRole("region", { name: "What is left out" })).toContainText("told.config.value");
  await dialog.getByRole("button", { name: "See it as they will" }).click();
  const preview = page.frameLocator('iframe[title="The workflow as others will see it"]');
  await expect(preview.getByRole("heading", { name: "Shared workflow", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const address = (await dialog.getByText(/^http:\S+\/s\/[\w-]{22}$/).textContent()) ?? "";

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const guest = await context.newPage();
  await guest.goto(address);
  await guest.getByRole("list", { name: "Nodes" }).getByRole("button", { name: "Told" }).click();
  await expect(guest.getByRole("region", { name: "Selected node" })).toContainText("Transform");
  await guest.getByRole("button", { name: "Close" }).click();
  await expectAccessible(guest);
  expect(await guest.content()).not.toContain(secret);
  const taken = guest.waitForEvent("download");
  await guest.getByRole("link", { name: "Import into your Orrery" }).click();
  const file = test.info().outputPath("taken.graph.json");
  await (await taken).saveAs(file);
  const text = readFileSync(file, "utf8");
  expect(text).not.toContain(secret);
  const again = await api.createWorkflow(JSON.parse(text));
  expect((await api.draft(again)).graph.nodes.map(({ id }) => id).toSorted()).toEqual(
    shared.nodes.map(({ id }: { id: string }) => id).toSorted(),
  );
  expect(await context.cookies()).toEqual([]);

  await dialog.getByRole("button", { name: /^Close the link made/ }).click();
  await expect(page.getByText("The link is closed", { exact: true })).toBeVisible();
  expect((await guest.reload())?.status()).toBe(404);
  await context.close();
});
