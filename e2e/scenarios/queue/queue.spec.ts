import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { onePlaceGraph } from "../../fixtures/places-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a run that waits for a place says so at once, everywhere, and is found among all runs", async ({ page, api }) => {
  // Whoever has the place has it for longer than this test takes.
  const workflowId = await api.createWorkflow(onePlaceGraph("Taken", 280));
  const first = await api.startRun(workflowId, { who: "customer-7" });
  await expect.poll(() => api.status(first)).not.toBe("queued");
  const second = await api.startRun(workflowId, { who: "customer-7" });

  // The server's page has its heading and its state before any code of the browser.
  const response = await page.request.get(`/runs/${second}`);
  const html = await response.text();
  expect(html).toMatch(new RegExp(`<h1[^>]*>Run ${second.slice(-8)}</h1>`));
  expect(html).toContain("Waits for a free place");

  await page.goto(`/runs/${second}`);
  const bar = page.getByRole("banner");
  await expect(page.getByRole("heading", { level: 1, name: `Run ${second.slice(-8)}` })).toBeVisible();
  await expect(bar.getByText("Waits for a free place")).toBeVisible();
  await expect(bar.getByText("by hand")).toBeVisible();
  await expect(page.getByRole("button", { name: "Fit everything" })).toBeVisible();
  await expect(page.getByText("Starting")).toHaveCount(0);
  // It is asked for longer than a run may stand still without a word.
  const asked = Date.now();
  await expect(async () => {
    await expect(page.getByText("Nothing has moved")).toHaveCount(0);
    expect(Date.now() - asked).toBeGreaterThan(4_500);
  }).toPass();
  await expectAccessible(page);

  await page.goto("/runs");
  const states = page.getByRole("navigation", { name: "Runs by state" });
  await states.getByRole("link", { name: "Queued" }).click();
  await expect(page).toHaveURL(/status=queued/);
  const list = page.getByRole("list", { name: "Runs" });
  await expect(list.getByRole("listitem").filter({ hasText: "Taken" })).toHaveCount(1);
  await expect(list).toContainText("by hand");
  await expectAccessible(page);
  await api.mutate("run.pause", { id: first });
  await states.getByRole("link", { name: "Paused" }).click();
  await expect(page).toHaveURL(/status=paused/);
  await expect(list.getByRole("listitem").filter({ hasText: "Taken" })).toHaveCount(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectTidy(page);
  await expectAccessible(page);

  await api.mutate("run.cancel", { id: first });
  await api.mutate("run.cancel", { id: second });
  expect(await api.ending(second)).toBe("cancelled");
});
