import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { onePlaceGraph, placedGraph } from "../../fixtures/places-graph.ts";
import { expect, test } from "../../fixtures/test.ts";

test("the fleet shows its executors, and what waits for a place and why, as it changes", async ({ page, api }) => {
  const workflowId = await api.createWorkflow(onePlaceGraph("One at a time"));
  const first = await api.startRun(workflowId, { who: "customer-7" });
  const second = await api.startRun(workflowId, { who: "customer-7" });
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Fleet" }).click();
  await expect(page.getByRole("heading", { name: "Fleet", level: 1 })).toBeVisible();
  await expect(page.getByRole("list", { name: "Executors" }).getByRole("listitem").first()).toContainText(
    /Heartbeat .+ ago/,
  );
  const waiting = page.getByRole("list", { name: "Waiting for a place" });
  await expect(waiting).toContainText("One at a time");
  await expect(waiting).toContainText("Key customer-7: all 1 places taken");
  await expectAccessible(page);

  await page.goto(`/runs/${second}`);
  await expect(
    page.getByRole("status").filter({ hasText: "Waits for a free place: key customer-7, 1 of 1 taken" }),
  ).toBeVisible();
  await expectAccessible(page);
  await api.mutate("run.cancel", { id: first });
  await expect(page.getByText("Waits for a free place")).toHaveCount(0);
  expect(await api.ending(first)).toBe("cancelled");
  await expect.poll(() => api.status(second)).not.toBe("queued");
  await api.mutate("run.cancel", { id: second });
});

test("a step that no executor may carry out says which one it waits for", async ({ page, api }) => {
  const workflowId = await api.createWorkflow(placedGraph("Far away", "no-such-place"));
  const runId = await api.startRun(workflowId, { who: "Ada" });
  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole("status").filter({ hasText: "Waits for an executor with no-such-place" })).toBeVisible();
  await page.goto("/fleet");
  await expect(page.getByRole("list", { name: "Waiting for a place" })).toContainText(
    "Needs an executor with no-such-place",
  );
  await api.mutate("run.cancel", { id: runId });
  expect(await api.ending(runId)).toBe("cancelled");
});
