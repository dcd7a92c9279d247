import { z } from "zod";
import { chainGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { installation } from "../../fixtures/installation.ts";
import { expect as expectSoon, test } from "../../fixtures/test.ts";

// Runs, pages and answers take as long as a busy machine needs.
test.describe.configure({ timeout: 180_000 });
const expect = expectSoon.configure({ timeout: 30_000 });

test("a key is made, shown once, used by a program, and revoked", async ({ page, api }) => {
  const { executorUrl } = await installation();
  const id = await api.createWorkflow(chainGraph("By key"));
  await api.publish(id);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/settings");
  const name = `Nightly ${Date.now()}`;
  await page.getByRole("textbox", { name: "What the key is for" }).fill(name);
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByText("Copy the key now: it is shown this once.")).toBeVisible();
  await page.getByRole("button", { name: "Copy the key" }).click();
  await expect(page.getByText("The key is copied", { exact: true })).toBeVisible();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^orrery_/);
  const row = page.getByRole("list", { name: "API keys" }).getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText(key.slice(-4));
  await expectAccessible(page);
  await expectTidy(page);

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${executorUrl}/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    });
  const started = await ask(`/workflows/${id}/runs`, {
    method: "POST",
    body: JSON.stringify({ input: { text: "jet" } }),
  });
  const told = await started.text();
  expect(started.ok, told).toBe(true);
  const { runId } = z.looseObject({ runId: z.string() }).parse(JSON.parse(told));
  expect(await api.ending(runId)).toBe("succeeded");
  expect(await api.output(runId)).toBe("<JET>!");

  await page.reload();
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(row).toContainText("used");
  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  const sure = page.getByRole("dialog", { name: "Revoke this key?" });
  await sure.getByRole("button", { name: "Keep it" }).click();
  expect((await ask(`/runs/${runId}`)).status).toBe(200);
  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  await sure.getByRole("button", { name: "Revoke" }).click();
  await expect(row).toHaveCount(0);
  await expect.poll(async () => (await ask(`/runs/${runId}`)).status).toBe(401);
});
