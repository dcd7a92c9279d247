import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { type GalleryServer, startGalleryServer } from "../../fixtures/gallery-server.ts";
import { installation } from "../../fixtures/installation.ts";
import { sharedGraph } from "../../fixtures/shared-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

let elsewhere: GalleryServer;
/** Of a second try: what the first one has added may still be there. */
let title = "";

test.beforeAll(async () => {
  title = `Tea house ${test.info().retry}`;
  const graph = sharedGraph("From elsewhere");
  elsewhere = await startGalleryServer((await installation()).toolPorts[1], { title, graph });
});
test.afterAll(() => elsewhere.close());

test("a workflow is fetched from an address, looked at, and only then imported", async ({ page, api, editor }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("menuitem", { name: "From a web address" }).click();
  const dialog = page.getByRole("dialog", { name: "Import from a web address" });
  const address = dialog.getByRole("textbox", { name: "Address of the file" });
  const before = (await api.workflows()).length;
  await address.fill(`${elsewhere.address}/say-it.graph.json`);
  await dialog.getByRole("button", { name: "Look at it" }).click();
  await expect(dialog.getByRole("region", { name: "What is in it" })).toContainText("From elsewhere");
  await expectAccessible(page);
  expect((await api.workflows()).length).toBe(before);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL(/\/workflows\/[0-9a-f-]+/);
  await editor.ready();
  const { graph } = await api.draft(new URL(page.url()).pathname.split("/").at(-1) ?? "");
  expect(graph.name).toBe("From elsewhere");
});

test("a gallery that a team hosts is added by its address, and leaves only when that is meant", async ({ page }) => {
  await page.goto("/templates");
  await page.getByRole("button", { name: "Add a gallery" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a gallery" });
  await dialog
    .getByRole("textbox", { name: "Address of its index" })
    .fill(`${elsewhere.address}/gallery.json?try=${test.info().retry}`);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const gallery = page.getByRole("region", { name: `${title} 1`, exact: true });
  await expect(gallery.getByRole("link", { name: "Say it back" })).toBeVisible();
  await expectAccessible(page);

  await gallery.getByRole("button", { name: `Remove the gallery: ${title}` }).click();
  const question = page.getByRole("dialog", { name: `Remove ${title}?` });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await expect(gallery.getByRole("link", { name: "Say it back" })).toBeVisible();
  await gallery.getByRole("button", { name: `Remove the gallery: ${title}` }).click();
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(gallery).toBeHidden();
});
