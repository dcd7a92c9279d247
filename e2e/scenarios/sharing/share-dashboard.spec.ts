import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

const graph = {
  schema: "orrery.graph/v1",
  name: "Quarterly figures",
  nodes: [
    { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object" } } },
    {
      ...{ id: "add", type: "code", label: "Secret sum", position: { x: 260, y: 0 } },
      config: { input: {}, source: "return 'CANARY-7f3a';" },
    },
    { id: "end", type: "output", position: { x: 520, y: 0 }, config: { value: "{{ add }}" } },
  ],
  edges: [
    { id: "e1", source: "start", sourceHandle: "out", target: "add", targetHandle: "in" },
    { id: "e2", source: "add", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
};

test("a dashboard is shared without names, read again while it is looked at, and closed", async ({
  page,
  api,
  browser,
}) => {
  const workflowId = await api.createWorkflow(graph);
  const runId = await api.startRun(workflowId, {});
  expect(await api.ending(runId)).toBe("succeeded");
  await page.goto(`/dashboard?workflow=${workflowId}&range=24h`);
  await expect(page.getByRole("list", { name: "Figures" })).toContainText("1 done");

  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share this dashboard" });
  await dialog.getByRole("checkbox", { name: "Cost and tokens" }).check();
  await dialog.getByRole("button", { name: "See it as they will" }).click();
  const preview = page.frameLocator('iframe[title="The dashboard as others will see it"]');
  await expect(preview.getByRole("heading", { name: "A workflow", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const address = (await dialog.getByText(/^http:\S+\/s\/[\w-]{22}$/).textContent()) ?? "";

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const guest = await context.newPage();
  await guest.goto(address);
  await expect(guest.getByRole("list", { name: "Figures" })).toContainText("1 done · 0 failed");
  await expect(guest.getByRole("region", { name: "Slowest steps", exact: true })).toContainText("Step 1");
  const runs = guest.getByRole("slider", { name: "Runs over time" });
  await runs.focus();
  await runs.press("Home");
  await expect(runs).toHaveAttribute("aria-valuetext", /Done 0, Failed 0, Stopped 0$/);
  await expectAccessible(guest);
  expect(await guest.content()).not.toMatch(new RegExp(`Quarterly|Secret|CANARY|${runId}|${workflowId}`));
  expect(await context.cookies()).toEqual([]);

  expect(await api.ending(await api.startRun(workflowId, {}))).toBe("succeeded");
  // As who comes back to a page does: it is read again at once.
  const figures = guest.getByRole("list", { name: "Figures" });
  await expect(async () => {
    await guest.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect(figures).toContainText("2 done", { timeout: 4_000 });
  }).toPass();
  await guest.setViewportSize({ width: 390, height: 844 });
  await expectTidy(guest);

  await dialog.getByRole("button", { name: /^Close the link made/ }).click();
  await expect(page.getByText("The link is closed", { exact: true })).toBeVisible();
  await expect(async () => {
    await guest.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await expect(guest.getByText("This link was closed.")).toBeVisible({ timeout: 4_000 });
  }).toPass();
  expect((await guest.reload())?.status()).toBe(404);
  await context.close();
});
