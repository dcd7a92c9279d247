import { resolve } from "node:path";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

const file = resolve(import.meta.dirname, "../../../packages/foreign/src/testing/files/n8n/nightly-leads.json");

test("a workflow of n8n: looked at, imported, and its placeholders say what they keep the place of", async ({
  editor,
  page,
  api,
}) => {
  const before = await api.workflows();
  await page.goto("/");
  await page.getByLabel("Workflow file").setInputFiles(file);
  const dialog = page.getByRole("dialog", { name: "Import nightly-leads.json" });
  const report = dialog.getByRole("region", { name: "What came across" });
  await expect(report).toContainText("From n8n: what came across");
  await expect(report).toContainText("4 exactly, 2 changed, 2 not at all");
  await expect(report.getByRole("list", { name: "Not at all" }).getByRole("listitem").first()).toContainText("HubSpot");
  await expectAccessible(page);
  expect(await api.workflows()).toEqual(before);

  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL(/\/workflows\/[0-9a-f-]+/);
  await editor.ready();
  const { graph } = await api.draft(new URL(page.url()).pathname.split("/").at(-1) ?? "");
  const kept = graph.nodes.filter(({ type }) => type === "placeholder").map(({ label }) => label);
  expect(kept).toEqual(["HubSpot", "Stop"]);
  expect(JSON.stringify(graph)).not.toMatch(/pat-na1|k-3f9c1b77/);
  await expect(page.getByText("From n8n: hubspot").first()).toBeVisible();
  await expect(page.getByText("Imported from n8n").first()).toBeVisible();
});
